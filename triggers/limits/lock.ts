import { chooseLocale } from '../mail/locale';
import type { Answer } from '../store/challenges';
import { lockNoticeItem, userKey, userState } from '../store/records';
import { putNew, read, transact } from '../store/table';
import { DAY, lockedUntil } from './rules';

/**
 * After a wrong answer: if it filled the user's budget, the user is locked, and told so by mail. Answers
 * that fill it at the same time see the same last failure and so name the notice alike; one is written.
 * @returns until when the user is locked (epoch ms), undefined if there is room left
 */
export async function lockIfDue(
  { user, limits, now }: Answer,
  attributes: Record<string, string>,
): Promise<number | undefined> {
  const state = userState(await read(userKey(user.userPoolId, user.sub)));
  const until = lockedUntil(state, now, limits);
  if (until === undefined) return undefined;
  await transact([
    putNew(
      lockNoticeItem({
        id: `${user.userPoolId}#${user.sub}#${until}`,
        sub: user.sub,
        destination: attributes.email ?? '',
        locale: chooseLocale(attributes.locale),
        lockedUntil: until,
        createdAt: now,
        expiresAt: Math.ceil((now + DAY) / 1000),
      }),
    ),
  ]);
  return until;
}
