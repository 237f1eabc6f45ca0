import { localTime, nameValueList, table } from '../../cli/text';
import { browserTable } from '../mfa/browsers';
import type { Stored } from './stored-data';

/** @param name the name to show; the sub if the user is no longer in the pool */
export function asText(name: string, stored: Stored): string {
  const { sub, user, codes, notices, browsers } = stored;
  const about = nameValueList([
    ['User', name],
    ['Sub', sub],
    ['Codes created', user?.codes.map(localTime).join(', ') || 'none recorded'],
    ['Wrong codes', user?.failures.map(localTime).join(', ') || 'none recorded'],
    ['Last sign-in', localTime(user?.lastSignInAt ?? null) || 'none recorded'],
    ['Recent sign-ins', user?.signIns.map(signInText).join(', ') || 'none in the last 30 days'],
    ['Pass', user?.pass ? `tokens can be issued until ${localTime(user.pass.until)}` : 'none'],
    ['Kept until', localTime(user?.keptUntil ?? null) || 'no user record'],
  ]);
  const mailings = [
    ...codes.map((code) => ({ ...code, what: 'code' })),
    ...notices.map((notice) => ({ ...notice, what: 'notice', clientId: null })),
  ];
  const remembered = browsers.length > 0 ? browserTable(browsers) : 'No browser is remembered.';
  if (mailings.length === 0) return `${about}\n${remembered}\nNo codes or notices are stored.`;
  const rows = mailings.map((mailing) => [
    mailing.what,
    localTime(mailing.createdAt),
    mailing.destination,
    stateOf(mailing),
    localTime(mailing.keptUntil),
  ]);
  return `${about}\n${remembered}\n${table(['What', 'Created', 'To', 'State', 'Kept until'], rows)}`;
}

const HOW = { code: 'code', browser: 'remembered browser', failed: 'wrong code', locked: 'locked' };
type SignIn = NonNullable<Stored['user']>['signIns'][number];

const signInText = (signIn: SignIn): string => `${localTime(signIn.at)} ${HOW[signIn.how]}`;

type Mailing = Stored['notices'][number] & Partial<Stored['codes'][number]>;

function stateOf({ usedAt, supersededAt, failedAt, failure, sentAt }: Mailing): string {
  if (usedAt) return 'used';
  if (failedAt) return `not sent: ${failure ?? 'unknown'}`;
  if (supersededAt) return 'replaced';
  return sentAt ? 'sent' : 'to be sent';
}
