import {
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { POOL, startFixture, type Fixture } from './fixture';

let cognito: Fixture;
beforeAll(async () => (cognito = await startFixture()));
afterAll(() => cognito.close());

const describePool = async () =>
  (await cognito.sdk.send(new DescribeUserPoolCommand({ UserPoolId: POOL }))).UserPool;
const update = (request: Omit<UpdateUserPoolCommandInput, 'UserPoolId'>) =>
  cognito.sdk.send(new UpdateUserPoolCommand({ UserPoolId: POOL, ...request }));

test('a pool tells what its template says', async () => {
  expect(await describePool()).toMatchObject({
    Id: POOL,
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: { DefineAuthChallenge: 'Define' },
  });
});

test('an update resets what it leaves out, but not what it can not change', async () => {
  await update({ UserPoolTier: 'PLUS', LambdaConfig: { CreateAuthChallenge: 'Create' } });
  const pool = await describePool();
  expect(pool).toMatchObject({ Id: POOL, UsernameAttributes: ['email'], UserPoolTier: 'PLUS' });
  expect(pool?.LambdaConfig).toEqual({ CreateAuthChallenge: 'Create' });
  expect(pool?.AutoVerifiedAttributes).toBeUndefined();
  await expect(cognito.openChallenge('somebody')).rejects.toThrow('trigger is not configured');
});

test('two functions for one trigger are refused', async () => {
  const config = { LambdaArn: 'PreToken', LambdaVersion: 'V1_0' } as const;
  await expect(
    update({ LambdaConfig: { PreTokenGeneration: 'Other', PreTokenGenerationConfig: config } }),
  ).rejects.toThrow('must name the same function');
});

test('an unknown pool is not found', async () => {
  const asked = cognito.sdk.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_None' }));
  await expect(asked).rejects.toThrow('us-east-1_None');
});
