import {
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { JsonObject } from '../../infra/pool/json';
import { installedTriggers, type TriggerArns } from '../../infra/pool/lambda-config';
import { toEnvironment } from '../../infra/pool/pool-environment';
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
let user: TestUser;
let legacy: SrpClient;

/** A pool as an app team has it: users, a client that asks for the password alone, none of our triggers. */
beforeAll(async () => {
  running = await startStack();
  stack = running.facts;
  cognito = cognitoClient(stack);
  cloudFormation = await startFakeCognito();
  const { LambdaConfig } = await pool();
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
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation.endpoint,
    STACK_ID: 'arn:aws:cloudformation:us-east-1:000000000000:stack/Mine/1',
    ...toEnvironment({
      userPoolId: stack.userPoolId,
      triggers: { arns: arnsOf(LambdaConfig), preTokenGenerationVersion: 'V1_0' },
      unguardedClients: [],
      bindsPass: true,
      codeLifetime: '300',
    }),
  });
  ({ handler } = await import('../../infra/handlers/attach-triggers'));
  jest.spyOn(console, 'log').mockImplementation();
});
afterAll(async () => {
  cloudFormation.close();
  await running.stop();
});

const arnsOf = (config: object = {}) => installedTriggers(config as JsonObject) as TriggerArns;

async function pool() {
  const { UserPool } = await cognito.send(
    new DescribeUserPoolCommand({ UserPoolId: stack.userPoolId }),
  );
  return { ...UserPool, LastModifiedDate: undefined };
}

async function request(RequestType: 'Create' | 'Delete') {
  const LogicalResourceId = 'Triggers';
  const type = 'Custom::EmailMfaTriggers';
  const status = `${RequestType.toUpperCase()}_IN_PROGRESS`;
  cloudFormation.state.stack = [{ logicalId: LogicalResourceId, type, physicalId: 'x', status }];
  await handler({
    RequestType,
    LogicalResourceId,
    ResponseURL: cloudFormation.endpoint,
    ResourceProperties: { userPoolId: stack.userPoolId },
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
