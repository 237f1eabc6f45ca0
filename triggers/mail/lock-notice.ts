import { audit } from '../audit/audit';
import { logError } from '../audit/log';
import { toLocaleList } from './locales';
import type { Who } from '../runtime/refusal';
import type { Answer, User } from '../store/challenges';
import { lockNoticeItem, userKey, userState } from '../store/records';
import { putNew, read, transact } from '../store/table';
import { lockedUntil } from '../limits/rules';

/** A lock that its user gets an email about. */
export interface Lock {
  user: User;
  who: Who;
  /** The user's attributes, with the verified address. */
  attributes: Record<string, string>;
  /** Epoch milliseconds. */
  until: number;
  now: number;
}

/**
 * Checks after a wrong answer whether it used up the user's last allowed failure.
 * @returns until when the user is locked, in epoch milliseconds; undefined if the user is not locked
 */
export async function lockDue({ user, limits, now }: Answer): Promise<number | undefined> {
  return lockedUntil(userState(await read(userKey(user.userPoolId, user.sub))), now, limits);
}

/**
 * Stores the notice that makes the mailer email the user about the lock. Both the answer that locks and
 * every later refusal call this, in case the first call failed. The notice's key names the end of the lock,
 * so the user gets one email, and only the call that stores it writes the audit event. An error is logged
 * and not thrown, because the caller refuses the sign-in in any case.
 */
export async function requestLockNotice({
  user,
  who,
  attributes,
  until,
  now,
}: Lock): Promise<void> {
  const notice = lockNoticeItem({
    id: `${user.userPoolId}#${user.sub}#${until}`,
    sub: user.sub,
    destination: attributes.email ?? '',
    locale: toLocaleList(attributes.locale),
    lockedUntil: until,
    createdAt: now,
    expiresAt: Math.ceil(until / 1000),
  });
  try {
    const existing = await transact([putNew(notice)]);
    if (!existing) audit('user.locked', who);
  } catch (error) {
    logError('user.lock-untold', error, who);
  }
}
