import { lockNoticeItem, type LockNoticeRecord } from './records';
import { putNew, transact } from './table';

/**
 * Writes the notice of a lock. Its id names the end of the lock, so that there is one per lock.
 * @returns false if it is there already
 */
export async function writeLockNotice(record: LockNoticeRecord): Promise<boolean> {
  return (await transact([putNew(lockNoticeItem(record))])) === undefined;
}
