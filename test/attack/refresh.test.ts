import {
  codeStep,
  configureAmplify,
  fetchAuthSession,
  heldRefreshToken,
  passwordStep,
  signOut,
} from '../support/amplify-client';
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
  let refreshToken = done.AuthenticationResult?.RefreshToken ?? '';
  const refresh = async () => {
    const refreshed = await client.refresh(refreshToken);
    refreshToken = refreshed.AuthenticationResult?.RefreshToken ?? refreshToken;
    return refreshed;
  };
  return { refresh };
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
    own = await startStack({
      settings: { refreshWithoutCode: 'no-claim', passBinding: 'off', refreshTokenGrace: '0' },
    });
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

  describe('rotation of refresh tokens', () => {
    let first = '';
    beforeAll(() => configureAmplify(own.facts));
    beforeEach(async () => {
      const user = await createUser(own.facts);
      await passwordStep(user);
      await codeStep(await codeMailedTo(own.facts, user.email));
      first = await heldRefreshToken();
    });
    afterEach(() => signOut());
    const reused = { name: 'RefreshTokenReuseException' };

    // Fails without rotation: the stolen token would work for 30 days.
    test('a stolen refresh token is void once Amplify has refreshed and the grace is over', async () => {
      const { tokens } = await fetchAuthSession({ forceRefresh: true });
      expect(tokens?.idToken?.payload).toMatchObject({ email_mfa: 'true' });
      expect(await heldRefreshToken()).not.toBe(first);
      await expect(new SrpClient(own.facts).refresh(first)).rejects.toMatchObject(reused);
    });

    // Fails without rotation: the owner would notice nothing.
    test('when a thief refreshes first, the owner is signed out at the next refresh', async () => {
      await new SrpClient(own.facts).refresh(first);
      await expect(fetchAuthSession({ forceRefresh: true })).rejects.toMatchObject(reused);
      expect((await fetchAuthSession()).tokens).toBeUndefined();
    });
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
