import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DAY, type UserState } from '../limits/rules';

/**
 * The records of the one table. Partition key `pk`; `expiresAt` is the TTL attribute, so it is in epoch
 * seconds, while every other time is in epoch milliseconds.
 */
export type Item = Record<string, AttributeValue>;

export const challengeKey = (id: string): Item => ({ pk: { S: `challenge#${id}` } });
export const userKey = (userPoolId: string, sub: string): Item => ({
  pk: { S: `user#${userPoolId}#${sub}` },
});
/**
 * `expiresAt` of a user record after any write: longer than any failure counts, and long enough for an admin
 * who once a year looks up who still signs in. The same for every write, so that none shortens another's.
 */
export const keepUser = (now: number) => ({ N: `${Math.ceil((now + 400 * DAY) / 1000)}` });

export const noticeKey = (id: string): Item => ({ pk: { S: `notice#${id}` } });

/** A code to mail and to compare with. */
export interface ChallengeRecord {
  id: string;
  sub: string;
  clientId: string;
  /** Verified e-mail address. */
  destination: string;
  locale: string | undefined;
  /** KMS's id of the key that the code is sealed to. */
  sealingKeyId: string;
  sealedCode: Uint8Array;
  codeMac: Uint8Array;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Epoch seconds. */
  expiresAt: number;
}

export function challengeItem(record: ChallengeRecord): Item {
  return {
    ...challengeKey(record.id),
    userSub: { S: record.sub },
    clientId: { S: record.clientId },
    destination: { S: record.destination },
    ...(record.locale && { locale: { S: record.locale } }),
    sealingKeyId: { S: record.sealingKeyId },
    sealedCode: { B: record.sealedCode },
    codeMac: { B: record.codeMac },
    attempts: { N: '0' },
    createdAt: { N: `${record.createdAt}` },
    expiresAt: { N: `${record.expiresAt}` },
  };
}

/** Tells a user, once, that someone who knows the password kept guessing. */
export interface LockNoticeRecord {
  id: string;
  sub: string;
  destination: string;
  locale: string | undefined;
  /** Epoch milliseconds. */
  lockedUntil: number;
  createdAt: number;
  /** Epoch seconds. */
  expiresAt: number;
}

export function lockNoticeItem(record: LockNoticeRecord): Item {
  return {
    ...noticeKey(record.id),
    userSub: { S: record.sub },
    destination: { S: record.destination },
    ...(record.locale && { locale: { S: record.locale } }),
    lockedUntil: { N: `${record.lockedUntil}` },
    createdAt: { N: `${record.createdAt}` },
    expiresAt: { N: `${record.expiresAt}` },
  };
}

/** The limits' view of a user record; a user without one has asked for nothing yet. */
export function userState(item: Item | undefined): UserState {
  return {
    codeTimes: item?.codeTimes?.L?.map(({ N }) => Number(N)) ?? [],
    failures: item?.failures?.SS ?? [],
  };
}
