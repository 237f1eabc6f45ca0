import {
  CognitoIdentityProviderServiceException,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolReplicasCommand,
  paginateListUserPoolClients,
  UpdateUserPoolCommand,
  type CognitoIdentityProviderClient,
  type DescribeUserPoolCommandInput,
  type DescribeUserPoolCommandOutput,
  type UpdateUserPoolCommandInput,
  type UpdateUserPoolCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DeserializeMiddleware, SerializeMiddleware } from '@smithy/types';
import { readAppClient, type AppClient } from './app-clients';
import { objectIn, type JsonObject } from './json';

/**
 * One user pool in Cognito's API. Reads and writes the pool as raw JSON, because the SDK drops fields that it does
 * not know, which would reset them. The SDK still signs, retries and raises errors.
 */
export class UserPoolApi {
  constructor(
    private readonly cognito: CognitoIdentityProviderClient,
    readonly userPoolId: string,
  ) {}

  /** @throws ResourceNotFoundException if the pool does not exist */
  async describe(): Promise<JsonObject> {
    const command = new DescribeUserPoolCommand({ UserPoolId: this.userPoolId });
    let body = '{}';
    const keepBody: DeserializeMiddleware<
      DescribeUserPoolCommandInput,
      DescribeUserPoolCommandOutput
    > = (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body: AsyncIterable<Uint8Array> };
      const bytes = await bytesOf(response.body);
      body = bytes.toString();
      return { ...result, response: Object.assign(response, { body: bytes }) };
    };
    command.middlewareStack.addRelativeTo(keepBody, {
      name: 'keepBody',
      relation: 'after',
      toMiddleware: 'deserializerMiddleware',
    });
    await this.cognito.send(command);
    return objectIn(JSON.parse(body) as JsonObject, 'UserPool');
  }

  /** @param request complete: Cognito resets what it leaves out */
  async update(request: JsonObject): Promise<void> {
    const command = new UpdateUserPoolCommand({ UserPoolId: this.userPoolId });
    const replaceBody: SerializeMiddleware<
      UpdateUserPoolCommandInput,
      UpdateUserPoolCommandOutput
    > = (next) => (args) => {
      Object.assign(args.request as object, { body: JSON.stringify(request) });
      return next(args);
    };
    command.middlewareStack.addRelativeTo(replaceBody, {
      name: 'replaceBody',
      relation: 'after',
      toMiddleware: 'serializerMiddleware',
    });
    await this.cognito.send(command);
  }

  /** The app clients, described one at a time: Cognito allows few of these calls per second. */
  async appClients(): Promise<AppClient[]> {
    const clients: AppClient[] = [];
    const input = { UserPoolId: this.userPoolId, MaxResults: 60 };
    for await (const page of paginateListUserPoolClients({ client: this.cognito }, input)) {
      for (const { ClientId } of page.UserPoolClients ?? []) {
        const described = await this.cognito.send(
          new DescribeUserPoolClientCommand({ UserPoolId: this.userPoolId, ClientId }),
        );
        if (described.UserPoolClient) clients.push(readAppClient(described.UserPoolClient));
      }
    }
    return clients;
  }

  /** Regions with a copy of the pool; undefined if Cognito does not say, as for pools that cannot have one. */
  async replicaRegions(): Promise<string[] | undefined> {
    try {
      const { UserPoolReplicas = [] } = await this.cognito.send(
        new ListUserPoolReplicasCommand({ UserPoolId: this.userPoolId }),
      );
      const copies = UserPoolReplicas.filter(({ Role }) => Role === 'SECONDARY');
      return copies.map(({ RegionName = 'another region' }) => RegionName);
    } catch (error) {
      if (error instanceof CognitoIdentityProviderServiceException) return undefined;
      throw error;
    }
  }
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
