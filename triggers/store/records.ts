import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AddressState } from '../limits/address';
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
  /** IANA time zone. */
  timeZone: string | undefined;
  /** Out of the fixed lists in public-parameters.ts. */
  browserName: string | undefined;
  systemName: string | undefined;
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
    ...clientNames(record),
    ...mailingAttributes(record),
  };
}

/** A mail that is no code. */
export type NoticeRecord = Mailing & { id: string } & (
    | {
        /** Once per lock: someone who knows the password kept guessing. */
        noticeKind: 'lock';
        lockedUntil: number;
      }
    | {
        /** To the old address: the account has another one, and codes go there from `codesMoveAt` on. */
        noticeKind: 'addressChanged';
        maskedNewAddress: string;
        codesMoveAt: number;
      }
    /** The password was reset by email. */
    | { noticeKind: 'passwordChanged' }
    | {
        /** A browser was remembered: no code is asked for in it. */
        noticeKind: 'browserRemembered';
        rememberedUntil: number;
        /** Out of the fixed lists in public-parameters.ts. */
        browserName: string | undefined;
        systemName: string | undefined;
      }
  );

export const noticeItem = (record: NoticeRecord): Item => ({
  ...noticeKey(record.id),
  noticeKind: { S: record.noticeKind },
  ...noticeAttributes(record),
  ...mailingAttributes(record),
});

function noticeAttributes(record: NoticeRecord): Item {
  switch (record.noticeKind) {
    case 'lock':
      return { lockedUntil: number(record.lockedUntil) };
    case 'addressChanged':
      return {
        maskedNewAddress: { S: record.maskedNewAddress },
        codesMoveAt: number(record.codesMoveAt),
      };
    case 'passwordChanged':
      return {};
    case 'browserRemembered':
      return { rememberedUntil: number(record.rememberedUntil), ...clientNames(record) };
  }
}

const clientNames = ({
  browserName,
  systemName,
}: {
  browserName: string | undefined;
  systemName: string | undefined;
}): Item => ({
  ...(browserName && { browserName: { S: browserName } }),
  ...(systemName && { systemName: { S: systemName } }),
});

type Mailing = Pick<
  ChallengeRecord,
  'sub' | 'address' | 'locales' | 'timeZone' | 'createdAt' | 'expiresAtSeconds'
>;

/** What every record has from which a mail is made. */
const mailingAttributes = (record: Mailing): Item => ({
  userSub: { S: record.sub },
  destination: { S: record.address },
  ...(record.locales && { locale: { S: record.locales } }),
  ...(record.timeZone && { timeZone: { S: record.timeZone } }),
  createdAt: number(record.createdAt),
  expiresAt: number(record.expiresAtSeconds),
});

/** A user record as the limits see it; without a record the user has no codes and no failures yet. */
export function userState(item: Item | undefined): UserState {
  return {
    codeTimes: item?.codeTimes?.L?.map(({ N }) => Number(N)) ?? [],
    usedCodes: item?.usedCodes?.NS?.map(Number) ?? [],
    failures: item?.failures?.SS ?? [],
  };
}

/** Where a user's codes go, as the record remembers it. */
export const addressState = (item: Item | undefined): AddressState => ({
  codeAddress: item?.codeAddress?.S,
  codeAddressSince: timeIn(item, 'codeAddressSince'),
  newAddress: item?.newAddress?.S,
  newAddressSince: timeIn(item, 'newAddressSince'),
  confirmedAddress: item?.confirmedAddress?.S,
});

const timeIn = (item: Item | undefined, attribute: string) =>
  item?.[attribute]?.N === undefined ? undefined : Number(item[attribute].N);
