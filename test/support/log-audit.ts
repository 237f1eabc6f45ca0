import { currentStack } from './current-stack';
import { everyMail, type Mail } from './inbox';
import { everyLogLine } from './secrets';

const FIELDS =
  'version event sub clientId challengeId messageId eventId reason error message service _aws'.split(
    ' ',
  );

/** The fields of a log line, but for the metrics in it: theirs are numbers. */
function fieldsOf(line: string): string[] {
  const parsed = JSON.parse(line) as { message?: unknown; _aws?: unknown };
  const fields = parsed._aws ? parsed : parsed.message;
  if (typeof fields !== 'object' || fields === null || !('event' in fields)) return [];
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'number' ? [] : [name],
  );
}

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
  const fields = new Set(lines.filter((line) => line.startsWith('{')).flatMap(fieldsOf));
  expect(fields.size).toBeGreaterThan(0);
  expect([...fields].filter((name) => !FIELDS.includes(name))).toEqual([]);
});
