import type { Settings } from '../settings/settings';

/** `GET /config.json` of the web app: what it can't know when it is built. */
export interface WebConfig {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** Where Cognito is, if not at AWS. */
  userPoolEndpoint?: string;
  productName: string;
  /** `#rrggbb`. */
  brandColor: string;
  /** Path on the app's own host; absent: the app's own picture. */
  logo?: string;
  /** E-mail address; absent: none is named. */
  supportAddress?: string;
  /** Claim in the ID token of a sign-in with a code. */
  claimName: string;
  /** Digits. */
  codeLength: number;
  selfSignUp: boolean;
  /** Who resets a forgotten password: the user by e-mail, or an admin. */
  recovery: 'email' | 'admin';
}

type Pool = Pick<WebConfig, 'region' | 'userPoolId' | 'userPoolClientId' | 'userPoolEndpoint'>;

export function webConfig(settings: Settings, pool: Pool): WebConfig {
  const { productName, brandColor, logo, supportAddress, claimName, codeLength, recovery } =
    settings;
  return {
    ...pool,
    productName,
    brandColor,
    ...(logo && { logo }),
    ...(supportAddress && { supportAddress }),
    claimName,
    codeLength,
    selfSignUp: settings.selfSignUp === 'yes',
    recovery,
  };
}
