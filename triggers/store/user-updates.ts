import { CODE_WINDOW, type Failure, type Limits, type UserState } from '../limits/rules';
import {
  allOf,
  COOLED_DOWN,
  EXISTS,
  NO_CODE_IN_WINDOW,
  number,
  ROOM_FOR_CLIENT,
  ROOM_FOR_CODE,
  ROOM_TO_FAIL,
  unchanged,
} from './clauses';
import { userExpiry, type Item } from './records';
import type { ConditionalUpdate } from './table';

/**
 * Writes of codes and failures to the user record. The rules need the record's state, but reading it first
 * would cost a call at every sign-in and leave a gap between check and write. So the first try is a condition
 * that usually holds and implies the rule. If it fails, DynamoDB returns the record, the rule decides on that,
 * and the next write holds only if the record is unchanged.
 */

/** The first code of a sign-in, if the user had none within the window. */
export const codeIfNoneInWindow = (now: number, limits: Limits): ConditionalUpdate => ({
  UpdateExpression: 'SET codeTimes = :codeTimes, lastCodeAt = :now, expiresAt = :userExpiry',
  ConditionExpression: allOf(NO_CODE_IN_WINDOW, ROOM_TO_FAIL),
  ExpressionAttributeValues: {
    ':codeTimes': { L: [number(now)] },
    ':now': number(now),
    ':windowStart': number(now - CODE_WINDOW),
    ':maxFailures': number(limits.failuresPerDay),
    ':userExpiry': userExpiry(now),
  },
});

/** A further code of a sign-in, if the cooldown is over and there is room for one more. */
export const codeIfCooledDown = (now: number, limits: Limits): ConditionalUpdate => ({
  UpdateExpression:
    'SET codeTimes = list_append(codeTimes, :codeTimes), lastCodeAt = :now, expiresAt = :userExpiry',
  ConditionExpression: allOf(COOLED_DOWN, ROOM_FOR_CODE, ROOM_TO_FAIL),
  ExpressionAttributeValues: {
    ':codeTimes': { L: [number(now)] },
    ':now': number(now),
    ':cooledDown': number(now - limits.resendCooldown),
    ':maxCodes': number(limits.codesPerHour),
    ':maxFailures': number(limits.failuresPerDay),
    ':userExpiry': userExpiry(now),
  },
});

/** One more failure, if there is room for one. */
export const failureIfRoom = (
  failure: Failure,
  now: number,
  limits: Limits,
): ConditionalUpdate => ({
  UpdateExpression: 'ADD failures :failure SET expiresAt = :userExpiry',
  ConditionExpression: ROOM_TO_FAIL,
  ExpressionAttributeValues: {
    ':failure': { SS: [failure] },
    ':maxFailures': number(limits.failuresPerDay),
    ':userExpiry': userExpiry(now),
  },
});

/** The whole new state, if codes and failures are unchanged since the record was read. */
export function stateIfUnchanged(
  seen: Item | undefined,
  { codeTimes, failures }: UserState,
  now: number,
): ConditionalUpdate {
  return {
    UpdateExpression:
      'SET codeTimes = :codeTimes, lastCodeAt = :lastCodeAt, expiresAt = :userExpiry' +
      (failures.length > 0 ? ', failures = :failures' : ' REMOVE failures'),
    ConditionExpression: allOf(unchanged('codeTimes', seen), unchanged('failures', seen)),
    ExpressionAttributeValues: {
      ':codeTimes': { L: codeTimes.map(number) },
      ':lastCodeAt': number(codeTimes.at(-1) ?? 0),
      ':userExpiry': userExpiry(now),
      ...(failures.length > 0 && { ':failures': { SS: [...failures] } }),
      ...(seen?.codeTimes && { ':seen_codeTimes': seen.codeTimes }),
      ...(seen?.failures && { ':seen_failures': seen.failures }),
    },
  };
}

/** App clients that a user record remembers. A user of more has to enter a code again for the others. */
const MAX_CLIENTS = 50;

interface RightAnswer {
  clientId: string;
  failure: Failure;
  now: number;
}

/**
 * After a right answer: remembers the app client and the time, and takes back the failure that the answer
 * was counted as.
 */
export const signedIn = ({ clientId, failure, now }: RightAnswer): ConditionalUpdate => ({
  UpdateExpression:
    'SET lastSignInAt = :now, expiresAt = :userExpiry' +
    ' ADD codeClients :clients DELETE failures :failures',
  ConditionExpression: allOf(EXISTS, ROOM_FOR_CLIENT),
  ExpressionAttributeValues: {
    ':now': number(now),
    ':userExpiry': userExpiry(now),
    ':clients': { SS: [clientId] },
    ':clientId': { S: clientId },
    ':maxClients': number(MAX_CLIENTS),
    ':failures': { SS: [failure] },
  },
});

/** The same where the record has no room for the app client: forgets the others. */
export const signedInThroughOneMore = ({
  clientId,
  failure,
  now,
}: RightAnswer): ConditionalUpdate => ({
  UpdateExpression:
    'SET lastSignInAt = :now, expiresAt = :userExpiry, codeClients = :clients' +
    ' DELETE failures :failures',
  ConditionExpression: EXISTS,
  ExpressionAttributeValues: {
    ':now': number(now),
    ':userExpiry': userExpiry(now),
    ':clients': { SS: [clientId] },
    ':failures': { SS: [failure] },
  },
});
