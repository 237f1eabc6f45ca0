import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';

/** The settings of an app client that decide how its users can sign in. */
export interface AppClient {
  clientId: string;
  name: string;
  /** Without the prefix `ALLOW_`. Cognito's defaults if the client names none. */
  authFlows: string[];
  oauthFlows: string[];
  /** Providers that managed login offers: `COGNITO` for users with a password, others for federated users. */
  identityProviders: string[];
  /** PreventUserExistenceErrors. */
  hidesUnknownUsers: boolean;
  /** Minutes. */
  authSessionValidity: number;
}

/** The guard of a pool: our PreTokenGeneration trigger, which issues no tokens without a code. */
export interface Guard {
  installed: boolean;
  /** Clients that it does not guard, by the setting `unguardedClients`. */
  unguardedClients: string[];
  /** Whether it gives the tokens only to the request that had the right code, by the setting `passBinding`. */
  bindsPass: boolean;
  /** Whether the pool has a domain, and so managed login. */
  hasDomain: boolean;
}

export interface Verdict {
  client: AppClient;
  /** Ways to sign in that skip the custom challenge. */
  withoutCode: string[];
  /**
   * - `none`: no user can sign in.
   * - `code`: every sign-in needs a code.
   * - `guarded`: other sign-ins can start, and the guard refuses them tokens.
   * - `federated`: unguarded, and only users of external providers can sign in.
   * - `open`: users with a password can sign in without the code.
   */
  state: 'none' | 'code' | 'guarded' | 'federated' | 'open';
  /** Why the client is open. */
  openBecause?: 'no guard' | 'setting' | 'no binding';
}

/** The password flows, in words. */
const PASSWORD_FLOWS: Record<string, string> = {
  USER_SRP_AUTH: 'password (SRP)',
  USER_PASSWORD_AUTH: 'password',
  ADMIN_USER_PASSWORD_AUTH: 'password (admin API)',
  USER_AUTH: 'choice of factor',
};

const MANAGED_LOGIN = 'managed login';

/** Cognito is reported to issue tokens after a first password without the custom challenge. */
const FIRST_PASSWORD = 'first password';

const DEFAULT_FLOWS = ['REFRESH_TOKEN_AUTH', 'USER_SRP_AUTH', 'CUSTOM_AUTH'];

export function readAppClient(client: UserPoolClientType): AppClient {
  const { ClientId = '', ClientName = '', AllowedOAuthFlows = [] } = client;
  return {
    clientId: ClientId,
    name: ClientName,
    authFlows: flowsOf(client.ExplicitAuthFlows ?? []),
    oauthFlows: client.AllowedOAuthFlowsUserPoolClient ? AllowedOAuthFlows : [],
    identityProviders: client.SupportedIdentityProviders ?? [],
    hidesUnknownUsers: client.PreventUserExistenceErrors === 'ENABLED',
    authSessionValidity: client.AuthSessionValidity ?? 3,
  };
}

/** Decides whether a client's users can sign in without the code. */
export function judge(client: AppClient, guard: Guard): Verdict {
  const custom = client.authFlows.includes('CUSTOM_AUTH');
  const passwords = passwordFlows(client);
  const others = managedLogin(client, guard) ? [...passwords, MANAGED_LOGIN] : passwords;
  if (!custom && others.length === 0) return { client, withoutCode: [], state: 'none' };

  const unguarded = guard.unguardedClients.includes(client.clientId);
  if (guard.installed && !unguarded) {
    // Unbound, a pass belongs to whichever sign-in of this user and client asks for tokens first.
    if (custom && passwords.length > 0 && !guard.bindsPass) {
      return { client, withoutCode: others, state: 'open', openBecause: 'no binding' };
    }
    return { client, withoutCode: others, state: others.length > 0 ? 'guarded' : 'code' };
  }
  if (unguarded && !custom && passwords.length === 0 && isFederatedOnly(client)) {
    return { client, withoutCode: others, state: 'federated' };
  }
  return {
    client,
    withoutCode: custom ? [...others, FIRST_PASSWORD] : others,
    state: 'open',
    openBecause: guard.installed ? 'setting' : 'no guard',
  };
}

/** The password flows that a client allows, in words. */
export const passwordFlows = ({ authFlows }: Pick<AppClient, 'authFlows'>): string[] =>
  authFlows.flatMap((flow) => PASSWORD_FLOWS[flow] ?? []);

export const externalProviders = ({ identityProviders }: AppClient): string[] =>
  identityProviders.filter((provider) => provider !== 'COGNITO');

/** Users sign in by managed login. With client credentials an application signs in, not a user. */
export const managedLogin = (
  { oauthFlows }: Pick<AppClient, 'oauthFlows'>,
  { hasDomain }: Pick<Guard, 'hasDomain'>,
): boolean => hasDomain && oauthFlows.some((flow) => flow === 'code' || flow === 'implicit');

const isFederatedOnly = ({ identityProviders }: AppClient) =>
  identityProviders.length > 0 && !identityProviders.includes('COGNITO');

/** Removes the prefix `ALLOW_`, and translates the older names, which allow more than they say. */
function flowsOf(explicit: string[]): string[] {
  if (explicit.length === 0) return DEFAULT_FLOWS;
  if (explicit.some((flow) => flow.startsWith('ALLOW_'))) {
    return explicit.map((flow) => flow.replace(/^ALLOW_/, ''));
  }
  return [
    'REFRESH_TOKEN_AUTH',
    'CUSTOM_AUTH',
    ...(explicit.includes('CUSTOM_AUTH_FLOW_ONLY') ? [] : ['USER_SRP_AUTH']),
    ...(explicit.includes('USER_PASSWORD_AUTH') ? ['USER_PASSWORD_AUTH'] : []),
    ...(explicit.includes('ADMIN_NO_SRP_AUTH') ? ['ADMIN_USER_PASSWORD_AUTH'] : []),
  ];
}
