import { noticeItem, type NoticeRecord } from './records';
import { putNew, transact } from './table';

/**
 * Writes a notice, which has it mailed.
 * @returns false if there is one of this id already
 */
export async function writeNotice(record: NoticeRecord): Promise<boolean> {
  return (await transact([putNew(noticeItem(record))])) === undefined;
}
