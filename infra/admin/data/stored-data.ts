import { isoTime } from '../../cli/text';
import { failureTime } from '../../../triggers/limits/rules';
import { maskAddress } from '../../../triggers/mail/mask-address';
import { parseKey, type RecordKind } from '../../../triggers/store/keys';
import { untakenPass } from '../../../triggers/store/pass';
import { userState, type Item } from '../../../triggers/store/records';
import { browsersIn } from '../../../triggers/store/browsers';
import { recentSignIns, type RecentSignIn } from '../../../triggers/store/sign-ins';
import { shownBrowsers, type ShownBrowser } from '../mfa/browsers';
import type { UserRecords } from './user-records';

/** What is stored about a user, as `--json` prints it. Times are ISO 8601; missing values are null. */
export interface Stored {
  sub: string;
  user: StoredUser | null;
  codes: StoredCode[];
  notices: StoredMailing[];
  browsers: ShownBrowser[];
}

interface StoredUser {
  /** When codes were created, and wrong codes entered. */
  codes: string[];
  failures: string[];
  lastSignInAt: string | null;
  /** Of the last 30 days, newest first. */
  signIns: StoredSignIn[];
  /** A right code for which no tokens were issued yet. */
  pass: { clientId: string; until: string } | null;
  keptUntil: string | null;
}

interface StoredSignIn {
  at: string;
  how: RecentSignIn['how'];
  browserName: string | null;
  systemName: string | null;
}

interface StoredMailing {
  id: string;
  /** Masked. Cognito has the full address. */
  destination: string;
  locale: string | null;
  createdAt: string | null;
  keptUntil: string | null;
  sentAt: string | null;
  /** SES's id of the email. */
  messageId: string | null;
  failedAt: string | null;
  failure: string | null;
}

interface StoredCode extends StoredMailing {
  clientId: string | null;
  attempts: number;
  usedAt: string | null;
  supersededAt: string | null;
}

export function storedOf(sub: string, { user, mailings }: UserRecords): Stored {
  const ordered = [...mailings].sort((a, b) => Number(a.createdAt?.N) - Number(b.createdAt?.N));
  const of = (kind: RecordKind) => ordered.filter(({ pk }) => parseKey(pk?.S)?.kind === kind);
  return {
    sub,
    user: user ? storedUser(user, of('pass')[0]) : null,
    codes: of('challenge').map((item) => ({
      ...mailing(item),
      clientId: item.clientId?.S ?? null,
      attempts: Number(item.attempts?.N ?? 0),
      usedAt: time(item.usedAt),
      supersededAt: time(item.supersededAt),
    })),
    notices: of('notice').map(mailing),
    browsers: shownBrowsers(browsersIn(of('browsers')[0])),
  };
}

function storedUser(item: Item, passRecord: Item | undefined): StoredUser {
  const { codeTimes, failures } = userState(item);
  const pass = untakenPass(passRecord);
  return {
    codes: codeTimes.map(toIso),
    failures: failures
      .map(failureTime)
      .sort((a, b) => a - b)
      .map(toIso),
    lastSignInAt: time(item.lastSignInAt),
    signIns: recentSignIns(item, Date.now()).map(({ at, how, browserName, systemName }) => ({
      at: toIso(at),
      how,
      browserName: browserName ?? null,
      systemName: systemName ?? null,
    })),
    pass: pass ? { clientId: pass.clientId, until: new Date(pass.validUntil).toISOString() } : null,
    keptUntil: time(item.expiresAt, 1000),
  };
}

const mailing = (item: Item): StoredMailing => ({
  id: parseKey(item.pk?.S)?.id ?? '',
  destination: maskAddress(item.destination?.S ?? ''),
  locale: item.locale?.S ?? null,
  createdAt: time(item.createdAt),
  keptUntil: time(item.expiresAt, 1000),
  sentAt: time(item.sentAt),
  messageId: item.messageId?.S ?? null,
  failedAt: time(item.failedAt),
  failure: item.failure?.S ?? null,
});

type Value = Item[string] | undefined;
const toIso = (epochMs: number) => new Date(epochMs).toISOString();
/** Of epoch milliseconds; `unit` 1000 for the TTL attribute, which is in seconds. */
const time = (value: Value, unit = 1) =>
  isoTime(value?.N === undefined ? undefined : Number(value.N) * unit);
