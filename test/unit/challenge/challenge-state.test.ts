import {
  actionOf,
  afterAnswer,
  decodeHeld,
  encodeHeld,
  identify,
  publicParameters,
} from '../../../triggers/challenge/challenge-state';

const now = 1_700_000_000_000;
const held = {
  id: 'a',
  key: 'secret-key',
  destination: 'j•••@e•••',
  codeLength: 6,
  expiresAt: now + 299_400,
  resendAt: now + 30_000,
  attemptsLeft: 3,
};

test('the client learns masked address and times left, and no secret', () => {
  const parameters = publicParameters(held, 'CODE_SENT', now);
  expect(parameters).toEqual({
    challenge: 'EMAIL_CODE',
    outcome: 'CODE_SENT',
    destination: 'j•••@e•••',
    codeLength: '6',
    codeExpiresIn: '300',
    resendIn: '30',
    attemptsLeft: '3',
  });
});

test('times that have passed are 0', () => {
  const parameters = publicParameters(held, 'CODE_EXPIRED', now + 400_000);
  expect([parameters.codeExpiresIn, parameters.resendIn]).toEqual(['0', '0']);
});

test('each answer has its outcome', () => {
  expect(afterAnswer(held, { action: 'answer', now })).toEqual({
    held: { ...held, attemptsLeft: 2 },
    outcome: 'WRONG_CODE',
  });
  expect(afterAnswer(held, { action: 'answer', now: held.expiresAt })).toEqual({
    held,
    outcome: 'CODE_EXPIRED',
  });
});

test('a resend and a question are no attempts', () => {
  expect(afterAnswer(held, { action: 'resend', now })).toEqual({
    held,
    outcome: 'RESEND_TOO_EARLY',
  });
  expect(afterAnswer(held, { action: 'status', now })).toEqual({
    held,
    outcome: 'MAIL_ON_ITS_WAY',
  });
});

test('what the session keeps comes back whole', () => {
  expect(decodeHeld(encodeHeld(held))).toEqual(held);
  expect(decodeHeld(undefined)).toBeUndefined();
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
  const next = identify(held);
  expect(identify(held)).toEqual(next);
  expect(next.id).not.toBe(held.id);
  expect(Buffer.from(next.key, 'base64url')).toHaveLength(32);
  expect(identify({ ...held, key: 'other' })).not.toEqual(next);
  expect(identify({ ...held, id: 'b' })).not.toEqual(next);
  expect(identify(undefined)).not.toEqual(identify(undefined));
});

test('what is no challenge of ours is refused without quoting it', () => {
  expect(() => decodeHeld('secret-key')).toThrow(/^The session holds no challenge of ours$/);
});
