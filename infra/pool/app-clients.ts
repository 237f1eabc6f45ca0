import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';

/** The settings of an app client that decide how its users can sign in. */
export interface AppClient {
  clientId: string;
  name: string;
  /** Without the prefix `ALLOW_`. Cognito's defaults if the client names none. */
  authFlows: string[];
  oauthFlows: string[];
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
   * - `open`: users can sign in without the code.
   */
  state: 'none' | 'code' | 'guarded' | 'open';
}

/** The sign-in flows without a code, in words. */
const OTHER_FLOWS: Record<string, string> = {
  USER_SRP_AUTH: 'password (SRP)',
  USER_PASSWORD_AUTH: 'password',
  ADMIN_USER_PASSWORD_AUTH: 'password (admin API)',
  USER_AUTH: 'choice of factor',
};

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
    hidesUnknownUsers: client.PreventUserExistenceErrors === 'ENABLED',
    authSessionValidity: client.AuthSessionValidity ?? 3,
  };
}

/** Decides whether a client's users can sign in without the code. */
export function judge(client: AppClient, guard: Guard): Verdict {
  const custom = client.authFlows.includes('CUSTOM_AUTH');
  const others = waysWithoutCode(client, guard.hasDomain);
  if (!custom && others.length === 0) return { client, withoutCode: [], state: 'none' };

  if (guard.installed && !guard.unguardedClients.includes(client.clientId)) {
    return { client, withoutCode: others, state: others.length > 0 ? 'guarded' : 'code' };
  }
  const withoutCode = custom ? [...others, FIRST_PASSWORD] : others;
  return { client, withoutCode, state: 'open' };
}

function waysWithoutCode({ authFlows, oauthFlows }: AppClient, hasDomain: boolean): string[] {
  const flows = authFlows.flatMap((flow) => OTHER_FLOWS[flow] ?? []);
  // With client credentials an application signs in, not a user.
  const forUsers = oauthFlows.some((flow) => flow === 'code' || flow === 'implicit');
  return forUsers && hasDomain ? [...flows, 'managed login'] : flows;
}

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
