import {
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { TRIGGER_NAMES } from '../../infra/pool/lambda-config';
import type { StackFacts } from '../../infra/cli/stack-file';
import { codeMailedTo } from '../support/codes';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { createUser, type TestUser } from '../support/users';
import { startFakeCognito, type FakeCognito } from '../unit/pool/fake-cognito';

jest.setTimeout(60_000);

let running: RunningStack;
let stack: StackFacts;
let cognito: CognitoIdentityProviderClient;
let cloudFormation: FakeCognito;
let handler: (event: CloudFormationCustomResourceEvent) => Promise<void>;
let arns: Record<string, unknown>;
let user: TestUser;
let legacy: SrpClient;

/** A pool as an app team has it: users, a client that asks for the password alone, none of our triggers. */
beforeAll(async () => {
  running = await startStack();
  stack = running.facts;
  cognito = cognitoClient(stack);
  cloudFormation = await startFakeCognito();
  const { LambdaConfig } = await pool();
  const { PreTokenGenerationConfig, ...triggers } = LambdaConfig ?? {};
  arns = { ...triggers, PreTokenGeneration: PreTokenGenerationConfig?.LambdaArn };
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stack.userPoolId,
      ClientName: 'legacy',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  legacy = new SrpClient(stack, UserPoolClient?.ClientId);
  user = await createUser(stack);
  const { AutoVerifiedAttributes, Policies } = await pool();
  await cognito.send(
    new UpdateUserPoolCommand({
      UserPoolId: stack.userPoolId,
      AutoVerifiedAttributes,
      Policies,
      UserPoolTags: { team: 'accounts' },
      DeletionProtection: 'ACTIVE',
    }),
  );
  Object.assign(process.env, {
    AWS_REGION: stack.region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: stack.endpoints.cognito,
  });
  ({ handler } = await import('../../infra/handlers/attach-triggers'));
  jest.spyOn(console, 'log').mockImplementation();
});
afterAll(async () => {
  cloudFormation.close();
  await running.stop();
});

async function pool() {
  const { UserPool } = await cognito.send(
    new DescribeUserPoolCommand({ UserPoolId: stack.userPoolId }),
  );
  return { ...UserPool, LastModifiedDate: undefined };
}

async function request(RequestType: 'Create' | 'Delete') {
  const named = Object.entries(TRIGGER_NAMES).map(([property, name]) => [property, arns[name]]);
  await handler({
    RequestType,
    ResponseURL: cloudFormation.endpoint,
    ResourceProperties: {
      userPoolId: stack.userPoolId,
      ...Object.fromEntries(named),
      preTokenGenerationVersion: 'V1_0',
      unguardedClients: [],
    },
  } as unknown as CloudFormationCustomResourceEvent);
  return cloudFormation.answers.at(-1);
}

test('a pool takes the second factor on, and off again, and is otherwise as it was', async () => {
  const before = await pool();
  const withPassword = () => legacy.password(user, { flow: 'USER_SRP_AUTH' });
  expect((await withPassword()).AuthenticationResult?.IdToken).toBeDefined();

  expect(await request('Create')).toMatchObject({
    Status: 'SUCCESS',
    Data: { OpenClients: 'none', GuardedClients: legacy.clientId },
  });
  expect({ ...(await pool()), LambdaConfig: {} }).toEqual(before);
  await expect(withPassword()).rejects.toThrow('EmailMfaRequired');
  const client = new SrpClient(stack);
  const step = await client.password(user);
  const done = await client.answer(step, await codeMailedTo(stack, user.email));
  expect(done.AuthenticationResult?.IdToken).toBeDefined();

  expect(await request('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(await pool()).toEqual(before);
  expect((await withPassword()).AuthenticationResult?.IdToken).toBeDefined();
});
