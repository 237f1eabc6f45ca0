import type { ResourcesConfig } from 'aws-amplify';

/** What `/config.json` says, as far as the app uses it. */
export interface AppConfig {
  userPoolId: string;
  userPoolClientId: string;
  /** URL of a stand-in for Cognito; absent when deployed. */
  userPoolEndpoint?: string;
  productName: string;
}

/** Throws an Error that names the field if one is missing. */
export function readConfig(value: unknown): AppConfig {
  const fields = (value ?? {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const field = fields[name];
    if (typeof field !== 'string' || !field) throw new Error(`config.json lacks ${name}`);
    return field;
  };
  return {
    userPoolId: text('userPoolId'),
    userPoolClientId: text('userPoolClientId'),
    productName: text('productName'),
    ...(fields['userPoolEndpoint'] !== undefined && { userPoolEndpoint: text('userPoolEndpoint') }),
  };
}

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
