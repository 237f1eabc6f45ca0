import { decideAddress } from '../limits/address';
import { number } from './clauses';
import { addressNotice } from './notices';
import { userKey } from './keys';
import { addressState, userExpiry, userState, type Item, type User } from './records';
import { putNew, read, updateIf } from './table';
import { writeWithUser, type Plan } from './user-transaction';
import { stateIfUnchanged } from './user-updates';

/** A change of address that the user asks for, in the user record. */

/** The record; undefined if the user never asked for a code. */
export const readUser = ({ userPoolId, sub }: User): Promise<Item | undefined> =>
  read(userKey(userPoolId, sub));

/**
 * Counts that a user asks for another address.
 * @param cooldown milliseconds that must lie between two of them
 * @returns false if the last was too short ago
 */
export const mayAskForAddress = ({ userPoolId, sub }: User, now: number, cooldown: number) =>
  updateIf(userKey(userPoolId, sub), {
    UpdateExpression: 'SET addressAskedAt = :now, expiresAt = :userExpiry',
    ConditionExpression: 'attribute_not_exists(addressAskedAt) OR addressAskedAt <= :cooledDown',
    ExpressionAttributeValues: {
      ':now': number(now),
      ':cooledDown': number(now - cooldown),
      ':userExpiry': userExpiry(now),
    },
  });

interface AddressChange {
  user: User;
  /** The pool's address before. */
  from: string;
  /** The pool's address now. */
  to: string;
  /** Language tags, best first, separated by commas. */
  locales: string | undefined;
  /** Milliseconds that codes still go to the old address. */
  hold: number;
  now: number;
}

/**
 * Notes that the pool has another address, as the next sign-in would, and writes the notice to the old one in the same
 * transaction. If a sign-in was faster, it has written both.
 */
export async function noteAddressChange(change: AddressChange): Promise<void> {
  const { user, from, to, locales, hold, now } = change;
  const plan = (seen: Item | undefined): Plan => {
    const before = addressState(seen);
    const decision = decideAddress(before, to, { now, hold });
    // Without a record nothing is held, and codes went to the pool's address.
    const known = before.codeAddress === undefined ? { from, to, codesMoveAt: now } : undefined;
    const noticed = decision.change ?? known;
    const notice =
      noticed && addressNotice(user, { locales, timeZone: undefined, createdAt: now }, noticed);
    return {
      change: stateIfUnchanged(seen, userState(seen), now, decision.state),
      writes: notice ? [putNew(notice)] : [],
    };
  };
  const seen = await readUser(user);
  const { outcome } = await writeWithUser({ user, likely: plan(seen), decide: plan });
  if (outcome !== 'WRITTEN') throw new Error(`The change of address was not noted: ${outcome}`);
}
