/** What the components need to know of the deployment. */
export interface PageConfig {
  region: string;
  /** URL of a local Cognito; absent when deployed. */
  userPoolEndpoint?: string;
  productName: string;
  /** `#rrggbb`. */
  brandColor: string;
  /** Path of an image; absent: the page's own. */
  logo?: string;
  /** Email address for people who need help; absent: none is shown. */
  supportAddress?: string;
  /** Claim in the ID token of a sign-in with a code. */
  claimName: string;
  selfSignUp: boolean;
  /** Who resets a forgotten password: the user by email, or an admin. */
  recovery: 'email' | 'admin';
}
