import {
  AdminUpdateUserAttributesCommand,
  type AttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { trailOf } from '../support/audit';
import { codeMail } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo, waitForMail } from '../support/inbox';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

const HOUR = 3_600_000;
const stack = currentStack();
const cognito = cognitoClient(stack);
const client = new SrpClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);

/** What whoever holds a session can do, once the new address is confirmed at a mailbox of theirs. */
async function changeAddress(user: TestUser, email: string, verified = 'true'): Promise<void> {
  const UserAttributes: AttributeType[] = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: verified },
  ];
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: stack.userPoolId,
      Username: user.sub,
      UserAttributes,
    }),
  );
}

const newAddress = () => `new-${randomUUID()}@example.com`;
const noticesOf = async ({ sub }: TestUser) =>
  (await table.everyRecord()).filter(
    ({ pk, userSub, noticeKind }) =>
      pk?.S?.startsWith('notice#') && userSub?.S === sub && noticeKind?.S === 'addressChanged',
  );

/** A user who has signed in with a code before. */
async function knownUser(): Promise<TestUser> {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  await client.answer(challenge, codeIn(await codeMail(stack, user.email)));
  return user;
}

/** Signs in by the user's id, as the address may be another one. */
const password = (user: TestUser) => client.password({ ...user, email: user.sub });

// Fails if codes go wherever the pool says.
test('takeover by a changed address: codes still go to the old one, which gets a notice', async () => {
  const user = await knownUser();
  const [first] = await mailsTo(stack, user.email);
  const thief = newAddress();
  await changeAddress(user, thief);
  const challenge = await password(user);
  expect(challenge.ChallengeParameters?.destination).toMatch(/^u•••@e•••$/);
  const code = codeIn(await codeMail(stack, user.email, first));
  expect(await mailsTo(stack, thief)).toEqual([]);

  const [notice, ...others] = await noticesOf(user);
  expect(others).toEqual([]);
  expect(notice?.destination?.S).toBe(user.email);
  expect(notice?.maskedNewAddress?.S).toBe('n•••@e•••');
  const wait = Number(notice?.codesMoveAt?.N) - Date.now();
  expect(wait).toBeGreaterThan(23.9 * HOUR);
  expect(wait).toBeLessThanOrEqual(24 * HOUR);
  await waitForMail(stack, user.email, { subject: /address was changed/ });
  await until(async () =>
    (await trailOf(stack)).some(
      (line) => line.includes('"address.changed"') && line.includes(user.sub),
    ),
  );

  const done = await client.answer(challenge, code);
  expect(done.AuthenticationResult?.IdToken).toBeTruthy();
  await password(user);
  expect(await noticesOf(user)).toHaveLength(1);
});

// Fails if the hold never ends, or ends before its time.
test('after the hold codes go to the new address', async () => {
  const user = await knownUser();
  const changed = newAddress();
  await changeAddress(user, changed);
  await password(user);
  const record = await table.user(user.sub);
  const since = Number(record?.newAddressSince?.N);
  await table.changeUser(user.sub, { newAddressSince: { N: `${since - 24 * HOUR + 60_000}` } });
  await password(user);
  expect(await mailsTo(stack, changed)).toEqual([]);
  await table.changeUser(user.sub, { newAddressSince: { N: `${since - 24 * HOUR}` } });
  const challenge = await password(user);
  const code = codeIn(await codeMail(stack, changed));
  expect((await client.answer(challenge, code)).AuthenticationResult?.IdToken).toBeTruthy();
  expect((await table.user(user.sub))?.codeAddress?.S).toBe(changed);
});

// Fails if an admin's word counts for any address.
test('an admin ends the hold for the confirmed address only', async () => {
  const user = await knownUser();
  const [changed, thief] = [newAddress(), newAddress()];
  await table.changeUser(user.sub, { confirmedAddress: { S: changed } });
  await changeAddress(user, thief);
  await password(user);
  expect(await mailsTo(stack, thief)).toEqual([]);
  await changeAddress(user, changed);
  await password(user);
  await codeMail(stack, changed);
});

// Fails if a code outlives a change of the address, so that an old mailbox could finish a sign-in.
test('a code for one address is void once the account has another one', async () => {
  const user = await createUser(stack);
  const challenge = await client.password(user);
  const mail = await codeMail(stack, user.email);
  await changeAddress(user, newAddress());
  const again = await client.answer(challenge, codeIn(mail));
  expect(again.ChallengeParameters).toMatchObject({
    outcome: 'CODE_EXPIRED',
    codeExpiresIn: '0',
    attemptsLeft: '3',
  });
  expect((await table.user(user.sub))?.failures).toBeUndefined();
});

// Fails if the pool's word on the address is taken for true whatever it says of its proof.
test('an unverified new address gets neither codes nor notices', async () => {
  const user = await knownUser();
  const thief = newAddress();
  await changeAddress(user, thief, 'false');
  await expect(password(user)).rejects.toThrow('EmailMfaUnverifiedAddress');
  await table.fail(user.sub, 10);
  await expect(triggers.create({ ...user, email: thief })).rejects.toThrow('EmailMfaLocked');
  await until(async () =>
    (await table.everyRecord()).some(
      ({ userSub, noticeKind, destination }) =>
        userSub?.S === user.sub && noticeKind?.S === 'lock' && destination?.S === user.email,
    ),
  );
  await waitForMail(stack, user.email, { subject: /locked/ });
  // Cognito itself asks the new address for a confirmation.
  const ours = { subject: /^\d+ is your|locked|was changed/ };
  expect(await mailsTo(stack, thief, ours)).toEqual([]);
});

// Fails if "True" is no true to us: Cognito writes both.
test.each(['True', 'true'])('email_verified %j gets a code', async (verified) => {
  const user = await createUser(stack, { attributes: { email_verified: verified } });
  await client.password(user);
  await codeMail(stack, user.email);
});
