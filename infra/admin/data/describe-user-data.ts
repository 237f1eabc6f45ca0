import { localTime, nameValueList, table } from '../../cli/text';
import type { Stored } from './stored-data';

/** @param name the name to show; the sub if the user is no longer in the pool */
export function asText(name: string, { sub, user, codes, notices }: Stored): string {
  const about = nameValueList([
    ['User', name],
    ['Sub', sub],
    ['Codes created', user?.codes.map(localTime).join(', ') || 'none recorded'],
    ['Wrong codes', user?.failures.map(localTime).join(', ') || 'none recorded'],
    ['Last sign-in', localTime(user?.lastSignInAt ?? null) || 'none recorded'],
    ['Pass', user?.pass ? `tokens can be issued until ${localTime(user.pass.until)}` : 'none'],
    ['Kept until', localTime(user?.keptUntil ?? null) || 'no user record'],
  ]);
  const mailings = [
    ...codes.map((code) => ({ ...code, what: 'code' })),
    ...notices.map((notice) => ({ ...notice, what: 'lock notice', clientId: null })),
  ];
  if (mailings.length === 0) return `${about}\nNo codes or notices are stored.`;
  const rows = mailings.map((mailing) => [
    mailing.what,
    localTime(mailing.createdAt),
    mailing.destination,
    stateOf(mailing),
    localTime(mailing.keptUntil),
  ]);
  return `${about}\n${table(['What', 'Created', 'To', 'State', 'Kept until'], rows)}`;
}

type Mailing = Stored['notices'][number] & Partial<Stored['codes'][number]>;

function stateOf({ usedAt, supersededAt, failedAt, failure, sentAt }: Mailing): string {
  if (usedAt) return 'used';
  if (failedAt) return `not sent: ${failure ?? 'unknown'}`;
  if (supersededAt) return 'replaced';
  return sentAt ? 'sent' : 'to be sent';
}
