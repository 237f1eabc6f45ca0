import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Template } from 'aws-cdk-lib/assertions';
import { clientOptions } from '../../infra/cli/stack-file';
import {
  alarmsIn,
  dataOf,
  play,
  type AlarmProperties,
  type AlarmState,
  type Datum,
} from '../support/alarms';
import { buildStack } from '../support/build-stack';
import { inject } from '../support/calls';
import { codeMail, wrongCode } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

jest.setTimeout(60_000);

const stack = currentStack();
const client = new SrpClient(stack);
const lambda = new LambdaClient(clientOptions(stack, 'lambda'));
/** All alarms of a stack like the running one; those that count people go off at the first. */
const alarms = alarmsIn(
  Template.fromStack(
    buildStack({
      alarmTopic: 'arn:aws:sns:us-east-1:000000000000:pages',
      lockAlarm: '1',
      guardAlarm: '1',
    }),
  ),
);
/** Length of an alarm's periods in milliseconds. */
const periodOf = ({ Period, Metrics = [] }: AlarmProperties) =>
  1000 * (Period ?? Metrics.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 300);

const people = (count: number) =>
  Promise.all(Array.from({ length: count }, () => createUser(stack)));

/** The metrics that CloudWatch would have of these people, once each of them was counted. */
async function dataAbout(users: TestUser[], something: string): Promise<Datum[]> {
  let data: Datum[] = [];
  await until(async () => {
    data = dataOf(stack).filter(({ sub }) => users.some((user) => user.sub === sub));
    return count(data, something) >= users.length;
  });
  return data;
}

const count = (data: Datum[], metric: string) =>
  data.filter(({ name, dimensions }) => name === metric && !dimensions.reason).length;

/** The states of an alarm when what happened in each entry fills a period. */
function states(name: string, periods: Datum[][]): AlarmState[] {
  const alarm = alarms[name];
  if (!alarm) throw new Error(`There is no alarm ${name}`);
  const data = periods.flatMap((happened, index) =>
    happened.map((datum) => ({ ...datum, at: index * periodOf(alarm) })),
  );
  return play(alarm, data, 0, periods.length);
}

async function signIn(user: TestUser): Promise<void> {
  const step = await client.password(user);
  const { AuthenticationResult } = await client.answer(
    step,
    codeIn(await codeMail(stack, user.email)),
  );
  expect(AuthenticationResult?.IdToken).toBeTruthy();
}

let healthy: Datum[];
beforeAll(async () => {
  const users = await people(2);
  await Promise.all(users.map(signIn));
  await lambda.send(new InvokeCommand({ FunctionName: 'GuardWatch', Payload: '{}' }));
  const checks = () => dataOf(stack).filter(({ name }) => name === 'GuardChecks');
  await until(async () => checks().length > 0);
  healthy = [...(await dataAbout(users, 'SignIns')), ...checks().slice(0, 1)];
});
afterAll(() => lambda.destroy());

test('while people sign in as they should, no alarm goes off', () => {
  for (const name of Object.keys(alarms)) {
    expect([name, states(name, [healthy, healthy, healthy])]).not.toContainEqual(
      expect.arrayContaining(['ALARM']),
    );
  }
});

test.each([
  ['refuses every mail', { fault: 'reject', errorName: 'SendingPausedException' }, 'MailFailed'],
  ['throttles every mail', { fault: 'throttle' }, 'MailRetried'],
] as const)(
  'SES %s: CodesNotMailed goes off, and is over once codes are mailed',
  async (_, rule, sign) => {
    const users = await people(3);
    const mend = await Promise.all(
      users.map(({ email }) => inject(stack, { ...rule, service: 'ses', recipient: email })),
    );
    for (const user of users) await client.password(user);
    const broken = await dataAbout(users, sign);
    await Promise.all(mend.map((undo) => undo()));

    const nobody: Datum[] = [];
    const night = [healthy, broken, broken, nobody, nobody, nobody, healthy, healthy];
    expect(states('CodesNotMailed', night)).toEqual(
      'OK OK ALARM ALARM ALARM ALARM OK OK'.split(' '),
    );
    expect(states('TriggersFailing', night)).not.toContain('ALARM');
  },
);

test('the table does not answer: TriggersFailing goes off', async () => {
  const users = await people(3);
  for (const user of users) {
    const mend = await inject(stack, { fault: 'reject', service: 'dynamodb', contains: user.sub });
    await expect(client.password(user)).rejects.toThrow('EmailMfaUnavailable');
    await mend();
  }
  const broken = await dataAbout(users, 'TriggerFailures');
  const night = [healthy, broken, ...Array<Datum[]>(3).fill(healthy)];
  // Without an event there is no data point, and CloudWatch looks back before it takes that for zero.
  expect(states('TriggersFailing', night)).toEqual('OK ALARM ALARM ALARM OK'.split(' '));
});

test('guessed until locked: LockOuts goes off', async () => {
  const [user] = (await people(1)) as [TestUser];
  const step = await client.password(user);
  const mail = await codeMail(stack, user.email);
  await new TableAccess(stack).fail(user.sub, 9);
  await expect(client.answer(step, wrongCode(codeIn(mail)))).rejects.toThrow('EmailMfaLocked');
  expect(states('LockOuts', [await dataAbout([user], 'UsersLocked')])).toEqual(['ALARM']);
});

test('tokens asked for without a code: GuardRefusals goes off', async () => {
  const [user] = (await people(1)) as [TestUser];
  await expect(new Triggers(stack).release(user)).rejects.toThrow('EmailMfaRequired');
  expect(states('GuardRefusals', [await dataAbout([user], 'GuardRefusals')])).toEqual(['ALARM']);
});

test('one locked account that tries again and again: each refusal is subtracted, so TriggersCrashing stays quiet', async () => {
  const [user] = (await people(1)) as [TestUser];
  await client.password(user);
  await new TableAccess(stack).fail(user.sub, 10);
  for (let tries = 0; tries < 5; tries += 1) {
    await expect(client.password(user)).rejects.toThrow('EmailMfaLocked');
  }
  let refused: Datum[] = [];
  await until(async () => {
    refused = dataOf(stack).filter(({ sub }) => sub === user.sub);
    return count(refused, 'RefusalsThrown') === 5;
  });
  const errors = alarms.TriggersCrashing?.Metrics?.find(({ Id }) => Id === 'create')?.MetricStat;
  const [{ Name, Value } = { Name: '', Value: '' }] = errors?.Metric.Dimensions ?? [];
  const dimensions = { [Name]: Value };
  // Lambda counts a refusal as an error of the function.
  const thrown: Datum = { namespace: 'AWS/Lambda', name: 'Errors', dimensions, at: 0, value: 5 };
  const night = Array<Datum[]>(3).fill([...refused, thrown]);
  expect(states('TriggersCrashing', night)).not.toContain('ALARM');
  expect(states('TriggersCrashing', Array<Datum[]>(3).fill([thrown]))).toContain('ALARM');
});
