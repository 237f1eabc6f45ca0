import { randomBytes } from 'node:crypto';

import type { AppClient } from './app-client';
import { requiredText, type Request } from './auth-request';
import { InvalidParameterError } from './errors';
import { omit } from './omit';
import { pageOf } from './page';
import type { CognitoParts } from './parts';
import { checkClientSettings } from './supported-settings';

/** What a client has that names nothing else. */
const DEFAULTS = {
  AuthSessionValidity: 3,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AllowedOAuthFlowsUserPoolClient: false,
  PreventUserExistenceErrors: 'LEGACY',
  RefreshTokenValidity: 30,
  TokenValidityUnits: {},
} as const;

/**
 * An app client with Cognito's defaults for what the settings leave out.
 * @throws InvalidParameterException for settings that Cognito or the local stack does not take
 */
export function appClientOf(
  fixed: Pick<AppClient, 'ClientId' | 'UserPoolId' | 'CreationDate' | 'ClientSecret'>,
  request: Request,
  now: Date,
): AppClient {
  const settings = omit(request, 'GenerateSecret');
  checkClientSettings(settings);
  const {
    AuthSessionValidity: minutes = 3,
    RefreshTokenRotation,
    ExplicitAuthFlows,
  } = settings as {
    AuthSessionValidity?: number;
    RefreshTokenRotation?: AppClient['RefreshTokenRotation'];
    ExplicitAuthFlows?: string[];
  };
  if (minutes < 3 || minutes > 15) {
    throw new InvalidParameterError("Value at 'authSessionValidity' must be between 3 and 15");
  }
  const grace = RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;
  if (grace < 0 || grace > 60) {
    throw new InvalidParameterError("Value at 'retryGracePeriodSeconds' must be between 0 and 60");
  }
  const refreshes = ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH');
  if (RefreshTokenRotation?.Feature === 'ENABLED' && refreshes) {
    throw new InvalidParameterError(
      'ALLOW_REFRESH_TOKEN_AUTH is not allowed with refresh token rotation.',
    );
  }
  return {
    ...DEFAULTS,
    ClientName: fixed.ClientId,
    ...settings,
    ...fixed,
    LastModifiedDate: now,
  };
}

export const newSecret = () => randomBytes(40).toString('base64url').slice(0, 51);

/** App clients, made and changed at run time. */
export class ClientAdmin {
  constructor(private readonly parts: Pick<CognitoParts, 'directory' | 'now'>) {}

  create(request: Request) {
    const { options } = this.parts.directory.pool(request['UserPoolId']);
    requiredText(request, 'ClientName');
    const now = new Date(this.parts.now());
    const client = appClientOf(
      {
        ClientId: randomBytes(26).toString('hex').slice(0, 26),
        UserPoolId: options.Id,
        CreationDate: now,
        ...(request['GenerateSecret'] === true && { ClientSecret: newSecret() }),
      },
      request,
      now,
    );
    this.parts.directory.saveClient(client);
    return { UserPoolClient: client };
  }

  /** What the request leaves out is reset, as Cognito says; only the name stays. */
  update(request: Request) {
    const { ClientId, UserPoolId, CreationDate, ClientSecret, ClientName } = this.client(request);
    const fixed = { ClientId, UserPoolId, CreationDate, ...(ClientSecret && { ClientSecret }) };
    const settings = { ClientName, ...request };
    const client = appClientOf(fixed, settings, new Date(this.parts.now()));
    this.parts.directory.saveClient(client);
    return { UserPoolClient: client };
  }

  describe(request: Request) {
    return { UserPoolClient: this.client(request) };
  }

  delete(request: Request) {
    this.parts.directory.deleteClient(this.client(request));
    return {};
  }

  list(request: Request) {
    const { directory } = this.parts;
    const { items, token } = pageOf(
      directory.clientsOf(directory.pool(request['UserPoolId'])),
      ({ ClientId }) => ClientId,
      { limit: request['MaxResults'], token: request['NextToken'] },
    );
    return {
      UserPoolClients: items.map(({ ClientId, ClientName, UserPoolId }) => ({
        ClientId,
        ClientName,
        UserPoolId,
      })),
      NextToken: token,
    };
  }

  private client(request: Request): AppClient {
    return this.parts.directory.client(request['ClientId'], request['UserPoolId']);
  }
}
