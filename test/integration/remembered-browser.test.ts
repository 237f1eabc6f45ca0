import { newBrowserKey } from '../support/browser-keys';
import { currentStack } from '../support/current-stack';
import { mailsTo, waitForMail } from '../support/inbox';
import { BrowserSignIns, claimsOf } from '../support/remembered-browser';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { createUser } from '../support/users';
import { FRESH_METADATA, NO_BROWSER_KEY } from '../../triggers/public-parameters';
import { recentSignIns } from '../../triggers/store/sign-ins';

const stack = currentStack();
const signIns = new BrowserSignIns(stack);
const { client } = signIns;
const table = new TableAccess(stack);
const CHROME = { browserName: 'Chrome', systemName: 'Windows', timeZone: 'Europe/Berlin' };
const seconds = () => Math.floor(Date.now() / 1000);

test('a browser is remembered with the code, and signs in without one until it is 30 days old', async () => {
  const user = await createUser(stack);
  const key = newBrowserKey();
  const first = await signIns.withCode(user, { ...CHROME, rememberKey: key.publicKey });
  const enteredAt = Number(claimsOf(first).email_mfa_code_at);
  expect(enteredAt).toBeGreaterThan(seconds() - 60);
  expect(enteredAt).toBeLessThanOrEqual(seconds());

  const asked = await signIns.password(user, key);
  expect(asked.ChallengeParameters).toMatchObject({ challenge: 'BROWSER_KEY', user: user.sub });
  const done = await client.answer(asked, key.prove(signIns.proofFor(asked)));
  expect(claimsOf(done)).toMatchObject({ email_mfa: 'true', email_mfa_code_at: `${enteredAt}` });
  expect(await mailsTo(stack, user.email, { subject: /is your .* code/ })).toHaveLength(1);

  // Refreshed tokens follow no code.
  const refreshed = await client.refresh(done.AuthenticationResult?.RefreshToken ?? '');
  expect(claimsOf(refreshed)).toMatchObject({ email_mfa: 'true' });
  expect(claimsOf(refreshed)).not.toHaveProperty('email_mfa_code_at');

  const record = await signIns.record(user);
  const days = (Number(record?.expiresAt?.N) - enteredAt) / 86_400;
  expect(Math.round(days)).toBe(30);
});

test('the code step says whether a browser can be remembered', async () => {
  const user = await createUser(stack);
  const { ChallengeParameters } = await client.password(user);
  expect(ChallengeParameters).toMatchObject({ rememberBrowser: 'ask', rememberDays: '30' });
});

test('fresh: a remembered browser is asked for a code, and the claim is young', async () => {
  const user = await createUser(stack);
  const key = await signIns.remember(user);
  const asked = await signIns.password(user, key, FRESH_METADATA);
  expect(asked.ChallengeParameters?.challenge).toBe('EMAIL_CODE');
});

test('a browser that lost its key gets the code in the same sign-in', async () => {
  const user = await createUser(stack);
  const key = await signIns.remember(user);
  const asked = await signIns.password(user, key, { ...CHROME });
  const again = await client.answer(asked, NO_BROWSER_KEY);
  expect(again.ChallengeParameters).toMatchObject({
    challenge: 'EMAIL_CODE',
    outcome: 'CODE_SENT',
  });
});

test('a notice tells the user of the browser, where the code went', async () => {
  const user = await createUser(stack);
  await signIns.withCode(user, { ...CHROME, rememberKey: newBrowserKey().publicKey });
  const notice = await waitForMail(stack, user.email, { subject: /browser was remembered/ });
  expect(notice.body.text).toContain('Chrome on Windows');
  expect(notice.body.text).toMatch(/GMT\+[12]/);
});

test('recent sign-ins: with code, with browser, wrong codes and locks, with the browser that was named', async () => {
  const user = await createUser(stack);
  const key = newBrowserKey();
  await signIns.withCode(user, { ...CHROME, rememberKey: key.publicKey });
  await signIns.withBrowser(user, key);
  const triggers = new Triggers(stack);
  const challenge = await triggers.create(user);
  await triggers.verify(user, challenge, '000000');
  await table.fail(user.sub, 10);
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaLocked');
  await expect(triggers.create(user)).rejects.toThrow('EmailMfaLocked');

  const seen = recentSignIns(await table.user(user.sub), Date.now());
  expect(seen.map(({ how }) => how)).toEqual(['locked', 'failed', 'browser', 'code']);
  expect(seen[3]).toMatchObject({ browserName: 'Chrome', systemName: 'Windows' });
});

test('recent sign-ins: the record holds 20 and never more', async () => {
  const user = await createUser(stack);
  const triggers = new Triggers(stack);
  const key = await signIns.remember(user);
  for (let n = 0; n < 22; n++) {
    const { question, proof } = await signIns.question(user, key);
    expect(await signIns.answer(user, question, key.prove(proof))).toBe(true);
  }
  await triggers.create(user);
  const item = await table.user(user.sub);
  expect(Object.keys(item ?? {}).filter((name) => name.startsWith('signIn'))).toHaveLength(20);
  const seen = recentSignIns(item, Date.now());
  expect(new Set(seen.map(({ at }) => at)).size).toBe(20);
  expect(seen.every(({ how }) => how === 'browser')).toBe(true);
  expect(recentSignIns(item, Date.now() + 31 * 86_400_000)).toEqual([]);
});
