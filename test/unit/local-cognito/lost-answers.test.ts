import { refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
let signIn: () => ReturnType<Fixture['answer']>;
beforeAll(async () => {
  fixture = await startFixture();
  await fixture.createUser('ann@example.com');
  signIn = async () =>
    fixture.answer(await fixture.openChallenge('ann@example.com'), 'ann@example.com', '123456');
});
beforeEach(() => fixture.lambda.reset());
afterAll(() => fixture.close());

const runsOf = (trigger: string) => fixture.triggersRun().filter((name) => name === trigger).length;

test('a trigger whose answer is lost runs again with the same event', async () => {
  fixture.loseAnswers({ trigger: 'PreTokenGeneration' });
  expect((await signIn()).AuthenticationResult).toBeDefined();
  expect(runsOf('TokenGeneration')).toBe(2);
  const [first, second] = fixture.lambda.events.slice(-2);
  expect(second).toEqual(first);
  await signIn();
  expect(runsOf('TokenGeneration')).toBe(3);
});

test('three lost answers end the call', async () => {
  fixture.loseAnswers({ trigger: 'PreTokenGeneration', times: 3 });
  expect((await refusal(signIn())).name).toBe('UnexpectedLambdaException');
  expect(runsOf('TokenGeneration')).toBe(3);
});

test('only answers that match get lost', async () => {
  fixture.loseAnswers({ contains: 'nobody@example.com' });
  await signIn();
  expect(runsOf('TokenGeneration')).toBe(1);
});
