import {
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Template } from 'aws-cdk-lib/assertions';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import { alarmsIn, dataOf, play, type AlarmState } from '../support/alarms';
import { auditWhen } from '../support/audit';
import { buildStack } from '../support/build-stack';
import { codeMailedTo } from '../support/codes';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

jest.setTimeout(120_000);

const alarmTopic = 'arn:aws:sns:us-east-1:000000000000:pages';
const { GuardBroken } = alarmsIn(Template.fromStack(buildStack({ alarmTopic })));
const PERIOD = 300_000;

// Stacks of their own: without the guard nothing else works as it should.
let running: RunningStack;
let user: TestUser;
let legacy: SrpClient;

async function start(guardRepair: string): Promise<void> {
  running = await startStack({ settings: { guardRepair } });
  user = await createUser(running.facts);
  const { UserPoolClient } = await cognitoClient(running.facts).send(
    new CreateUserPoolClientCommand({
      UserPoolId: running.facts.userPoolId,
      ClientName: 'legacy',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  legacy = new SrpClient(running.facts, UserPoolClient?.ClientId);
}
afterEach(() => running.stop());

const passwordAlone = () => legacy.password(user, { flow: 'USER_SRP_AUTH' });

async function lambdaConfig(): Promise<object> {
  const { UserPool } = await cognitoClient(running.facts).send(
    new DescribeUserPoolCommand({ UserPoolId: running.facts.userPoolId }),
  );
  return UserPool?.LambdaConfig ?? {};
}

/** As CloudFormation or Terraform of the pool's owner sends it: without our triggers. */
async function ownerUpdatesPool(): Promise<void> {
  const cognito = cognitoClient(running.facts);
  const { UserPool } = await cognito.send(
    new DescribeUserPoolCommand({ UserPoolId: running.facts.userPoolId }),
  );
  await cognito.send(
    new UpdateUserPoolCommand({
      UserPoolId: running.facts.userPoolId,
      Policies: UserPool?.Policies,
      AutoVerifiedAttributes: UserPool?.AutoVerifiedAttributes,
    }),
  );
}

/** An app team's API: it requires the claim. */
const apiAccepts = (idToken: string | undefined) =>
  decomposeUnverifiedJwt(idToken ?? '').payload.email_mfa === 'true';

/** States of the alarm after each check so far, as if each had a period of its own. */
function alarmStates(): AlarmState[] {
  const data = dataOf(running.facts).filter(({ name }) => name !== 'SignIns');
  const checks = data.filter(
    ({ name, dimensions }) => name === 'GuardChecks' && !dimensions.reason,
  );
  // What a check finds is written before the check is counted.
  const periodOf = (at: number) => checks.filter((check) => check.at < at).length;
  const spread = data.map((datum) => ({ ...datum, at: periodOf(datum.at) * PERIOD }));
  if (!GuardBroken) throw new Error('There is no alarm GuardBroken');
  return play(GuardBroken, spread, 0, checks.length);
}

const checksDone = () => dataOf(running.facts).filter(({ name }) => name === 'GuardChecks').length;

// Fails without the guard watch: nothing else notices, and password-only tokens keep coming.
test('triggers taken off by an update of the pool: noticed, useless where the claim is required, put back', async () => {
  await start('yes');
  await expect(passwordAlone()).rejects.toThrow('EmailMfaRequired');
  await until(() => Promise.resolve(checksDone() > 0));
  expect(alarmStates()).not.toContain('ALARM');
  const before = await lambdaConfig();

  await ownerUpdatesPool();
  await auditWhen(running.facts, { event: 'trigger.missing', reason: 'PreTokenGeneration' }, 1);
  await auditWhen(running.facts, { event: 'guard.repaired' }, 1);
  expect(alarmStates()).toContain('ALARM');

  expect(await lambdaConfig()).toMatchObject(before);
  await expect(passwordAlone()).rejects.toThrow('EmailMfaRequired');
  const client = new SrpClient(running.facts);
  const step = await client.password(user);
  const done = await client.answer(step, await codeMailedTo(running.facts, user.email));
  expect(apiAccepts(done.AuthenticationResult?.IdToken)).toBe(true);
  // The repair is itself a change, and its check finds nothing.
  await until(() => Promise.resolve(alarmStates().at(-1) === 'OK'));
});

test('without repair it stays so, every check says so, and no API that requires the claim is fooled', async () => {
  await start('no');
  await ownerUpdatesPool();
  await auditWhen(running.facts, { event: 'trigger.missing' }, 4);
  const { AuthenticationResult } = await passwordAlone();
  expect(apiAccepts(AuthenticationResult?.IdToken)).toBe(false);
  await ownerUpdatesPool();
  await auditWhen(running.facts, { event: 'trigger.missing' }, 8);
  expect(alarmStates().at(-1)).toBe('ALARM');
});
