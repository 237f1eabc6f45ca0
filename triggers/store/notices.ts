import type { AddressDecision } from '../limits/address';
import { DAY } from '../limits/rules';
import { maskAddress } from '../mail/mask-address';
import {
  noticeItem,
  type ChallengeRecord,
  type Item,
  type NoticeRecord,
  type User,
} from './records';
import { putNew, transact } from './table';

/**
 * Writes a notice, which has it mailed.
 * @returns false if there is one of this id already
 */
export async function writeNotice(record: NoticeRecord): Promise<boolean> {
  return (await transact([putNew(noticeItem(record))])) === undefined;
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
