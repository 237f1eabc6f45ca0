import fc from 'fast-check';
import {
  encodeState,
  type Action,
  type ChallengeState,
} from '../../../triggers/challenge/challenge-state';
import { nextStep } from '../../../triggers/challenge/next-step';
import type { ChallengeResult } from '../../../triggers/challenge/session-entry';

const now = 1_000_000;
const state: ChallengeState = {
  id: 'a',
  key: 'k',
  codeAddress: 'jane@example.com',
  maskedAddress: 'j•••@e•••',
  accountAddress: 'jane@example.com',
  codeLength: 6,
  createdAt: now,
  expiresAt: now + 60_000,
  resendAt: now,
  attemptsLeft: 3,
  roundsLeft: 30,
  client: {},
};
const entry = (
  challengeName: string,
  challengeResult = true,
  metadata?: Partial<ChallengeState>,
): ChallengeResult => ({
  challengeName,
  challengeResult,
  ...(metadata && { challengeMetadata: encodeState({ ...state, ...metadata }) }),
});
const SRP = entry('SRP_A');
const PASSWORD = entry('PASSWORD_VERIFIER');
const options = {
  userNotFound: false,
  action: 'answer' as const,
  address: 'jane@example.com',
  now,
};
const step = (session: ChallengeResult[], changed = {}) =>
  nextStep(session, { ...options, ...changed });

test('password, then code, then tokens', () => {
  expect(step([SRP])).toBe('PASSWORD_VERIFIER');
  expect(step([SRP, PASSWORD])).toBe('CUSTOM_CHALLENGE');
  expect(step([SRP, PASSWORD, entry('CUSTOM_CHALLENGE', true, {})])).toBe('ISSUE_TOKENS');
});

test('passwordless start: no step without SRP_A and a proved password', () => {
  for (const session of [
    [],
    [entry('CUSTOM_CHALLENGE', true, {})],
    [PASSWORD],
    [SRP, entry('CUSTOM_CHALLENGE', true, {})],
    [entry('SRP_A', false)],
    [SRP, entry('PASSWORD_VERIFIER', false)],
    [SRP, entry('SMS_MFA')],
    [SRP, entry('ADMIN_NO_SRP_AUTH')],
  ]) {
    expect(step(session)).toBe('FAIL');
  }
});

test('a user who does not exist gets as far as the password, and no further', () => {
  expect(step([SRP], { userNotFound: true })).toBe('PASSWORD_VERIFIER');
  expect(step([SRP, PASSWORD], { userNotFound: true })).toBe('FAIL');
});

test('a wrong answer uses up attempts; a resend and an answer to an expired code do not', () => {
  const wrong = (metadata: Partial<ChallengeState>, changed = {}) =>
    step([SRP, PASSWORD, entry('CUSTOM_CHALLENGE', false, metadata)], changed);
  expect(wrong({ attemptsLeft: 2 })).toBe('CUSTOM_CHALLENGE');
  expect(wrong({ attemptsLeft: 1 })).toBe('FAIL');
  expect(wrong({ attemptsLeft: 1 }, { action: 'resend' })).toBe('CUSTOM_CHALLENGE');
  expect(wrong({ attemptsLeft: 1 }, { action: 'status' })).toBe('CUSTOM_CHALLENGE');
  expect(wrong({ attemptsLeft: 1, expiresAt: now })).toBe('CUSTOM_CHALLENGE');
  expect(wrong({ attemptsLeft: 1 }, { address: 'eve@example.com' })).toBe('CUSTOM_CHALLENGE');
});

test('resends, questions and late answers end the sign-in at their bound', () => {
  const last = { roundsLeft: 1 };
  for (const changed of [{ action: 'resend' }, { action: 'status' }, { now: state.expiresAt }]) {
    const session = [SRP, PASSWORD, entry('CUSTOM_CHALLENGE', false, last)];
    expect(step(session, changed)).toBe('FAIL');
  }
});

test('a wrong answer without our metadata fails', () => {
  expect(step([SRP, PASSWORD, entry('CUSTOM_CHALLENGE', false)])).toBe('FAIL');
});

test('the first password of an invited user does not replace the code', () => {
  const first = entry('NEW_PASSWORD_REQUIRED');
  expect(step([SRP, PASSWORD, first])).toBe('CUSTOM_CHALLENGE');
  expect(step([SRP, PASSWORD, first, entry('CUSTOM_CHALLENGE', true, {})])).toBe('ISSUE_TOKENS');
});

test('a remembered device does not replace the code', () => {
  const device = [entry('DEVICE_SRP_AUTH'), entry('DEVICE_PASSWORD_VERIFIER')];
  expect(step([SRP, PASSWORD, ...device])).toBe('CUSTOM_CHALLENGE');
});

test('no tokens for any session but password proved first and the code right last', () => {
  const names = [
    'SRP_A',
    'PASSWORD_VERIFIER',
    'CUSTOM_CHALLENGE',
    'SMS_MFA',
    'NEW_PASSWORD_REQUIRED',
    'DEVICE_SRP_AUTH',
  ];
  const anyEntry = fc
    .tuple(fc.constantFrom(...names), fc.boolean())
    .map(([name, result]) => entry(name, result, name === 'CUSTOM_CHALLENGE' ? {} : undefined));
  // Half of the sessions begin with a proved password: by chance alone one in a hundred would.
  const session = fc
    .tuple(fc.constantFrom([], [SRP, PASSWORD]), fc.array(anyEntry, { maxLength: 5 }))
    .map(([start, rest]) => [...start, ...rest]);
  const action = fc.constantFrom<Action>('answer', 'resend', 'status');
  fc.assert(
    fc.property(session, action, (entries, asked) => {
      if (nextStep(entries, { ...options, action: asked }) !== 'ISSUE_TOKENS') return;
      const steps = entries.filter(
        ({ challengeName, challengeResult }) =>
          !(challengeResult && challengeName.startsWith('DEVICE_')),
      );
      expect(steps.slice(0, 2)).toEqual([SRP, PASSWORD]);
      expect(steps.at(-1)).toMatchObject({
        challengeName: 'CUSTOM_CHALLENGE',
        challengeResult: true,
      });
      const [next, ...later] = steps.slice(2).map(({ challengeName }) => challengeName);
      expect(['CUSTOM_CHALLENGE', 'NEW_PASSWORD_REQUIRED']).toContain(next);
      expect(later.every((name) => name === 'CUSTOM_CHALLENGE')).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

const QUESTION: ChallengeResult = {
  challengeName: 'CUSTOM_CHALLENGE',
  challengeResult: false,
  challengeMetadata: encodeState({
    challenge: 'BROWSER_KEY',
    id: 'b',
    nonce: 'n',
    keyId: 'k',
    publicKey: 'p',
    codeAt: now,
    createdAt: now,
    expiresAt: now + 60_000,
    client: {},
  }),
};

test('a browser that does not prove its key has to bring the code, whatever it asked for', () => {
  for (const action of ['answer', 'resend', 'status'] as const) {
    expect(step([SRP, PASSWORD, QUESTION], { action })).toBe('CUSTOM_CHALLENGE');
  }
  const wrong = entry('CUSTOM_CHALLENGE', false, { attemptsLeft: 1 });
  expect(step([SRP, PASSWORD, QUESTION, wrong])).toBe('FAIL');
});

test('a browser that proves its key gets tokens, after the password only', () => {
  const proved = { ...QUESTION, challengeResult: true };
  expect(step([SRP, PASSWORD, proved])).toBe('ISSUE_TOKENS');
  expect(step([SRP, proved])).toBe('FAIL');
  expect(step([proved])).toBe('FAIL');
});
