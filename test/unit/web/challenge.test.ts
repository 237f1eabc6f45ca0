import {
  readBrowserChallenge,
  readChallenge,
  secondsUntil,
} from '../../../web/src/client/challenge';

const NOW = 1_700_000_000_000;
const parameters = {
  challenge: 'EMAIL_CODE',
  outcome: 'CODE_SENT',
  destination: 'j•••@e•••',
  codeLength: '6',
  codeExpiresIn: '300',
  resendIn: '30',
  attemptsLeft: '3',
  rememberBrowser: 'ask',
  rememberDays: '30',
};
const sent = readChallenge(parameters, NOW)?.challenge;

test('durations become times on this clock', () => {
  expect(sent).toEqual({
    destination: 'j•••@e•••',
    codeLength: 6,
    sentAt: NOW,
    expiresAt: NOW + 300_000,
    resendAt: NOW + 30_000,
    attemptsLeft: 3,
    hasWrongAnswer: false,
    undelivered: false,
    remember: 'ask',
    rememberDays: 30,
  });
});

test('what is known of a code stays known until the next one', () => {
  const later = NOW + 20_000;
  const failed = readChallenge({ ...parameters, outcome: 'MAIL_FAILED' }, later, sent)?.challenge;
  expect(failed).toMatchObject({ sentAt: NOW, undelivered: true });
  const wrong = readChallenge({ ...parameters, outcome: 'WRONG_CODE' }, later, failed)?.challenge;
  expect(wrong).toMatchObject({ sentAt: NOW, undelivered: true, hasWrongAnswer: true });
  const anew = readChallenge(parameters, later, wrong)?.challenge;
  expect(anew).toMatchObject({ sentAt: later, undelivered: false, hasWrongAnswer: false });
});

test('only what is known is offered', () => {
  const offered = (rememberBrowser?: string) =>
    readChallenge({ ...parameters, rememberBrowser }, NOW)?.challenge.remember;
  expect(['always', 'no', 'sometimes', undefined].map(offered)).toEqual([
    'always',
    'no',
    'no',
    'no',
  ]);
});

test('a question for the key of this browser is no emailed code', () => {
  const asked = { challenge: 'BROWSER_KEY', user: 'sub', challengeId: 'id', nonce: 'nonce' };
  expect(readChallenge(asked, NOW)).toBeUndefined();
  expect(readBrowserChallenge(asked)).toEqual(asked);
  expect(readBrowserChallenge(parameters)).toBeUndefined();
});

test('other challenges are not ours', () => {
  expect(readChallenge(undefined, NOW)).toBeUndefined();
  expect(readChallenge({ destination: 'x' }, NOW)).toBeUndefined();
});

test('seconds are whole and never negative', () => {
  expect(secondsUntil(NOW + 1, NOW)).toBe(1);
  expect(secondsUntil(NOW, NOW)).toBe(0);
  expect(secondsUntil(NOW - 5000, NOW)).toBe(0);
});
