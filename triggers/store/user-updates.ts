import type { ConditionalUpdate } from './table';
import { keepUser, type Item } from './records';
import { HOUR, type Failure, type Limits, type UserState } from '../limits/rules';

/**
 * Writes to the user record. The rules need the record's state, but reading it first would cost a call on
 * every sign-in and leave a gap between check and write. So the first try is a condition that usually
 * holds and implies the rule; if it does not hold, DynamoDB hands back the record, the rule decides on
 * that, and the next write holds only if the record is still as seen.
 */

const ROOM_TO_FAIL = '(attribute_not_exists(failures) OR size(failures) < :maxFailures)';

const number = (value: number) => ({ N: `${value}` });

/** First code of a sign-in, if the user had none in the last hour. */
export function codeIfQuiet(now: number, limits: Limits): ConditionalUpdate {
  return {
    UpdateExpression: 'SET codeTimes = :codeTimes, lastCodeAt = :now, expiresAt = :keepUntil',
    ConditionExpression: `(attribute_not_exists(lastCodeAt) OR lastCodeAt <= :hourAgo) AND ${ROOM_TO_FAIL}`,
    ExpressionAttributeValues: {
      ':codeTimes': { L: [number(now)] },
      ':now': number(now),
      ':hourAgo': number(now - HOUR),
      ':maxFailures': number(limits.failuresPerDay),
      ':keepUntil': keepUser(now),
    },
  };
}

/** Another code of a sign-in, if the last one is long enough ago and there is room for one more. */
export function codeIfCooledDown(now: number, limits: Limits): ConditionalUpdate {
  return {
    UpdateExpression:
      'SET codeTimes = list_append(codeTimes, :codeTimes), lastCodeAt = :now, expiresAt = :keepUntil',
    ConditionExpression: `lastCodeAt <= :cooledDown AND size(codeTimes) < :maxCodes AND ${ROOM_TO_FAIL}`,
    ExpressionAttributeValues: {
      ':codeTimes': { L: [number(now)] },
      ':now': number(now),
      ':cooledDown': number(now - limits.resendCooldown),
      ':maxCodes': number(limits.codesPerHour),
      ':maxFailures': number(limits.failuresPerDay),
      ':keepUntil': keepUser(now),
    },
  };
}

/** One more failure, if there is room for one. */
export function failureIfRoom(failure: Failure, now: number, limits: Limits): ConditionalUpdate {
  return {
    UpdateExpression: 'ADD failures :failure SET expiresAt = :keepUntil',
    ConditionExpression: ROOM_TO_FAIL,
    ExpressionAttributeValues: {
      ':failure': { SS: [failure] },
      ':maxFailures': number(limits.failuresPerDay),
      ':keepUntil': keepUser(now),
    },
  };
}

/** The whole new state, if codes and failures are still as seen. */
export function stateIfUnchanged(
  seen: Item | undefined,
  { codeTimes, failures }: UserState,
  now: number,
): ConditionalUpdate {
  const lastCodeAt = codeTimes.at(-1) ?? 0;
  return {
    UpdateExpression:
      'SET codeTimes = :codeTimes, lastCodeAt = :lastCodeAt, expiresAt = :keepUntil' +
      (failures.length > 0 ? ', failures = :failures' : ' REMOVE failures'),
    ConditionExpression: [
      seen?.codeTimes ? 'codeTimes = :seenCodeTimes' : 'attribute_not_exists(codeTimes)',
      seen?.failures ? 'failures = :seenFailures' : 'attribute_not_exists(failures)',
    ].join(' AND '),
    ExpressionAttributeValues: {
      ':codeTimes': { L: codeTimes.map(number) },
      ':lastCodeAt': number(lastCodeAt),
      ':keepUntil': keepUser(now),
      ...(failures.length > 0 && { ':failures': { SS: [...failures] } }),
      ...(seen?.codeTimes && { ':seenCodeTimes': seen.codeTimes }),
      ...(seen?.failures && { ':seenFailures': seen.failures }),
    },
  };
}
