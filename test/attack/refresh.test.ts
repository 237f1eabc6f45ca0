import { codeMail, codeMailedTo } from '../support/codes';
import { callsOf } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { createUser, type TestUser } from '../support/users';
import type { StackFacts } from '../../infra/cli/stack-file';
import { userKey } from '../../triggers/store/keys';

const stack = currentStack();
const REFRESH = 'TokenGeneration_RefreshTokens';

async function signIn(facts: StackFacts, user: TestUser) {
  const client = new SrpClient(facts);
  const last = (await mailsTo(facts, user.email)).at(-1);
  const challenge = await client.password(user);
  const code = codeIn(await codeMail(facts, user.email, last));
  const done = await client.answer(challenge, code);
  const refreshToken = done.AuthenticationResult?.RefreshToken ?? '';
  return { refresh: () => client.refresh(refreshToken) };
}

/** Makes of a user's session one from before the guard: no code of the user is on record. */
async function forgetCodes(facts: StackFacts, { sub }: TestUser): Promise<void> {
  const table = new TableAccess(facts);
  const { codeClients, ...others } = (await table.user(sub)) ?? {};
  expect(codeClients?.SS).toEqual([facts.clientId]);
  await table.put({ ...others });
}

const claimsOf = (idToken = '') =>
  JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());

// Fails if a refresh gets the claim whatever the record says.
test('a refresh token from before the guard gets no tokens', async () => {
  const user = await createUser(stack);
  const { refresh } = await signIn(stack, user);
  expect(claimsOf((await refresh()).AuthenticationResult?.IdToken).email_mfa).toBe('true');
  await forgetCodes(stack, user);
  await expect(refresh()).rejects.toThrow('EmailMfaRequired');
  await signIn(stack, user);
  expect(claimsOf((await refresh()).AuthenticationResult?.IdToken).email_mfa).toBe('true');
});

// Fails if a code through any app client counts.
test('a code through one app client is none for the refresh tokens of another', async () => {
  const user = await createUser(stack);
  await signIn(stack, user);
  const triggers = new Triggers(stack);
  await triggers.release(user, { source: REFRESH });
  await expect(triggers.release(user, { source: REFRESH, clientId: 'other' })).rejects.toThrow(
    'EmailMfaRequired',
  );
});

test('a user without any record gets no tokens by a refresh', async () => {
  const user = await createUser(stack);
  await expect(new Triggers(stack).release(user, { source: REFRESH })).rejects.toThrow(
    'EmailMfaRequired',
  );
});

test('a refresh costs one read', async () => {
  const user = await createUser(stack);
  const { refresh } = await signIn(stack, user);
  const ofUser = async () =>
    (await callsOf(stack, { function: 'PreTokenGeneration' })).filter(({ permissions }) =>
      permissions.some(({ resource }) =>
        resource.includes(userKey(stack.userPoolId, user.sub).pk.S),
      ),
    );
  const before = (await ofUser()).length;
  await refresh();
  expect((await ofUser()).slice(before).map(({ operation }) => operation)).toEqual(['GetItem']);
});

// Fails without the bound: whoever makes app clients could let the record grow.
test('the record remembers 50 app clients at the most', async () => {
  const user = await createUser(stack);
  const table = new TableAccess(stack);
  await signIn(stack, user);
  const others = Array.from({ length: 50 }, (_, n) => `client-${n}`);
  await table.changeUser(user.sub, { codeClients: { SS: others } });
  await signIn(stack, user);
  expect((await table.user(user.sub))?.codeClients?.SS).toEqual([stack.clientId]);
  const among = [...others.slice(1), stack.clientId];
  await table.changeUser(user.sub, { codeClients: { SS: among } });
  await signIn(stack, user);
  expect((await table.user(user.sub))?.codeClients?.SS).toHaveLength(50);
});

describe('with other settings', () => {
  let own: RunningStack;
  beforeAll(async () => {
    own = await startStack({ settings: { refreshWithoutCode: 'no-claim', passBinding: 'off' } });
  }, 150_000);
  afterAll(() => own?.stop());

  test('refreshWithoutCode=no-claim: tokens, without the claim', async () => {
    const user = await createUser(own.facts);
    const { refresh } = await signIn(own.facts, user);
    await forgetCodes(own.facts, user);
    const { AuthenticationResult } = await refresh();
    expect(AuthenticationResult?.IdToken).toBeTruthy();
    expect(claimsOf(AuthenticationResult?.IdToken).email_mfa).toBeUndefined();
  });

  test('passBinding=off: no binding is needed, and the pass is taken once', async () => {
    const triggers = new Triggers(own.facts);
    const user = await createUser(own.facts);
    const challenge = await triggers.create(user);
    const code = await codeMailedTo(own.facts, user.email);
    const none = { clientMetadata: {} };
    expect(await triggers.verify(user, challenge, code, none)).toBe(true);
    const releases = await Promise.allSettled([1, 2, 3].map(() => triggers.release(user, none)));
    expect(releases.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
