import { currentStack } from './current-stack';
import { everyMail, type Mail } from './inbox';
import { everyLogLine } from './secrets';

const FIELDS = 'event sub clientId challengeId messageId eventId reason error message'.split(' ');

/** The digits that stand apart in a mail's text, in any language: its code. */
const codesIn = ({ body }: Mail) => body.text?.match(/(?<![\w.-])\d{6,10}(?![\w.-])/g) ?? [];

/**
 * After each test file: all that the functions and parts have logged so far, for all files before it too,
 * holds no code that was mailed, no full address, no token and nothing that only Cognito's session holds.
 */
afterAll(async () => {
  const stack = currentStack();
  const lines = everyLogLine(stack);
  const log = lines.join('\n');
  expect(log.length).toBeGreaterThan(0);
  for (const mail of await everyMail(stack)) {
    for (const address of mail.destination.to) expect(log).not.toContain(address);
    for (const code of codesIn(mail)) {
      expect(log).not.toMatch(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`));
    }
  }
  expect(log).not.toMatch(/eyJ[\w-]{10,}\./);
  expect(log).not.toMatch(/attemptsLeft|challengeMetadata|privateChallengeParameters|sealedCode/);
  // A field that nobody has thought about might hold a key or an answer, which no search can tell.
  const events = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { message?: Record<string, unknown> }).message)
    .filter((message) => typeof message === 'object' && 'event' in message);
  expect(events.length).toBeGreaterThan(0);
  const fields = new Set(events.flatMap((message) => Object.keys(message ?? {})));
  expect([...fields].filter((name) => !FIELDS.includes(name))).toEqual([]);
});
