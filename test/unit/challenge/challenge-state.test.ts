import {
  actionOf,
  afterAnswer,
  mayContinue,
  decodeState,
  encodeState,
  nextIdentity,
  publicParameters,
} from '../../../triggers/challenge/challenge-state';

const now = 1_700_000_000_000;
const address = 'jane@example.com';
const state = {
  id: 'a',
  key: 'secret-key',
  codeAddress: 'jane@example.com',
  maskedAddress: 'j•••@e•••',
  codeLength: 6,
  accountAddress: address,
  createdAt: now - 600,
  expiresAt: now + 299_400,
  resendAt: now + 30_000,
  attemptsLeft: 3,
  roundsLeft: 30,
  client: {},
};

const offer = { rememberBrowser: 'ask', rememberDays: '30' } as const;

test('the client learns masked address and times left, and no secret', () => {
  const parameters = publicParameters(state, 'CODE_SENT', now, offer);
  expect(parameters).toEqual({
    challenge: 'EMAIL_CODE',
    outcome: 'CODE_SENT',
    destination: 'j•••@e•••',
    codeLength: '6',
    codeExpiresIn: '300',
    resendIn: '30',
    attemptsLeft: '3',
    rememberBrowser: 'ask',
    rememberDays: '30',
  });
});

test('times that have passed are 0', () => {
  const parameters = publicParameters(state, 'CODE_EXPIRED', now + 400_000, offer);
  expect([parameters.codeExpiresIn, parameters.resendIn]).toEqual(['0', '0']);
});

test('each answer has its outcome', () => {
  expect(afterAnswer(state, { action: 'answer', address, now })).toEqual({
    state: { ...state, attemptsLeft: 2 },
    outcome: 'WRONG_CODE',
  });
  expect(afterAnswer(state, { action: 'answer', address, now: state.expiresAt })).toEqual({
    state: { ...state, roundsLeft: 29 },
    outcome: 'CODE_EXPIRED',
  });
});

test('a resend and a question are no attempts', () => {
  expect(afterAnswer(state, { action: 'resend', address, now })).toEqual({
    state: { ...state, roundsLeft: 29 },
    outcome: 'RESEND_TOO_EARLY',
  });
  expect(afterAnswer(state, { action: 'status', address, now })).toEqual({
    state: { ...state, roundsLeft: 29 },
    outcome: 'MAIL_ON_ITS_WAY',
  });
});

test('what the session keeps comes back whole', () => {
  expect(decodeState(encodeState(state))).toEqual(state);
  expect(decodeState(undefined)).toBeUndefined();
});

test('clientMetadata abuse: all but the two known actions is an answer', () => {
  expect(actionOf({ action: 'resend' })).toBe('resend');
  expect(actionOf({ action: 'status' })).toBe('status');
  const others = [
    undefined,
    null,
    {},
    { action: 'Resend' },
    { action: 'verify' },
    { resend: 'true' },
  ];
  for (const metadata of others) {
    expect(actionOf(metadata as Record<string, string>)).toBe('answer');
  }
});

test('the challenge after another is derived from it, with a key that no one else can know', () => {
  const next = nextIdentity(state);
  expect(nextIdentity(state)).toEqual(next);
  expect(next.id).not.toBe(state.id);
  expect(Buffer.from(next.key, 'base64url')).toHaveLength(32);
  expect(nextIdentity({ ...state, key: 'other' })).not.toEqual(next);
  expect(nextIdentity({ ...state, id: 'b' })).not.toEqual(next);
  expect(nextIdentity(undefined)).not.toEqual(nextIdentity(undefined));
});

test('what is no challenge of ours is refused without quoting it', () => {
  expect(() => decodeState('secret-key')).toThrow(
    /^The session does not hold a challenge of this pool$/,
  );
});

test('a code is void once the account has another address', () => {
  const round = afterAnswer(state, { action: 'answer', address: 'eve@example.com', now });
  expect(round).toEqual({
    state: { ...state, roundsLeft: 29, expiresAt: now },
    outcome: 'CODE_EXPIRED',
  });
  expect(mayContinue(round.state, { action: 'status', address, now })).toBe(true);
});

test.each(['resend', 'status', 'answer'] as const)(
  'rounds that are no attempts come to an end: %s',
  (action) => {
    const request = { action, address, now: state.expiresAt };
    let last = state;
    let rounds = 1;
    for (; rounds < 99 && mayContinue(last, request); rounds++) {
      last = afterAnswer(last, request).state;
    }
    expect(rounds).toBe(30);
  },
);

test('wrong answers come to an end, whatever rounds are left', () => {
  const wrong = { action: 'answer' as const, address, now };
  expect(mayContinue({ ...state, attemptsLeft: 2 }, wrong)).toBe(true);
  expect(mayContinue({ ...state, attemptsLeft: 1 }, wrong)).toBe(false);
  expect(mayContinue({ ...state, roundsLeft: 1 }, wrong)).toBe(true);
});
