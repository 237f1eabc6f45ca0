import { putOnBus, trailOf } from './audit';
import { currentStack } from './current-stack';
import { everyMail, type Mail } from './inbox';
import { everyLogLine } from './secrets';

const FIELDS =
  'version event sub clientId challengeId messageId eventId reason error message stack service name level text _aws'.split(
    ' ',
  );

/** The fields of a log line, but for the metrics in it. */
function fieldsOf(line: string): string[] {
  const parsed = JSON.parse(line) as { message?: unknown; _aws?: Emf };
  const fields = parsed._aws ? parsed : parsed.message;
  if (typeof fields !== 'object' || fields === null || !('event' in fields)) return [];
  const metrics = parsed._aws?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics) ?? [];
  return Object.keys(fields).filter((name) => !metrics.some(({ Name }) => Name === name));
}

interface Emf {
  CloudWatchMetrics: { Metrics: { Name: string }[] }[];
}

const SCHEMA = 'version id time event sub clientId challengeId messageId reason'.split(' ');

/** The fields of events of the schema that there is; tests make up others, to be passed on whole. */
const eventFieldsOf = (event: string): string[] => {
  const parsed = JSON.parse(event) as { version: string };
  return parsed.version === '1' ? Object.keys(parsed) : [];
};

/** The digits that stand apart in a mail's text, in any language: its code. */
const codesIn = ({ body }: Mail) => body.text?.match(/(?<![\w.-])\d{6,10}(?![\w.-])/g) ?? [];

/**
 * After each test file: all that the functions and parts have logged so far, and all that is in the audit
 * trail and on the bus, for all files before it too, holds no code that was mailed, no full address, no token
 * and nothing that only Cognito's session holds.
 */
afterAll(async () => {
  const stack = currentStack();
  const lines = everyLogLine(stack);
  const told = [...(await trailOf(stack)), ...(await putOnBus(stack)).map(({ Detail }) => Detail)];
  const log = [...lines, ...told].join('\n');
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
  // A file whose tests start stacks of their own may leave this one idle.
  expect(fields.size > 0).toBe(log.includes('"event":'));
  expect([...fields].filter((name) => !FIELDS.includes(name))).toEqual([]);
  const eventFields = new Set(told.flatMap(eventFieldsOf));
  expect([...eventFields].filter((name) => !SCHEMA.includes(name))).toEqual([]);
});
