import { randomUUID } from 'node:crypto';
import type { User } from './challenges';
import { keepUser, userKey } from './records';
import { updateIf } from './table';

/**
 * Takes the pass that a right code left for this user and client. Removing it is conditional on its being
 * there, so of two requests for tokens one gets it; that one writes down when the user signed in.
 * @param now epoch milliseconds
 * @returns false if there is no such pass, or it has run out
 */
export function takePass(user: User, clientId: string, now: number): Promise<boolean> {
  return updateIf(userKey(user.userPoolId, user.sub), {
    UpdateExpression:
      'SET passTaker = :taker, lastSignInAt = :now, expiresAt = :keepUser' +
      ' REMOVE passClientId, passUntil, passChallengeId',
    // The SDK asks again when an answer is lost: who took the pass in the first try has it.
    ConditionExpression: '(passClientId = :clientId AND passUntil > :now) OR passTaker = :taker',
    ExpressionAttributeValues: {
      ':clientId': { S: clientId },
      ':now': { N: `${now}` },
      ':taker': { S: randomUUID() },
      ':keepUser': keepUser(now),
    },
  });
}
