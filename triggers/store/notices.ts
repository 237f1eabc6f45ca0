import type { AddressDecision } from '../limits/address';
import { DAY } from '../limits/rules';
import { maskAddress } from '../mail/mask-address';
import { userKey } from './keys';
import {
  noticeItem,
  type ChallengeRecord,
  type Item,
  type NoticeRecord,
  type User,
} from './records';
import type { RecentSignIn } from './sign-ins';
import { putNew, transact, update } from './table';
import { noteFailure } from './user-updates';

/**
 * Writes a notice, which has it mailed.
 * @returns false if there is one of this id already
 */
export async function writeNotice(record: NoticeRecord): Promise<boolean> {
  return (await transact([putNew(noticeItem(record))])) === undefined;
}

/**
 * Writes the notice of a lock, which has it mailed, and notes the lock among the recent sign-ins.
 * @returns false if there is one of this id already
 */
export async function writeLockNotice(
  { userPoolId, sub }: User,
  record: NoticeRecord,
  lock: RecentSignIn,
): Promise<boolean> {
  const note = update(userKey(userPoolId, sub), noteFailure(lock));
  return (await transact([putNew(noticeItem(record)), note])) === undefined;
}

/** Tells the old address of the new one. */
export const addressNotice = (
  { userPoolId, sub }: User,
  { locales, timeZone, createdAt }: Pick<ChallengeRecord, 'locales' | 'timeZone' | 'createdAt'>,
  { from, to, codesMoveAt }: NonNullable<AddressDecision['change']>,
): Item =>
  noticeItem({
    noticeKind: 'addressChanged',
    id: `${userPoolId}#${sub}#address#${createdAt}`,
    sub,
    address: from,
    maskedNewAddress: maskAddress(to),
    codesMoveAt,
    locales,
    timeZone,
    createdAt,
    expiresAtSeconds: Math.ceil((createdAt + DAY) / 1000),
  });
