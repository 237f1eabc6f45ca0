import type { UserPoolService } from 'cognito-local/lib/services/userPoolService';
import type { Context } from 'cognito-local/lib/services/context';

import type { PassOn } from './accounts';
import { checkSessionValidity, type AppClient } from './app-client';
import type { Request } from './auth-request';
import type { Directory } from './directory';

interface ClientResult {
  UserPoolClient: { ClientId: string; UserPoolId: string };
}

/** App clients made or changed at run time; cognito-local drops AuthSessionValidity. */
export class ClientAdmin {
  constructor(
    private readonly directory: Directory,
    private readonly context: Context,
    private readonly passOn: PassOn,
  ) {}

  async create(request: Request) {
    const units = (request['TokenValidityUnits'] ?? {}) as Record<string, string>;
    return this.store('CreateUserPoolClient', {
      ...request,
      // cognito-local takes minutes for ID tokens, Cognito hours.
      TokenValidityUnits: { IdToken: 'hours', ...units },
    });
  }

  update(request: Request) {
    return this.store('UpdateUserPoolClient', request);
  }

  async describe(request: Request) {
    return this.withValidity(
      (await this.passOn('DescribeUserPoolClient', request)) as ClientResult,
    );
  }

  private async store(target: string, request: Request) {
    const minutes = request['AuthSessionValidity'];
    checkSessionValidity(minutes);
    const result = (await this.passOn(target, request)) as ClientResult;
    if (minutes !== undefined) {
      const { ClientId, UserPoolId } = result.UserPoolClient;
      const pool: UserPoolService = await this.directory.pool(UserPoolId);
      const client = await this.directory.client(ClientId);
      const changed: AppClient = { ...client, AuthSessionValidity: minutes as number };
      await pool.saveAppClient(this.context, changed);
    }
    return this.withValidity(result);
  }

  private async withValidity({ UserPoolClient }: ClientResult) {
    const { AuthSessionValidity } = await this.directory.client(UserPoolClient.ClientId);
    return { UserPoolClient: { ...UserPoolClient, AuthSessionValidity: AuthSessionValidity ?? 3 } };
  }
}
