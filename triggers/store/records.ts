import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DAY, type UserState } from '../limits/rules';
import { challengeKey, noticeKey } from './keys';
import { number } from './clauses';

/**
 * The records of the one table. `expiresAt`, the TTL attribute, is in epoch seconds; every other time is in
 * epoch milliseconds.
 */
export type Item = Record<string, AttributeValue>;

export interface User {
  userPoolId: string;
  sub: string;
}

/**
 * `expiresAt` of a user record: longer than any failure counts, and long enough for an admin who once a year
 * looks up who still signs in. Every write sets the same, so that none shortens another's.
 */
export const userExpiry = (now: number) => number(Math.ceil((now + 400 * DAY) / 1000));

/** A code to mail and to compare with. */
export interface ChallengeRecord {
  id: string;
  sub: string;
  clientId: string;
  /** Verified email address. */
  address: string;
  /** Language tags, best first, separated by commas. */
  locales: string | undefined;
  /** KMS's id of the key that the code is sealed to. */
  sealingKeyId: string;
  sealedCode: Uint8Array;
  codeMac: Uint8Array;
  createdAt: number;
  expiresAtSeconds: number;
}

export function challengeItem(record: ChallengeRecord): Item {
  return {
    ...challengeKey(record.id),
    clientId: { S: record.clientId },
    sealingKeyId: { S: record.sealingKeyId },
    sealedCode: { B: record.sealedCode },
    codeMac: { B: record.codeMac },
    attempts: number(0),
    ...mailingAttributes(record),
  };
}

/** Tells a user, once per lock, that someone who knows the password kept guessing. */
export interface LockNoticeRecord {
  id: string;
  sub: string;
  address: string;
  /** Language tags, best first, separated by commas. */
  locales: string | undefined;
  lockedUntil: number;
  createdAt: number;
  expiresAtSeconds: number;
}

export function lockNoticeItem(record: LockNoticeRecord): Item {
  return {
    ...noticeKey(record.id),
    lockedUntil: number(record.lockedUntil),
    ...mailingAttributes(record),
  };
}

type Mailing = Pick<
  ChallengeRecord,
  'sub' | 'address' | 'locales' | 'createdAt' | 'expiresAtSeconds'
>;

/** What every record has from which a mail is made. */
const mailingAttributes = (record: Mailing): Item => ({
  userSub: { S: record.sub },
  destination: { S: record.address },
  ...(record.locales && { locale: { S: record.locales } }),
  createdAt: number(record.createdAt),
  expiresAt: number(record.expiresAtSeconds),
});

/** A user record as the limits see it; without a record the user has no codes and no failures yet. */
export function userState(item: Item | undefined): UserState {
  return {
    codeTimes: item?.codeTimes?.L?.map(({ N }) => Number(N)) ?? [],
    failures: item?.failures?.SS ?? [],
  };
}
