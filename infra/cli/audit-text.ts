import { styleText } from 'node:util';
import type { AuditEvent } from '../../triggers/audit/gather/read-events';

/** Events in words, by event or by event and reason. */
const WORDS: Record<string, string> = {
  'challenge.created': 'code created',
  'challenge.created:SIGN_IN': 'code created',
  'challenge.created:RESEND': 'new code created',
  'challenge.refused': 'no code',
  'challenge.refused:EmailMfaClientOutdated': 'no code: app is out of date',
  'challenge.refused:EmailMfaLocked': 'no code: locked',
  'challenge.refused:EmailMfaTooManyCodes': 'no code: too many in an hour',
  'challenge.refused:EmailMfaUnverifiedAddress': 'no code: address not verified',
  'challenge.refused:RESEND_TOO_EARLY': 'no new code yet',
  'mail.sent': 'code sent',
  'mail.sent:LOCK_NOTICE': 'lock notice sent',
  'mail.sent:ADDRESS_NOTICE': 'notice of the new address sent',
  'mail.sent:PASSWORD_NOTICE': 'notice of the password reset sent',
  'mail.sent:BROWSER_NOTICE': 'notice of the browser sent',
  'mail.failed': 'not sent',
  'mail.undelivered': 'not delivered',
  'mail.undelivered:Complaint': 'reported as spam',
  'answer.right': 'correct code',
  'answer.right:REPEAT': 'correct code, repeated',
  'answer.wrong': 'incorrect code',
  'answer.wrong:WRONG_CODE': 'incorrect code',
  'answer.wrong:MALFORMED': 'not a code',
  'answer.wrong:CHALLENGE_OVER': 'code already used or replaced',
  'answer.wrong:ADDRESS_CHANGED': 'code for another address',
  'answer.expired': 'code expired',
  'address.changed': 'address changed',
  'address.confirmed': 'address confirmed by an admin',
  'password.reset': 'password reset by email',
  'browser.remembered': 'browser remembered',
  'browser.used': 'remembered browser, no code',
  'browser.used:REPEAT': 'remembered browser, repeated',
  'browser.refused': 'browser refused',
  'browser.refused:NOT_REMEMBERED': 'browser not remembered',
  'browser.refused:OTHER_CLIENT': 'browser of another app client',
  'browser.refused:NO_KEY': 'browser lost its key',
  'browser.refused:TOO_LATE': 'browser answered too late',
  'browser.refused:WRONG_SIGNATURE': 'browser did not prove its key',
  'browser.refused:FORGOTTEN': 'browser was forgotten',
  'browser.refused:REPLAYED': 'browser proof used before',
  'browser.refused:TURNED_OFF': 'no browser is remembered',
  'browser.forgotten': 'browsers forgotten',
  'browser.forgotten:PASSWORD_RESET': 'browsers forgotten: password reset',
  'browser.forgotten:USER': 'browser forgotten by the user',
  'user.locked': 'locked: too many wrong codes',
  'user.unlocked': 'unlocked by an admin',
  'tokens.released': 'signed in',
  'tokens.refused': 'no tokens',
  'tokens.refused:EmailMfaRequired': 'no tokens: no code entered',
  'trigger.missing': 'trigger missing',
  'trigger.foreign': 'foreign trigger',
  'client.open': 'client lets users in without code',
  'pool.conflict': 'pool conflicts with the code',
  'guard.repaired': 'triggers put back',
  'guard.unrepaired': 'triggers not put back',
};

/** All events, for `--event`. */
export const EVENTS = [...new Set(Object.keys(WORDS).map((key) => key.split(':')[0] ?? key))];

const GOOD = [
  ...['mail.sent', 'answer.right', 'browser.used', 'tokens.released'],
  ...['user.unlocked', 'guard.repaired'],
];
const BAD = [
  ...['address.changed', 'mail.failed', 'mail.undelivered', 'user.locked', 'tokens.refused'],
  ...['trigger.missing', 'trigger.foreign', 'client.open', 'pool.conflict', 'guard.unrepaired'],
];
const WARNING = ['challenge.refused', 'answer.wrong', 'answer.expired', 'browser.refused'];

/** An event in words, with its reason unless the words say it. */
export function inWords({ event, reason }: AuditEvent): string {
  const what = WORDS[event] ?? event;
  if (typeof reason !== 'string') return what;
  return WORDS[`${event}:${reason}`] ?? `${what}: ${reason}`;
}

/** Shortens an id for people. */
export const short = (id: unknown): string => (typeof id === 'string' ? id.slice(0, 8) : '-');

const WIDTH = Math.max(...Object.values(WORDS).map(({ length }) => length));

/** One line: time, what happened and why, user, app client. */
export function asLine(event: AuditEvent, colours: boolean): string {
  const { sub, clientId } = event;
  const time = new Date(event.time).toLocaleTimeString('en-GB');
  const what = inWords(event).padEnd(WIDTH);
  const where = `user ${short(sub)}  client ${short(clientId)}`;
  if (!colours) return [time, what, where].join('  ');
  const colour = colourOf(event.event);
  return [paint('dim', time), colour ? paint(colour, what) : what, paint('dim', where)].join('  ');
}

/** The caller decides whether to use colours. */
const paint = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { validateStream: false });

function colourOf(event: string): 'green' | 'red' | 'yellow' | undefined {
  if (GOOD.includes(event)) return 'green';
  if (BAD.includes(event)) return 'red';
  return WARNING.includes(event) ? 'yellow' : undefined;
}
