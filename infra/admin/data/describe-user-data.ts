import { facts, table, time } from '../../cli/text';
import type { Stored } from './stored-data';

const local = (iso: string | null) => (iso ? time(Date.parse(iso)) : '');

/** @param name how the user is known; the sub if the pool knows the user no more */
export function asText(name: string, { sub, user, codes, notices }: Stored): string {
  const about = facts([
    ['User', name],
    ['Sub', sub],
    ['Codes made', user?.codes.map(local).join(', ') || 'none on record'],
    ['Wrong codes', user?.failures.map(local).join(', ') || 'none on record'],
    ['Last sign-in', local(user?.lastSignInAt ?? null) || 'none on record'],
    ['Pass', user?.pass ? `tokens can be fetched until ${local(user.pass.until)}` : 'none waiting'],
    ['Kept until', local(user?.keptUntil ?? null) || 'there is no user record'],
  ]);
  const mailings = [
    ...codes.map((code) => ({ ...code, what: 'code' })),
    ...notices.map((notice) => ({ ...notice, what: 'lock notice', clientId: null })),
  ];
  if (mailings.length === 0) return `${about}\nNo codes or notices are stored.`;
  const rows = mailings.map((mailing) => [
    mailing.what,
    local(mailing.createdAt),
    mailing.destination,
    stateOf(mailing),
    local(mailing.keptUntil),
  ]);
  return `${about}\n${table(['What', 'Made', 'To', 'State', 'Kept until'], rows)}`;
}

type Mailing = Stored['notices'][number] & Partial<Stored['codes'][number]>;

function stateOf({ usedAt, supersededAt, failedAt, failure, sentAt }: Mailing): string {
  if (usedAt) return 'used';
  if (failedAt) return `not mailed: ${failure ?? 'unknown'}`;
  if (supersededAt) return 'replaced';
  return sentAt ? 'mailed' : 'to be mailed';
}
