import type { Behaviour } from './fake-lambda';
import { refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ triggerTimeoutMs: 250 });
  await fixture.createUser('ann@example.com');
});
afterAll(() => fixture.close());
afterEach(() => fixture.lambda.reset());

const createCalls = () =>
  fixture.lambda.events.filter(({ triggerSource }) => triggerSource.startsWith('Create')).length;

/** Starts a sign-in in which Create behaves as told, one call after the other. */
function openWithCreate(...behaviours: Behaviour[]) {
  const fine = fixture.lambda.triggers.Create;
  fixture.lambda.triggers.Create = (event) => behaviours.shift() ?? fine(event);
  return fixture.openChallenge('ann@example.com');
}

test('a trigger that gives no answer in time is tried three times', async () => {
  const hangs: Behaviour = { hangs: true };
  expect(await refusal(openWithCreate(hangs, hangs, hangs))).toEqual({
    name: 'UnexpectedLambdaException',
    message:
      'CreateAuthChallenge invocation failed due to error Socket timeout while invoking Lambda function.',
  });
  expect(createCalls()).toBe(3);
});

test('a trigger that answers the third time is in time', async () => {
  await expect(openWithCreate({ hangs: true }, { hangs: true })).resolves.toEqual(
    expect.any(String),
  );
  expect(createCalls()).toBe(3);
});

test('what a trigger throws reaches the client, and it is not tried again', async () => {
  expect(await refusal(openWithCreate({ throws: 'Too many codes' }))).toEqual({
    name: 'UserLambdaValidationException',
    message: 'CreateAuthChallenge failed with error Too many codes.',
  });
  expect(createCalls()).toBe(1);
});

test.each([
  ['no JSON', { payload: 'oops' }],
  ['null', { payload: 'null' }],
  ['no response', { payload: '{}' }],
  ['parameters that are not strings', { response: { publicChallengeParameters: { a: 1 } } }],
])('an answer with %s is not recognised', async (_, behaviour) => {
  expect(await refusal(openWithCreate(behaviour))).toEqual({
    name: 'InvalidLambdaResponseException',
    message: 'Unrecognizable lambda output',
  });
});

test('Define may ask only for what Cognito knows', async () => {
  for (const challengeName of ['PASSWORD_VERIFIER', 'EMAIL_CODE', undefined]) {
    fixture.lambda.triggers.Define = () => ({ response: { challengeName } });
    expect((await refusal(fixture.openChallenge('ann@example.com'))).name).toBe(
      'InvalidLambdaResponseException',
    );
  }
});
