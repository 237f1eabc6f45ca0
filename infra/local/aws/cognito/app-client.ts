import { InvalidParameterError } from './errors';

/** An app client, the fields that are read here by name. */
export interface AppClient {
  ClientId: string;
  ClientName: string;
  UserPoolId: string;
  ClientSecret?: string;
  ExplicitAuthFlows?: string[];
  PreventUserExistenceErrors?: 'ENABLED' | 'LEGACY';
  ReadAttributes?: string[];
  WriteAttributes?: string[];
  /** Minutes, 3 to 15. */
  AuthSessionValidity?: number;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  RefreshTokenValidity?: number;
  TokenValidityUnits?: Record<string, string>;
  EnableTokenRevocation?: boolean;
  RefreshTokenRotation?: { Feature?: 'ENABLED' | 'DISABLED'; RetryGracePeriodSeconds?: number };
  CreationDate: Date;
  LastModifiedDate: Date;
}

export type AuthFlow =
  | 'CUSTOM_AUTH'
  | 'USER_SRP_AUTH'
  | 'USER_PASSWORD_AUTH'
  | 'ADMIN_USER_PASSWORD_AUTH'
  | 'USER_AUTH'
  | 'REFRESH_TOKEN_AUTH';

/** Older names for the same flows. */
const ALIASES: Record<string, AuthFlow> = {
  ADMIN_NO_SRP_AUTH: 'ADMIN_USER_PASSWORD_AUTH',
  REFRESH_TOKEN: 'REFRESH_TOKEN_AUTH',
};

/** The flows of a client that names none. */
const DEFAULT_FLOWS = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** Before the ALLOW_ names, SRP, custom and refresh were always on, unless CUSTOM_AUTH_FLOW_ONLY. */
function legacyFlows(flows: string[]): string[] {
  return [
    'ALLOW_CUSTOM_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
    ...(flows.includes('CUSTOM_AUTH_FLOW_ONLY') ? [] : ['ALLOW_USER_SRP_AUTH']),
    ...(flows.includes('USER_PASSWORD_AUTH') ? ['ALLOW_USER_PASSWORD_AUTH'] : []),
    ...(flows.includes('ADMIN_NO_SRP_AUTH') ? ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] : []),
  ];
}

function allowedFlows(client: AppClient): string[] {
  const flows = client.ExplicitAuthFlows ?? [];
  if (flows.length === 0) return DEFAULT_FLOWS;
  return flows.some((flow) => flow.startsWith('ALLOW_')) ? flows : legacyFlows(flows);
}

/** Cognito words this refusal differently per flow. */
const NOT_ENABLED: Record<AuthFlow, string> = {
  CUSTOM_AUTH: 'CUSTOM_AUTH is not enabled for the client.',
  USER_SRP_AUTH: 'USER_SRP_AUTH is not enabled for the client.',
  USER_PASSWORD_AUTH: 'USER_PASSWORD_AUTH flow not enabled for this client',
  ADMIN_USER_PASSWORD_AUTH: 'Auth flow not enabled for this client',
  USER_AUTH: 'USER_AUTH is not enabled for the client.',
  REFRESH_TOKEN_AUTH: 'Auth flow not enabled for this client',
};

/**
 * Finds the flow of a request.
 *
 * @throws InvalidParameterException if it does not exist, belongs to the other API (user or admin), or
 *   the client does not allow it.
 */
export function permittedFlow(client: AppClient, requested: unknown, admin: boolean): AuthFlow {
  const name = String(requested);
  const flow = ALIASES[name] ?? (Object.hasOwn(NOT_ENABLED, name) ? (name as AuthFlow) : undefined);
  if (!flow) {
    throw new InvalidParameterError(
      `1 validation error detected: Value at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [${Object.keys(NOT_ENABLED).join(', ')}]`,
    );
  }
  const otherApi = admin ? 'USER_PASSWORD_AUTH' : 'ADMIN_USER_PASSWORD_AUTH';
  if (flow === otherApi) throw new InvalidParameterError('Initiate Auth method not supported.');
  if (!allowedFlows(client).includes(`ALLOW_${flow}`)) {
    throw new InvalidParameterError(NOT_ENABLED[flow]);
  }
  return flow;
}

export const hidesUnknownUsers = (client: AppClient) =>
  client.PreventUserExistenceErrors === 'ENABLED';

/** Milliseconds that a client's sign-in may take. */
export const sessionLife = (client: AppClient) => (client.AuthSessionValidity ?? 3) * 60_000;

export const rotatesRefreshTokens = ({ RefreshTokenRotation }: AppClient) =>
  RefreshTokenRotation?.Feature === 'ENABLED';
