import { audit } from '../audit/audit';
import { logError } from '../audit/log';
import { chooseLocale } from './locale';
import type { Who } from '../runtime/refusal';
import type { Answer, User } from '../store/challenges';
import { lockNoticeItem, userKey, userState } from '../store/records';
import { putNew, read, transact } from '../store/table';
import { lockedUntil } from '../limits/rules';

/** Whom to tell of a lock. */
export interface Locked {
  user: User;
  who: Who;
  /** Attributes of the user, with the verified address. */
  attributes: Record<string, string>;
  /** Epoch milliseconds. */
  until: number;
  now: number;
}

/**
 * After a wrong answer: whether it filled the user's budget.
 * @returns until when the user is locked (epoch ms), undefined if there is room left
 */
export async function lockDue({ user, limits, now }: Answer): Promise<number | undefined> {
  return lockedUntil(userState(await read(userKey(user.userPoolId, user.sub))), now, limits);
}

/**
 * Has the user told of a lock by mail, once: the notice is named for its end. It is asked for by the answer
 * that locks and by everyone who is refused thereafter, in case the first did not get to it. Whoever's
 * notice is the first tells the audit trail, too. A failure is for the log only, as the refusal goes out in
 * any case.
 */
export async function tellOfLock({ user, who, attributes, until, now }: Locked): Promise<void> {
  const notice = lockNoticeItem({
    id: `${user.userPoolId}#${user.sub}#${until}`,
    sub: user.sub,
    destination: attributes.email ?? '',
    locale: chooseLocale(attributes.locale),
    lockedUntil: until,
    createdAt: now,
    expiresAt: Math.ceil(until / 1000),
  });
  try {
    const isThere = await transact([putNew(notice)]);
    if (!isThere) audit('user.locked', who);
  } catch (error) {
    logError('user.lock-untold', error, who);
  }
}
