import { refusal, startFixture, type Fixture } from './fixture';

const INVALID = 'Invalid session for the user.';
const MINUTE = 60_000;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
  for (const name of ['ann', 'bob']) await fixture.createUser(`${name}@example.com`);
});
afterAll(() => fixture.close());
afterEach(() => {
  fixture.lambda.reset();
  fixture.clock.offset = 0;
});

test('a session can be answered once, rightly or wrongly', async () => {
  const session = await fixture.openChallenge('ann@example.com');
  const next = await fixture.answer(session, 'ann@example.com', 'wrong');
  expect((await refusal(fixture.answer(session, 'ann@example.com', '123456'))).message).toBe(
    INVALID,
  );
  await fixture.answer(next.Session, 'ann@example.com', '123456');
  const again = fixture.answer(next.Session, 'ann@example.com', '123456');
  expect((await refusal(again)).message).toBe(INVALID);
});

test('of fifty answers at once to one session, one reaches the trigger', async () => {
  const session = await fixture.openChallenge('ann@example.com');
  fixture.lambda.reset();
  const answers = Array.from({ length: 50 }, (_, i) =>
    fixture.answer(session, 'ann@example.com', String(i)),
  );
  const settled = await Promise.allSettled(answers);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const verified = fixture.lambda.events.filter((e) => e.triggerSource.startsWith('Verify'));
  expect(verified).toHaveLength(1);
});

test('a session ends with the validity of its client, counted from the start of the sign-in', async () => {
  const session = await fixture.openChallenge('ann@example.com');
  fixture.clock.offset = 4 * MINUTE;
  const next = await fixture.answer(session, 'ann@example.com', 'wrong');
  fixture.clock.offset = 5 * MINUTE;
  expect(await refusal(fixture.answer(next.Session, 'ann@example.com', '123456'))).toEqual({
    name: 'NotAuthorizedException',
    message: 'Invalid session for the user, session is expired.',
  });
});

test('a session answers for its own user and client, and none is made up', async () => {
  const { openChallenge, answer } = fixture;
  const ofAnn = await openChallenge('ann@example.com');
  expect((await refusal(answer(ofAnn, 'bob@example.com', '123456'))).message).toBe(INVALID);
  const again = await openChallenge('ann@example.com');
  const other = { clientId: 'defaults' };
  expect((await refusal(answer(again, 'ann@example.com', '123456', other))).message).toBe(INVALID);
  const madeUp = answer('a'.repeat(60), 'ann@example.com', '123456');
  expect((await refusal(madeUp)).message).toBe(INVALID);
});

test('an answer that is not a string is refused before any trigger', async () => {
  const Session = await fixture.openChallenge('ann@example.com');
  fixture.lambda.reset();
  const response = await fetch(fixture.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.RespondToAuthChallenge',
    },
    body: JSON.stringify({
      ClientId: 'app',
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session,
      ChallengeResponses: { USERNAME: 'ann@example.com', ANSWER: 123456 },
    }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  expect(fixture.lambda.events).toEqual([]);
});

test('sessions can be made reusable, for tests of what the triggers hold by themselves', async () => {
  const reusable = await startFixture({ sessionsReusable: true });
  await reusable.createUser('ann@example.com');
  const session = await reusable.openChallenge('ann@example.com');
  await reusable.answer(session, 'ann@example.com', 'wrong');
  const { AuthenticationResult } = await reusable.answer(session, 'ann@example.com', '123456');
  expect(AuthenticationResult).toBeDefined();
  await reusable.close();
});
