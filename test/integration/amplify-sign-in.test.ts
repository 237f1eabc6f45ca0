import { currentStack } from '../support/current-stack';
import {
  challengeOf,
  codeStep,
  configureAmplify,
  fetchAuthSession,
  heldRefreshToken,
  passwordStep,
  resendStep,
  signOut,
} from '../support/amplify-client';
import { codeMailedTo, wrongCode } from '../support/codes';
import { verifyTokens } from '../support/tokens';
import { createUser } from '../support/users';

const stack = currentStack();
beforeAll(() => configureAmplify(stack));
afterEach(() => signOut());

test('password, mailed code, tokens that verify and carry the claim', async () => {
  const user = await createUser(stack);
  const challenge = challengeOf(await passwordStep(user));
  expect(challenge).toMatchObject({
    challenge: 'EMAIL_CODE',
    outcome: 'CODE_SENT',
    destination: 'u•••@e•••',
    codeLength: '6',
    attemptsLeft: '3',
  });
  expect(Number(challenge.codeExpiresIn)).toBeGreaterThan(280);

  const { nextStep } = await codeStep(await codeMailedTo(stack, user.email));
  expect(nextStep.signInStep).toBe('DONE');
  const { tokens } = await fetchAuthSession();
  const claims = await verifyTokens(stack, {
    idToken: tokens?.idToken?.toString(),
    accessToken: tokens?.accessToken.toString(),
  });
  expect(claims.idToken).toMatchObject({ sub: user.sub, email: user.email, email_mfa: 'true' });
  expect(claims.accessToken).toMatchObject({ sub: user.sub });
});

test('a refresh keeps the claim, and Amplify refreshes with the next refresh token from then on', async () => {
  const user = await createUser(stack);
  await passwordStep(user);
  await codeStep(await codeMailedTo(stack, user.email));
  const held = [await heldRefreshToken()];
  for (let refresh = 0; refresh < 2; refresh++) {
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    expect(tokens?.idToken?.payload).toMatchObject({ sub: user.sub, email_mfa: 'true' });
    held.push(await heldRefreshToken());
  }
  expect(held).not.toContain('');
  expect(new Set(held).size).toBe(3);
});

test('a wrong password is refused in the SRP step', async () => {
  const user = await createUser(stack);
  await expect(passwordStep({ ...user, password: 'Wrong-password-1' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  });
});

test('a wrong code can be corrected', async () => {
  const user = await createUser(stack);
  await passwordStep(user);
  const code = await codeMailedTo(stack, user.email);
  const again = challengeOf(await codeStep(wrongCode(code)));
  expect(again).toMatchObject({ outcome: 'WRONG_CODE', attemptsLeft: '2' });
  expect((await codeStep(code)).nextStep.signInStep).toBe('DONE');
});

test('another code asked for too early: the same challenge comes back, the first code still works', async () => {
  const user = await createUser(stack);
  expect(challengeOf(await passwordStep(user)).resendIn).toBe('30');
  const early = challengeOf(await resendStep());
  expect(early).toMatchObject({ outcome: 'RESEND_TOO_EARLY', attemptsLeft: '3' });
  expect(Number(early.resendIn)).toBeGreaterThan(0);
  const { nextStep } = await codeStep(await codeMailedTo(stack, user.email));
  expect(nextStep.signInStep).toBe('DONE');
});

test('after three wrong codes the sign-in is over', async () => {
  const user = await createUser(stack);
  await passwordStep(user);
  const wrong = wrongCode(await codeMailedTo(stack, user.email));
  expect(challengeOf(await codeStep(wrong)).attemptsLeft).toBe('2');
  expect(challengeOf(await codeStep(wrong)).attemptsLeft).toBe('1');
  await expect(codeStep(wrong)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});
