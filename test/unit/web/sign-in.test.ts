import type { ConfirmSignInInput, SignInInput, SignInOutput } from 'aws-amplify/auth';
import { type BrowserKey, BrowserKeys } from '../../../web/src/client/browserKeys';
import { CodeAnswers } from '../../../web/src/client/codeAnswers';
import { SignInMemory } from '../../../web/src/client/memory';
import { SignIn } from '../../../web/src/client/signIn';
import type { SignInState } from '../../../web/src/client/state';
import { browserStorage } from '../../../web/src/client/storage';

const EMAIL = 'jane@example.com';
const DONE: SignInOutput = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

const challenge = (additionalInfo: Record<string, string>): SignInOutput => ({
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', additionalInfo },
});
const codeSent = (rememberBrowser: string, outcome = 'CODE_SENT') =>
  challenge({
    challenge: 'EMAIL_CODE',
    outcome,
    destination: 'j•••@e•••',
    codeLength: '6',
    codeExpiresIn: '300',
    resendIn: '30',
    attemptsLeft: '3',
    rememberBrowser,
    rememberDays: '30',
  });
const keyWanted = challenge({
  challenge: 'BROWSER_KEY',
  user: 'sub',
  challengeId: 'id',
  nonce: 'nonce',
});

/** A sign-in against answers that Cognito gives in this order, and what was sent to it. */
function signInWith(
  answers: (SignInOutput | Promise<SignInOutput>)[],
  { storageWorks = true } = {},
) {
  const kept = new Map<string, BrowserKey>();
  const get = async (name: string) => {
    if (!storageWorks) throw new Error('Blocked');
    return kept.get(name);
  };
  const keys = new BrowserKeys(
    {
      get,
      put: async (name, key) => void kept.set(name, key),
      delete: async (name) => void kept.delete(name),
    },
    () => ({ userPoolId: 'pool', userPoolClientId: 'client' }),
  );
  const sent: { answer: string | undefined; metadata: Record<string, string> | undefined }[] = [];
  const next = () => {
    const answer = answers.shift();
    if (!answer) throw new Error('No further answer');
    return answer;
  };
  const auth = {
    signIn: async ({ options }: SignInInput) => {
      sent.push({ answer: undefined, metadata: options?.clientMetadata });
      return next();
    },
    confirmSignIn: async ({ challengeResponse: answer, options }: ConfirmSignInInput) => {
      sent.push({ answer, metadata: options?.clientMetadata as Record<string, string> });
      return next();
    },
    signOut: async () => {},
  };
  const state: SignInState = { email: '', missingAttributes: [], remember: false, resendAt: 0 };
  const memory = new SignInMemory(browserStorage('sessionStorage'));
  const signIn = new SignIn(state, auth, memory, () => ({ locale: 'en' }), keys);
  const enterPassword = () => signIn.submitPassword({ username: EMAIL, password: 'secret' });
  const enterCode = () => new CodeAnswers(signIn).submit({ challengeResponse: '123456' });
  return { state, signIn, keys, kept, sent, enterPassword, enterCode };
}

test('with the box ticked, the key goes with the code and is kept once signed in', async () => {
  const { state, kept, sent, enterPassword, enterCode } = signInWith([codeSent('ask'), DONE]);
  await enterPassword();
  expect(state.challenge).toMatchObject({ remember: 'ask', rememberDays: 30 });
  state.remember = true;
  await enterCode();
  expect(sent[0]?.metadata).not.toHaveProperty('browser');
  const [key] = kept.values();
  expect(sent[1]?.metadata).toMatchObject({ rememberKey: key?.publicKey });
  expect([...kept.keys()]).toEqual([`pool/client/${EMAIL}`]);
  expect(state.remember).toBe(false);
});

test.each([
  ['ask', false, undefined],
  ['no', true, undefined],
  ['always', false, expect.stringMatching(/^[\w-]{87}$/)],
])('%s, ticked: %s, sends %s', async (rememberBrowser, ticked, rememberKey) => {
  const { state, sent, enterPassword, enterCode } = signInWith([codeSent(rememberBrowser), DONE]);
  await enterPassword();
  state.remember = ticked;
  await enterCode();
  expect(sent[1]?.metadata?.['rememberKey']).toEqual(rememberKey);
});

test('after a wrong code nothing is kept, and the offer stays', async () => {
  const answers = [codeSent('ask'), codeSent('ask', 'WRONG_CODE')];
  const { state, kept, enterPassword, enterCode } = signInWith(answers);
  await enterPassword();
  state.remember = true;
  await expect(enterCode()).rejects.toThrow('incorrectCodeAttemptsLeft');
  expect(kept.size).toBe(0);
  expect(state).toMatchObject({ remember: true, challenge: { remember: 'ask' } });
});

test('where nothing can be kept, nothing is offered or sent', async () => {
  const { state, sent, enterPassword, enterCode } = signInWith([codeSent('always'), DONE], {
    storageWorks: false,
  });
  await enterPassword();
  expect(state.challenge?.remember).toBe('no');
  await enterCode();
  expect(sent[1]?.metadata).not.toHaveProperty('rememberKey');
});

test('a remembered browser proves its key by itself, without a step to look at', async () => {
  const { keys, sent, signIn, state } = signInWith([keyWanted, DONE]);
  const key = await keys.make();
  if (key) await keys.keep(EMAIL, key);
  state.email = EMAIL;
  expect(await signIn.withPassword(EMAIL, 'secret')).toEqual(DONE);
  expect(sent[0]?.metadata).toEqual({ locale: 'en', browser: key?.id });
  expect(sent[1]?.answer).toMatch(/^[\w-]{86}$/);
  expect(sent[1]?.metadata).toMatchObject({ locale: 'en', binding: expect.any(String) });
});

test('a key that is gone or refused leads to the code step', async () => {
  const { sent, state, enterPassword } = signInWith([keyWanted, codeSent('ask')]);
  const output = await enterPassword();
  expect(sent[1]?.answer).toBe('none');
  expect(output.nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_EMAIL_CODE');
  expect(state).toMatchObject({ problem: undefined, challenge: { destination: 'j•••@e•••' } });
});

test('who leaves while the browser proves its key is not signed in', async () => {
  let release: (output: SignInOutput) => void = () => {};
  const late = new Promise<SignInOutput>((resolve) => (release = resolve));
  const { signIn, sent } = signInWith([keyWanted, late]);
  const signingIn = signIn.withPassword(EMAIL, 'secret');
  while (sent.length < 2) await new Promise(setImmediate);
  signIn.leaveStep();
  release(DONE);
  expect(await signingIn).toMatchObject({ isSignedIn: false });
});
