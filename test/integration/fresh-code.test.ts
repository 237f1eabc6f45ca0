import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { isFresh, withFreshCode } from '../support/fresh-code';
import { configureAmplify } from '../support/amplify-client';
import { codeMail } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn, mailsTo } from '../support/inbox';
import { BrowserSignIns, claimsOf } from '../support/remembered-browser';
import { createUser } from '../support/users';

const stack = currentStack();
const signIns = new BrowserSignIns(stack);
const MINUTES = 60;

test('an API wants a code of the last five minutes: the page asks for one and goes on', async () => {
  configureAmplify(stack);
  const user = await createUser(stack);
  const key = await signIns.remember(user);
  await signIns.changeBrowser(user, key.id, {
    createdAt: { N: `${Date.now() - 6 * MINUTES * 1000}` },
  });
  let claims = claimsOf(await signIns.withBrowser(user, key)) as Record<string, unknown>;
  expect(isFresh(claims, 7 * MINUTES)).toBe(true);

  const before = (await mailsTo(stack, user.email)).at(-1);
  const statuses: number[] = [];
  const transfer = async () => {
    const { tokens } = await fetchAuthSession();
    claims = tokens?.idToken?.payload ?? claims;
    const status = isFresh(claims, 5 * MINUTES) ? 204 : 403;
    statuses.push(status);
    return new Response(null, { status });
  };
  const done = await withFreshCode(
    transfer,
    async () => ({ username: user.email, password: user.password }),
    async () => codeIn(await codeMail(stack, user.email, before)),
  );
  expect([done.status, statuses]).toEqual([204, [403, 204]]);

  // Refreshed tokens follow no code.
  const refreshed = await fetchAuthSession({ forceRefresh: true });
  expect(isFresh({ ...refreshed.tokens?.idToken?.payload }, 5 * MINUTES)).toBe(false);
  await signOut();
});
