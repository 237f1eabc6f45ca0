import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { AttachmentProperties } from '../../../infra/handlers/attach-triggers';
import { objectIn, without, type JsonObject } from '../../../infra/pool/json';
import { attach, detach, installedTriggers } from '../../../infra/pool/lambda-config';
import { startFakeCognito, type FakeCognito } from '../pool/fake-cognito';
import { NEWER, OURS, POOLS } from '../pool/pools';

let cognito: FakeCognito;
let handler: (event: CloudFormationCustomResourceEvent) => Promise<void>;
const log = jest.spyOn(console, 'log').mockImplementation();

beforeAll(async () => {
  cognito = await startFakeCognito();
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
  });
  ({ handler } = await import('../../../infra/handlers/attach-triggers'));
});
afterAll(() => cognito.close());
beforeEach(() => log.mockClear());

const pool = (name: string) => POOLS[name] as JsonObject;

function propertiesOf(
  { Id }: JsonObject,
  arns = OURS,
  unguardedClients: string[] = [],
): AttachmentProperties {
  return {
    userPoolId: String(Id),
    ...arns,
    preTokenGenerationVersion: 'V1_0',
    unguardedClients,
  };
}

/** Sends CloudFormation's request and gives what it is told. */
async function request(
  RequestType: 'Create' | 'Update' | 'Delete',
  properties: AttachmentProperties,
  old?: AttachmentProperties,
): Promise<JsonObject> {
  await handler({
    RequestType,
    ResponseURL: `${cognito.endpoint}/answer`,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Triggers',
    ResourceType: 'Custom::EmailMfaTriggers',
    ServiceToken: 'function',
    ResourceProperties: { ServiceToken: 'function', ...properties },
    ...(RequestType !== 'Create' && { PhysicalResourceId: 'email-mfa' }),
    ...(old && { OldResourceProperties: old }),
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
    expect(await request('Create', propertiesOf(before))).toMatchObject({
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
    expect(await request('Create', propertiesOf(before))).toMatchObject({ Status: 'SUCCESS' });
    expect(updates()).toBe(done);
  });

  test('gets newer functions with Update, and nothing else', async () => {
    const answer = await request('Update', propertiesOf(before, NEWER), propertiesOf(before));
    expect(answer).toMatchObject({ Status: 'SUCCESS' });
    expect(restOf(cognito.state.pool)).toEqual(restOf(before));
    expect(installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'))).toEqual(NEWER);
  });

  test('is after Delete as it was before Create', async () => {
    expect(await request('Delete', propertiesOf(before, NEWER))).toMatchObject({
      Status: 'SUCCESS',
    });
    expect(without(cognito.state.pool, ['LastModifiedDate'])).toEqual(
      without(before, ['LastModifiedDate']),
    );
  });

  test('is not updated when Delete comes again', async () => {
    const done = updates();
    await request('Delete', propertiesOf(before, NEWER));
    expect(updates()).toBe(done);
  });
});

describe('a deployment fails, and the pool stays as it is', () => {
  const theirs = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';
  const taken = { ...pool('old'), LambdaConfig: { PreTokenGeneration: theirs } };

  test('when a trigger is taken; the rollback takes nothing off', async () => {
    cognito.load(taken);
    const answer = await request('Create', propertiesOf(taken));
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toBe(
      `TriggerTakenError: The user pool already uses triggers that the second factor needs: PreTokenGeneration runs ${theirs}. Cognito runs one function per trigger. PreTokenGeneration: name your function in the prop preTokenGeneration, and ours calls it. The other three: a pool has one custom sign-in, so remove yours, or give each its own pool.`,
    );
    expect(await request('Delete', propertiesOf(taken))).toMatchObject({ Status: 'SUCCESS' });
    expect(updates()).toBe(0);
    expect(cognito.state.pool).toEqual(taken);
  });

  test('when there is no such pool', async () => {
    cognito.load(pool('old'));
    const properties = { ...propertiesOf(pool('old')), userPoolId: 'eu-central-1_None' };
    expect(await request('Create', properties)).toMatchObject({
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
    const { Status, Reason } = await request('Create', propertiesOf(pool('everything')));
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(
      /^AccessDeniedException: .*sms-role Cognito requires this permission .* role of the Exist/,
    );
  });

  test('with a reason that fits into CloudFormation’s answer', async () => {
    cognito.load(pool('old'));
    cognito.state.before = () => cognito.refuse('InvalidParameterException', 'x'.repeat(9000));
    const { Reason } = await request('Create', propertiesOf(pool('old')));
    expect(String(Reason)).toHaveLength(1000);
  });
});

test('Delete succeeds when the pool is gone', async () => {
  cognito.load(pool('old'));
  const gone = { ...propertiesOf(pool('old')), userPoolId: 'eu-central-1_Gone' };
  expect(await request('Delete', gone)).toMatchObject({ Status: 'SUCCESS' });
});

test('an Update to another pool does not replace triggers there', async () => {
  cognito.load({ ...pool('old'), LambdaConfig: attachedTo(OURS) });
  const elsewhere = propertiesOf(pool('bare'));
  const answer = await request('Update', propertiesOf(pool('old'), NEWER), elsewhere);
  expect(answer).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: 'email-mfa-eu-central-1_Old',
  });
});

test('the log holds the pool as it was before a change', async () => {
  cognito.load(pool('future'));
  await request('Create', propertiesOf(pool('future')));
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
    const { Status, Data } = await request('Create', propertiesOf(pool('old'), OURS, ['batch']));
    expect(Status).toBe('SUCCESS');
    expect(Data).toEqual({ OpenClients: 'batch', GuardedClients: 'legacy' });
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
    const { Data } = await request('Create', propertiesOf(pool('old')));
    expect(Data).toMatchObject({ OpenClients: 'none' });
    expect((Data as JsonObject).GuardedClients).toMatch(
      /^c0, c1, .*, c19 and 50 more, see the log$/,
    );
  });
});

function attachedTo(arns: typeof OURS): JsonObject {
  return attach({}, { arns, preTokenGenerationVersion: 'V1_0' });
}
