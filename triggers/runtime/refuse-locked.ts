import { audit } from '../audit/audit';
import { logError } from '../audit/log';
import type { ClientDetails } from '../challenge/client-details';
import { noticeAddress } from '../challenge/verified-address';
import { toLocaleList } from '../mail/locales';
import { writeLockNotice } from '../store/notices';
import type { Lock } from '../store/answers';
import type { User } from '../store/records';
import { LOCKED, UserFacingError } from './refusal';
import type { Who } from './trigger';

export interface LockedSignIn {
  user: User;
  who: Who;
  /** Attributes of the user in the pool. */
  attributes: Record<string, string>;
  client: ClientDetails;
  locked: Lock;
  now: number;
}

/**
 * Refuses a locked user, and has the user told of the lock by mail, once. Every refusal asks for the notice,
 * in case the answer that locked did not get to it; the one that writes it also tells the audit trail. If
 * that fails, it is only logged: the refusal goes out in any case.
 * @throws UserFacingError always
 */
export async function refuseLocked(signIn: LockedSignIn): Promise<never> {
  const { user, who, attributes, client, now } = signIn;
  const { until, codeAddress } = signIn.locked;
  try {
    const isNew = await writeLockNotice(
      user,
      {
        noticeKind: 'lock',
        // Names the end of the lock, so that there is one notice per lock.
        id: `${user.userPoolId}#${user.sub}#${until}`,
        sub: user.sub,
        // Without an address the mailer sends nothing: only a verified one may get a mail.
        address: noticeAddress(attributes, codeAddress) ?? '',
        locales: toLocaleList(attributes.locale),
        timeZone: undefined,
        lockedUntil: until,
        createdAt: now,
        expiresAtSeconds: Math.ceil(until / 1000),
      },
      { at: now, how: 'locked', browserName: client.browserName, systemName: client.systemName },
    );
    if (isNew) audit('user.locked', who);
  } catch (error) {
    logError('user.lock-untold', error, who);
  }
  throw new UserFacingError(LOCKED, until);
}
