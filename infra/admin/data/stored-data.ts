import { failureTime } from '../../../triggers/limits/rules';
import { maskAddress } from '../../../triggers/mail/address';
import { userState, type Item } from '../../../triggers/store/records';
import type { UserRecords } from './user-records';

/** What is stored of a user, as `--json` shows it. Times are ISO 8601; what is not there is null. */
export interface Stored {
  sub: string;
  user: StoredUser | null;
  codes: StoredCode[];
  notices: StoredMailing[];
}

interface StoredUser {
  /** When codes were made, and wrong ones entered. */
  codes: string[];
  failures: string[];
  lastSignInAt: string | null;
  /** A right code whose tokens have not been fetched. */
  pass: { clientId: string; until: string } | null;
  keptUntil: string | null;
}

interface StoredMailing {
  id: string;
  /** Masked: the whole address stands in Cognito. */
  destination: string;
  locale: string | null;
  createdAt: string | null;
  keptUntil: string | null;
  sentAt: string | null;
  /** SES's id of the mail. */
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
  const of = (prefix: string) => ordered.filter(({ pk }) => pk?.S?.startsWith(prefix));
  return {
    sub,
    user: user ? storedUser(user) : null,
    codes: of('challenge#').map((item) => ({
      ...mailing(item),
      clientId: item.clientId?.S ?? null,
      attempts: Number(item.attempts?.N ?? 0),
      usedAt: time(item.usedAt),
      supersededAt: time(item.supersededAt),
    })),
    notices: of('notice#').map(mailing),
  };
}

function storedUser(item: Item): StoredUser {
  const { codeTimes, failures } = userState(item);
  const until = time(item.passUntil);
  return {
    codes: codeTimes.map(iso),
    failures: failures
      .map(failureTime)
      .sort((a, b) => a - b)
      .map(iso),
    lastSignInAt: time(item.lastSignInAt),
    pass: until ? { clientId: item.passClientId?.S ?? '', until } : null,
    keptUntil: seconds(item.expiresAt),
  };
}

const mailing = (item: Item): StoredMailing => ({
  id: item.pk?.S?.replace(/^\w+#/, '') ?? '',
  destination: maskAddress(item.destination?.S ?? ''),
  locale: item.locale?.S ?? null,
  createdAt: time(item.createdAt),
  keptUntil: seconds(item.expiresAt),
  sentAt: time(item.sentAt),
  messageId: item.messageId?.S ?? null,
  failedAt: time(item.failedAt),
  failure: item.failure?.S ?? null,
});

type Value = Item[string] | undefined;
const iso = (epochMs: number) => new Date(epochMs).toISOString();
const time = (value: Value) => (value?.N === undefined ? null : iso(Number(value.N)));
const seconds = (value: Value) => (value?.N === undefined ? null : iso(Number(value.N) * 1000));
