import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { objectIn, without, type JsonObject } from '../../../infra/pool/json';
import {
  attach,
  detach,
  installedTriggers,
  TRIGGER_NAMES,
  TWO_SIGN_INS,
} from '../../../infra/pool/lambda-config';
import { startFakeCognito, type FakeCognito } from '../pool/fake-cognito';
import { NEWER, OURS, POOLS } from '../pool/pools';
import { load, type PoolFunction } from './pool-handler';

// The handler waits for seconds between its looks at the pool.
jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

let cognito: FakeCognito;
const log = jest.spyOn(console, 'log').mockImplementation();

beforeAll(async () => (cognito = await startFakeCognito()));
afterAll(() => cognito.close());
beforeEach(() => log.mockClear());

const pool = (name: string) => POOLS[name] as JsonObject;

const TRIGGER_IDS = Object.values(TRIGGER_NAMES);

const CUSTOM_RESOURCE = {
  logicalId: 'Triggers',
  type: 'Custom::EmailMfaTriggers',
  physicalId: 'email-mfa',
};

/** CloudFormation deletes the resource, as far as its API tells. */
const deleting = () => [{ ...CUSTOM_RESOURCE, status: 'DELETE_IN_PROGRESS' }];

/** Sends CloudFormation's request to the function as configured, and returns its answer. */
async function request(
  RequestType: 'Create' | 'Update' | 'Delete',
  configured: PoolFunction,
  properties: object = {},
): Promise<JsonObject> {
  const handler = await load<(event: CloudFormationCustomResourceEvent) => Promise<void>>(
    'attach-triggers',
    cognito.endpoint,
    configured,
  );
  const userPoolId = String(configured.pool.Id);
  await handler({
    RequestType,
    ResponseURL: `${cognito.endpoint}/answer`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Triggers',
    ResourceType: 'Custom::EmailMfaTriggers',
    ServiceToken: 'function',
    ResourceProperties: {
      ServiceToken: 'function',
      userPoolId,
      synthesizedAt: 'now',
      ...properties,
    },
    ...(RequestType !== 'Create' && { PhysicalResourceId: 'email-mfa' }),
    ...properties,
  } as unknown as CloudFormationCustomResourceEvent);
  return cognito.answers.at(-1) ?? {};
}

const updates = () => cognito.calls.filter(({ target }) => target === 'UpdateUserPool').length;
/** All of a pool but the time of its last change and the four triggers. */
const restOf = (described: JsonObject) => ({
  ...without(described, ['LastModifiedDate']),
  LambdaConfig: detach(detach(objectIn(described, 'LambdaConfig'), OURS), NEWER),
});

describe.each(Object.keys(POOLS))('the pool “%s”', (name) => {
  const before: JsonObject = { LambdaConfig: {}, ...pool(name) };
  beforeAll(() => cognito.load(pool(name)));

  test('has after Create all that it had before, and the triggers', async () => {
    expect(await request('Create', { pool: before })).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: `email-mfa-${String(before.Id)}`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Triggers',
      contentType: null,
    });
    expect(restOf(cognito.state.pool)).toEqual(restOf(before));
    expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual(OURS);
  });

  test('is not updated when Create comes again', async () => {
    const done = updates();
    expect(await request('Create', { pool: before })).toMatchObject({ Status: 'SUCCESS' });
    expect(updates()).toBe(done);
  });

  test('gets newer functions with Update, and nothing else', async () => {
    cognito.state.stack = stackOf(OURS);
    const answer = await request('Update', { pool: before, arns: NEWER });
    expect(answer).toMatchObject({ Status: 'SUCCESS' });
    expect(restOf(cognito.state.pool)).toEqual(restOf(before));
    expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual(NEWER);
  });

  test('is after Delete as it was before Create', async () => {
    cognito.state.stack = deleting();
    const answer = await request('Delete', { pool: before, arns: NEWER });
    expect(answer).toMatchObject({ Status: 'SUCCESS' });
    expect(without(cognito.state.pool, ['LastModifiedDate'])).toEqual(
      without(before, ['LastModifiedDate']),
    );
  });

  test('is not updated when Delete comes again', async () => {
    const done = updates();
    await request('Delete', { pool: before, arns: NEWER });
    expect(updates()).toBe(done);
  });
});

describe('a deployment fails, and the pool stays as it is', () => {
  const theirs = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';
  const taken = { ...pool('old'), LambdaConfig: { PreTokenGeneration: theirs } };

  test('when a trigger is taken; the rollback takes nothing off', async () => {
    cognito.load(taken);
    const answer = await request('Create', { pool: taken });
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toBe(
      `TriggerTakenError: The user pool already uses triggers that the second factor needs: PreTokenGeneration runs ${theirs}. Cognito runs one function per trigger. PreTokenGeneration: name your function in the prop preTokenGeneration, and ours calls it. ${TWO_SIGN_INS}`,
    );
    cognito.state.stack = deleting();
    expect(await request('Delete', { pool: taken })).toMatchObject({ Status: 'SUCCESS' });
    expect(updates()).toBe(0);
    expect(cognito.state.pool).toEqual(taken);
  });

  test('when there is no such pool', async () => {
    cognito.load(pool('old'));
    expect(await request('Create', { pool: { Id: 'eu-central-1_None' } })).toMatchObject({
      Status: 'FAILED',
      Reason: 'ResourceNotFoundException: User pool eu-central-1_None does not exist.',
    });
  });

  test('when Cognito asks for a right, and tells whose', async () => {
    cognito.load(pool('everything'));
    cognito.state.before = ({ target }) => {
      const message = 'User x is not authorized to perform: iam:PassRole on resource: sms-role';
      if (target === 'UpdateUserPool') cognito.refuse('AccessDeniedException', message);
    };
    const { Status, Reason } = await request('Create', { pool: pool('everything') });
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(
      /^AccessDeniedException: .*sms-role Cognito requires this permission .* role of the Exist/,
    );
  });

  test('with a reason that fits into CloudFormation’s answer', async () => {
    cognito.load(pool('old'));
    cognito.state.before = () => cognito.refuse('InvalidParameterException', 'x'.repeat(9000));
    const { Reason } = await request('Create', { pool: pool('old') });
    expect(String(Reason)).toHaveLength(1000);
  });
});

test('Delete succeeds when the pool is gone', async () => {
  cognito.load(pool('old'));
  cognito.state.stack = deleting();
  const gone = { pool: { Id: 'eu-central-1_Gone' } };
  expect(await request('Delete', gone)).toMatchObject({ Status: 'SUCCESS' });
});

// Fails if the deletion stops at this: the triggers are off, and the stack could never be deleted.
test('Delete succeeds when other settings changed meanwhile', async () => {
  cognito.load({ ...pool('everything'), LambdaConfig: attachedTo(OURS) });
  cognito.state.stack = deleting();
  cognito.state.before = ({ target }) => {
    if (target !== 'DescribeUserPool' || updates() === 0) return;
    cognito.state.pool = { ...cognito.state.pool, UserPoolTags: {} };
  };
  expect(await request('Delete', { pool: pool('everything') })).toMatchObject({
    Status: 'SUCCESS',
  });
  expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual({});
});

describe('whoever may invoke the function', () => {
  const theirs = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';
  const attached = () => ({ ...pool('old'), LambdaConfig: attachedTo(OURS) });
  const properties = { ...OURS, preTokenGeneration: theirs, preTokenGenerationVersion: 'V2_0' };

  // Fails if functions come from the request.
  test.each(['Create', 'Update'] as const)('installs no function of theirs by %s', async (type) => {
    cognito.load(attached());
    const foreign = { ...properties, OldResourceProperties: OURS };
    await request(type, { pool: pool('old') }, foreign);
    expect(cognito.state.pool.LambdaConfig).toEqual(attachedTo(OURS));
  });

  // Fails if what the request names as ours may be replaced.
  test('replaces no function of others by naming it as the old one', async () => {
    const config = { ...attachedTo(OURS), DefineAuthChallenge: theirs };
    cognito.load({ ...pool('old'), LambdaConfig: config });
    const old = { OldResourceProperties: { ...OURS, defineAuthChallenge: theirs } };
    const answer = await request('Update', { pool: pool('old') }, old);
    expect(answer).toMatchObject({ Status: 'FAILED' });
    expect(cognito.state.pool.LambdaConfig).toEqual(config);
  });

  // Fails if every function of the stack counts as one of ours.
  test('replaces no other function of the same stack', async () => {
    const config = { ...attachedTo(OURS), DefineAuthChallenge: theirs };
    cognito.load({ ...pool('old'), LambdaConfig: config });
    const functions = stackOf({ ...OURS, defineAuthChallenge: theirs });
    cognito.state.stack = functions.map((one) => ({ ...one, logicalId: 'Theirs0123ABCD' }));
    expect(await request('Update', { pool: pool('old') })).toMatchObject({ Status: 'FAILED' });
    expect(cognito.state.pool.LambdaConfig).toEqual(config);
  });

  // Fails if a Delete is believed: CloudFormation's own state decides.
  test.each([
    ['nothing', []],
    [
      'another resource',
      [{ ...CUSTOM_RESOURCE, logicalId: 'Other', status: 'DELETE_IN_PROGRESS' }],
    ],
    ['no deletion', [{ ...CUSTOM_RESOURCE, status: 'UPDATE_COMPLETE' }]],
    [
      'a deletion of something else',
      [{ ...CUSTOM_RESOURCE, type: 'AWS::SQS::Queue', status: 'DELETE_IN_PROGRESS' }],
    ],
  ])('does not take the triggers off while CloudFormation knows of %s', async (_, stack) => {
    cognito.load(attached());
    cognito.state.stack = stack;
    expect(await request('Delete', { pool: pool('old') })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('CloudFormation is not deleting this resource'),
    });
    expect(updates()).toBe(0);
  });

  test('changes no other pool', async () => {
    cognito.load(attached());
    const elsewhere = { userPoolId: 'eu-central-1_Other' };
    expect(await request('Update', { pool: pool('old') }, elsewhere)).toMatchObject({
      Status: 'FAILED',
    });
    cognito.state.stack = deleting();
    expect(await request('Delete', { pool: pool('old') }, elsewhere)).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'email-mfa-eu-central-1_Other',
    });
    expect(cognito.calls).toEqual([]);
  });
});

// Fails if the attachment forgets the function: the claims of the app would be gone with the second factor.
test("the pool's own PreTokenGeneration function is replaced, and Delete gives it its place back", async () => {
  const own = 'arn:aws:lambda:eu-central-1:111122223333:function:own-claims';
  const LambdaConfig = {
    PreTokenGeneration: own,
    PreTokenGenerationConfig: { LambdaArn: own, LambdaVersion: 'V1_0' },
  };
  cognito.load({ ...pool('old'), LambdaConfig });
  const configured = { pool: pool('old'), environment: { OWN_FUNCTION: own } };
  expect(await request('Create', configured)).toMatchObject({ Status: 'SUCCESS' });
  expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual(OURS);

  cognito.state.stack = deleting();
  expect(await request('Delete', configured)).toMatchObject({ Status: 'SUCCESS' });
  expect(cognito.state.pool.LambdaConfig).toEqual(LambdaConfig);
});

// Fails if another function would be replaced, or the pool's own one be lost.
test('CustomMessage and PostConfirmation are added where that is right, and taken off again', async () => {
  const own = 'arn:aws:lambda:eu-central-1:111122223333:function:own-reset';
  const LambdaConfig = { CustomMessage: 'arn:theirs', PostConfirmation: own };
  const EmailConfiguration = { EmailSendingAccount: 'DEVELOPER' };
  cognito.load({ ...pool('old'), EmailConfiguration, LambdaConfig });
  const configured = {
    pool: pool('old'),
    environment: {
      CUSTOM_MESSAGE: 'arn:ours',
      POST_CONFIRMATION: 'arn:ours-reset',
      OWN_POST_CONFIRMATION: own,
    },
  };
  const { Status, Data } = await request('Create', configured);
  expect(Status).toBe('SUCCESS');
  expect((Data as JsonObject).Problems).not.toContain('password was reset');
  expect(cognito.state.pool.LambdaConfig).toMatchObject({
    CustomMessage: 'arn:theirs',
    PostConfirmation: 'arn:ours-reset',
  });

  cognito.state.stack = deleting();
  expect(await request('Delete', configured)).toMatchObject({ Status: 'SUCCESS' });
  expect(cognito.state.pool.LambdaConfig).toEqual(LambdaConfig);
});

// Fails if an Update without a change of properties does nothing.
test('an Update puts missing triggers back', async () => {
  cognito.load({ ...pool('old'), LambdaConfig: {} });
  expect(await request('Update', { pool: pool('old') })).toMatchObject({ Status: 'SUCCESS' });
  expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual(OURS);
});

test('a pool whose own MFA is required is refused, as nobody could sign in', async () => {
  const required = { ...pool('old'), MfaConfiguration: 'ON' };
  cognito.load(required);
  expect(await request('Create', { pool: required })).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('Set MFA to OFF first'),
  });
  expect(cognito.state.pool).toEqual(required);
});

// Fails if an Update is refused too: the triggers of a pool in use could then not be repaired.
test('a pool whose own MFA was required later is still repaired, and the conflict is reported', async () => {
  const required = { ...pool('old'), MfaConfiguration: 'ON', LambdaConfig: {} };
  cognito.load(required);
  const { Status, Data } = await request('Update', { pool: required });
  expect(Status).toBe('SUCCESS');
  expect((Data as JsonObject).Problems).toMatch(/Nobody can sign in.*Set MFA to OFF/);
  expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual(OURS);
});

test('conflicts are reported with what to do', async () => {
  const optional = { ...pool('old'), MfaConfiguration: 'OPTIONAL' };
  cognito.load(optional);
  const { Data } = await request('Create', { pool: optional });
  expect((Data as JsonObject).Problems).toMatch(
    /Users who have set up a factor cannot sign in.*Set MFA to OFF/,
  );
});

test('the log holds the pool as it was before a change', async () => {
  cognito.load(pool('future'));
  await request('Create', { pool: pool('future') });
  const logged = log.mock.calls.map(([line]) => line as { event: string; pool: string });
  const kept = logged.find(({ event }) => event === 'pool.before');
  expect(JSON.parse(kept?.pool ?? '')).toEqual(pool('future'));
});

describe('the app clients', () => {
  const client = (ClientId: string, flow: string): JsonObject => ({
    ClientId,
    ClientName: `client ${ClientId}`,
    ClientSecret: 'very-secret',
    ExplicitAuthFlows: [flow],
  });
  const many = Array.from({ length: 70 }, (_, at) => client(`c${at}`, 'ALLOW_USER_SRP_AUTH'));

  test('are reported as open, where the settings leave them so, and as guarded', async () => {
    cognito.load(pool('old'), [
      client('web', 'ALLOW_CUSTOM_AUTH'),
      client('legacy', 'ALLOW_USER_SRP_AUTH'),
      client('batch', 'ALLOW_USER_PASSWORD_AUTH'),
    ]);
    const { Status, Data } = await request('Create', {
      pool: pool('old'),
      unguardedClients: ['batch'],
    });
    expect(Status).toBe('SUCCESS');
    expect(Data).toMatchObject({ OpenClients: 'batch', GuardedClients: 'legacy' });
    expect(log).toHaveBeenCalledWith({
      event: 'client.checked',
      clientId: 'batch',
      name: 'client batch',
      state: 'open',
      withoutCode: 'password',
    });
    expect(JSON.stringify(log.mock.calls)).not.toContain('very-secret');
  });

  test('are all looked at, and named as far as CloudFormation’s answer has room', async () => {
    cognito.load(pool('old'), many);
    const { Data } = await request('Create', { pool: pool('old') });
    expect(Data).toMatchObject({ OpenClients: 'none' });
    expect((Data as JsonObject).GuardedClients).toMatch(
      /^c0, c1, .*, c19 and 50 more, see the log$/,
    );
  });
});

/** The trigger functions of a stack, as CloudFormation lists them until an update has deleted them. */
function stackOf(arns: typeof OURS) {
  return Object.values(arns).map((arn, index) => ({
    logicalId: `MfaTriggers${TRIGGER_IDS[index]}Function0123ABCD`,
    type: 'AWS::Lambda::Function',
    physicalId: arn.split(':').at(-1) ?? '',
    status: 'UPDATE_COMPLETE',
  }));
}

function attachedTo(arns: typeof OURS): JsonObject {
  return attach({}, { arns, preTokenGenerationVersion: 'V1_0' });
}
