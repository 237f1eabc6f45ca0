import type { ResourcesConfig } from 'aws-amplify';
import type { PasswordPolicy } from '../client/passwordPolicy';
import type { AppConfig } from './app-config';

export type { AppConfig };

/** @throws Error that names the field if one is missing or of the wrong type */
export function readConfig(value: unknown): AppConfig {
  const fields = (value ?? {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const field = fields[name];
    if (typeof field !== 'string' || !field) throw new Error(`config.json lacks ${name}`);
    return field;
  };
  const optional = (name: keyof AppConfig) =>
    fields[name] === undefined ? {} : { [name]: text(name) };
  const policy = fields['passwordPolicy'] as PasswordPolicy | undefined;
  if (typeof policy?.minLength !== 'number') throw new Error('config.json lacks passwordPolicy');
  return {
    region: text('region'),
    userPoolId: text('userPoolId'),
    userPoolClientId: text('userPoolClientId'),
    productName: text('productName'),
    brandColor: text('brandColor'),
    sender: text('sender'),
    passwordPolicy: policy,
    claimName: text('claimName'),
    selfSignUp: fields['selfSignUp'] === true,
    recovery: text('recovery') === 'email' ? 'email' : 'admin',
    ...(typeof fields['addressHold'] === 'number' && { addressHold: fields['addressHold'] }),
    ...optional('userPoolEndpoint'),
    ...optional('accountApi'),
    ...optional('logo'),
    ...optional('supportAddress'),
    ...optional('supportUrl'),
    ...optional('termsUrl'),
    ...optional('privacyUrl'),
  };
}

/** Tokens stay in localStorage, Amplify's default: the README says why. */
export function toAmplifyConfig(config: AppConfig): ResourcesConfig {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = config;
  return {
    Auth: {
      Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, loginWith: { email: true } },
    },
  };
}

/** @throws Error if the file cannot be loaded or lacks something */
export async function loadConfig(): Promise<AppConfig> {
  const early = await globalThis.earlyConfig?.catch(() => undefined);
  if (early) return readConfig(early);
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`config.json: HTTP ${response.status}`);
  return readConfig(await response.json());
}
