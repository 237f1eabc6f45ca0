import { styleText } from 'node:util';
import type { AuditEvent } from '../../triggers/audit/gather/read-events';

/** What happened, in plain words; by event, or by event and reason where the words tell the reason, too. */
const WORDS: Record<string, string> = {
  'challenge.created': 'code made',
  'challenge.created:SIGN_IN': 'code made',
  'challenge.created:RESEND': 'another code made',
  'challenge.refused': 'no code',
  'challenge.refused:EmailMfaClientOutdated': 'refused: app is out of date',
  'challenge.refused:EmailMfaLocked': 'refused: locked',
  'challenge.refused:EmailMfaTooManyCodes': 'no code: too many in an hour',
  'challenge.refused:EmailMfaUnverifiedAddress': 'no code: address not verified',
  'challenge.refused:RESEND_TOO_EARLY': 'no further code yet',
  'mail.sent': 'code mailed',
  'mail.sent:LOCK_NOTICE': 'told of the lock by mail',
  'mail.failed': 'not mailed',
  'mail.undelivered': 'not delivered',
  'mail.undelivered:Complaint': 'mail reported as spam',
  'answer.right': 'right code',
  'answer.right:REPEAT': 'right code, once more',
  'answer.wrong': 'wrong code',
  'answer.wrong:WRONG_CODE': 'wrong code',
  'answer.wrong:MALFORMED': 'answer is no code',
  'answer.wrong:CHALLENGE_OVER': 'code is used up or replaced',
  'answer.expired': 'code came too late',
  'answer.wrong:ADDRESS_CHANGED': 'code for another address',
  'address.changed': 'the address is another one',
  'user.locked': 'locked: too many wrong codes',
  'user.unlocked': 'unlocked by an admin',
  'tokens.released': 'signed in',
  'tokens.refused': 'no tokens',
  'tokens.refused:EmailMfaRequired': 'no tokens: no code entered',
};

/** The events there are, for `--event`. */
export const EVENTS = [...new Set(Object.keys(WORDS).map((key) => key.split(':')[0] ?? key))];

const GOOD = ['mail.sent', 'answer.right', 'tokens.released', 'user.unlocked'];
const BAD = ['address.changed', 'mail.failed', 'mail.undelivered', 'user.locked', 'tokens.refused'];
const WARNING = ['challenge.refused', 'answer.wrong', 'answer.expired'];

/** What happened, and why if the words for it do not say so. */
export function inWords({ event, reason }: AuditEvent): string {
  const what = WORDS[event] ?? event;
  if (typeof reason !== 'string') return what;
  return WORDS[`${event}:${reason}`] ?? `${what}: ${reason}`;
}

/** Enough of an id to tell it from others. */
export const short = (id: unknown): string => (typeof id === 'string' ? id.slice(0, 8) : '-');

const WIDTH = Math.max(...Object.values(WORDS).map(({ length }) => length));

/** One line for people: time, what happened and why, user, app client. */
export function asLine(event: AuditEvent, colours: boolean): string {
  const { sub, clientId } = event;
  const time = new Date(event.time).toLocaleTimeString('en-GB');
  const what = inWords(event).padEnd(WIDTH);
  const where = `user ${short(sub)}  client ${short(clientId)}`;
  if (!colours) return [time, what, where].join('  ');
  const colour = colourOf(event.event);
  return [paint('dim', time), colour ? paint(colour, what) : what, paint('dim', where)].join('  ');
}

/** The caller has looked whether there is a terminal. */
const paint = (format: Parameters<typeof styleText>[0], text: string) =>
  styleText(format, text, { validateStream: false });

function colourOf(event: string): 'green' | 'red' | 'yellow' | undefined {
  if (GOOD.includes(event)) return 'green';
  if (BAD.includes(event)) return 'red';
  return WARNING.includes(event) ? 'yellow' : undefined;
}
