import type { ResourcesConfig } from 'aws-amplify';

/** What `/config.json` says, as far as the app uses it. */
export interface AppConfig {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  /** URL of a stand-in for Cognito; absent when deployed. */
  userPoolEndpoint?: string;
  productName: string;
  /** `#rrggbb`. */
  brandColor: string;
  /** Path of an image; absent: the app's own. */
  logo?: string;
  /** E-mail address; absent: none is named. */
  supportAddress?: string;
  /** Claim in the ID token of a sign-in with a code. */
  claimName: string;
  selfSignUp: boolean;
  /** Whether people may reset a forgotten password by themselves. */
  selfRecovery: boolean;
}

/** Throws an Error that names the field if one is missing or not of its kind. */
export function readConfig(value: unknown): AppConfig {
  const fields = (value ?? {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const field = fields[name];
    if (typeof field !== 'string' || !field) throw new Error(`config.json lacks ${name}`);
    return field;
  };
  const optional = (name: keyof AppConfig) =>
    fields[name] === undefined ? {} : { [name]: text(name) };
  return {
    region: text('region'),
    userPoolId: text('userPoolId'),
    userPoolClientId: text('userPoolClientId'),
    productName: text('productName'),
    brandColor: text('brandColor'),
    claimName: text('claimName'),
    selfSignUp: fields['selfSignUp'] === true,
    selfRecovery: text('recovery') === 'email',
    ...optional('userPoolEndpoint'),
    ...optional('logo'),
    ...optional('supportAddress'),
  };
}

/** Tokens stay where Amplify keeps them by default, in localStorage: see the README on why. */
export function toAmplifyConfig(config: AppConfig): ResourcesConfig {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = config;
  return {
    Auth: {
      Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { email: true } },
    },
  };
}

/** Throws if the file can't be had or is not what the app needs. */
export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`config.json: HTTP ${response.status}`);
  return readConfig(await response.json());
}
