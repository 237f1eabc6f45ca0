import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { currentStack } from '../support/current-stack';
import { cognitoClient, SrpClient, type Credentials } from '../support/srp-client';
import { createUser } from '../support/users';

const stack = currentStack();
const cognito = cognitoClient(stack);
const client = new SrpClient(stack);
const RUNS = 15;
const password = 'Wrong-password-1';
const nobody: Credentials = { email: 'nobody@example.com', password };

/** What the outside can see of a failed sign-in. */
async function failure(credentials: Credentials) {
  const error = await client.password(credentials).catch((thrown: Error) => thrown);
  if (!(error instanceof Error)) throw new Error('The sign-in did not fail');
  return { name: error.name, message: error.message };
}

const start = ({ email }: Credentials) =>
  cognito.send(
    new InitiateAuthCommand({
      ClientId: stack.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: email, SRP_A: 'a1b2c3', CHALLENGE_NAME: 'SRP_A' },
    }),
  );

// Fails with PreventUserExistenceErrors=LEGACY, or if Define refuses unknown users at the start.
test('user enumeration: unknown, disabled and wrong password give the same answers', async () => {
  const known = await createUser(stack);
  const disabled = await createUser(stack);
  await cognito.send(
    new AdminDisableUserCommand({ UserPoolId: stack.userPoolId, Username: disabled.email }),
  );
  const expected = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
  expect(await failure({ ...known, password })).toEqual(expected);
  expect(await failure({ ...disabled, password })).toEqual(expected);
  expect(await failure(nobody)).toEqual(expected);

  const [real, fake] = [await start(known), await start(nobody)];
  expect(fake.ChallengeName).toBe(real.ChallengeName);
  const shape = (parameters: Record<string, string> = {}) =>
    Object.entries(parameters).map(([key, value]) => [key, /^[0-9a-f-]{36}$/.test(value)]);
  expect(shape(fake.ChallengeParameters)).toEqual(shape(real.ChallengeParameters));
  const again = await start(nobody);
  expect(again.ChallengeParameters?.SALT).toBe(fake.ChallengeParameters?.SALT);
  expect(again.ChallengeParameters?.USER_ID_FOR_SRP).toBe(
    fake.ChallengeParameters?.USER_ID_FOR_SRP,
  );
});

test('user enumeration by timing: reported, not judged', async () => {
  const known = { ...(await createUser(stack)), password };
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    for (const [name, credentials] of [
      ['known', known],
      ['unknown', { ...nobody, email: `nobody-${run}@example.com` }],
    ] as const) {
      // Cognito locks a user after five wrong passwords; starting alone is what can be repeated.
      const from = performance.now();
      await start(credentials);
      times[name].push(performance.now() - from);
    }
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[RUNS >> 1] as number;
  const ratio = median(times.known) / median(times.unknown);
  process.stdout.write(
    `Timing of a start, known user to unknown, median of ${RUNS}: ${ratio.toFixed(2)}\n`,
  );
  expect(ratio).toBeGreaterThan(0);
});
