import {
  ConditionalCheckFailedException,
  GetItemCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockedUntil, type Limits } from '../../../triggers/limits/rules';
import { userKey } from '../../../triggers/store/keys';
import { userState, type Item } from '../../../triggers/store/records';
import type { Deployment } from '../deployment';

/** The record that the triggers keep of a user, if any. */
export async function readRecord(
  { dynamodb, userPoolId }: Deployment,
  TableName: string,
  sub: string,
): Promise<Item | undefined> {
  const Key = userKey(userPoolId, sub);
  const request = new GetItemCommand({ TableName, Key, ConsistentRead: true });
  return (await dynamodb.send(request)).Item;
}

const ROUNDS = 10;
const PAUSE_MS = 100;

/**
 * Removes a user's failures if they lock the user. No failure is added during a lock, but an answer that was
 * counted before it may still turn out right and remove its own failure, which ends the lock. So the write
 * succeeds only if the failures are unchanged since they were read.
 * @returns when the lock would have ended (epoch ms), undefined if the user was not locked
 */
export async function unlock(
  deployment: Deployment,
  TableName: string,
  sub: string,
  limits: Limits,
): Promise<number | undefined> {
  for (let round = 1; ; round++) {
    const item = await readRecord(deployment, TableName, sub);
    const until = lockedUntil(userState(item), Date.now(), limits);
    if (until === undefined || !item?.failures) return undefined;
    try {
      await deployment.dynamodb.send(
        new UpdateItemCommand({
          TableName,
          Key: userKey(deployment.userPoolId, sub),
          UpdateExpression: 'REMOVE failures',
          ConditionExpression: 'failures = :seen',
          ExpressionAttributeValues: { ':seen': item.failures },
        }),
      );
      return until;
    } catch (error) {
      const changed =
        error instanceof ConditionalCheckFailedException ||
        error instanceof TransactionConflictException;
      if (!changed || round === ROUNDS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
