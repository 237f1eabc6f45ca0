/** `/config.json`: what the app learns when it starts, not when it is built. The CDK app writes it. */
export interface AppConfig {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** URL of a local Cognito; absent when deployed. */
  userPoolEndpoint?: string;
  productName: string;
  /** `#rrggbb`. */
  brandColor: string;
  /** Path of an image on the app's own host; absent: the app's own image. */
  logo?: string;
  /** Email address; absent: the page names none. */
  supportAddress?: string;
  /** Claim in the ID token of a sign-in with a code. */
  claimName: string;
  selfSignUp: boolean;
  /** Who resets a forgotten password: the user by email, or an admin. */
  recovery: 'email' | 'admin';
}
