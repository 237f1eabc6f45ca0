import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';

/** What of an app client decides how its users may sign in. */
export interface AppClient {
  clientId: string;
  name: string;
  /** Without the `ALLOW_`; what Cognito allows by default where the client names none. */
  authFlows: string[];
  oauthFlows: string[];
  hidesUnknownUsers: boolean;
  /** Minutes. */
  authSessionValidity: number;
}

/** What stands between the pool's sign-ins and their tokens. */
export interface Guard {
  /** Whether our PreTokenGeneration is on the pool: it lets no tokens out without a code. */
  installed: boolean;
  /** Clients that it lets through, by the setting `unguardedClients`. */
  unguardedClients: string[];
  /** Whether the pool has a domain, where managed login is reached. */
  hasDomain: boolean;
}

export interface Verdict {
  client: AppClient;
  /** Ways to sign in that never come to the custom challenge. */
  withoutCode: string[];
  /**
   * - `none`: nobody signs in through it.
   * - `code`: it can ask for nothing but a sign-in with a code.
   * - `guarded`: it can ask for others, and the guard refuses them their tokens.
   * - `open`: its users can sign in without the code.
   */
  state: 'none' | 'code' | 'guarded' | 'open';
}

/** The sign-in flows but for the custom one, in words. */
const OTHER_FLOWS: Record<string, string> = {
  USER_SRP_AUTH: 'password (SRP)',
  USER_PASSWORD_AUTH: 'password',
  ADMIN_USER_PASSWORD_AUTH: 'password (admin API)',
  USER_AUTH: 'choice of factor',
};

/** Cognito is reported to give tokens for a new password before it asks for the custom challenge. */
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

/** The one rule on who could sign in without the code. */
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
  // Client credentials are an application's own: no user signs in.
  const forUsers = oauthFlows.some((flow) => flow === 'code' || flow === 'implicit');
  return forUsers && hasDomain ? [...flows, 'managed login'] : flows;
}

/** Flows without the `ALLOW_`. Clients that still have the older names may do more than these say. */
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
