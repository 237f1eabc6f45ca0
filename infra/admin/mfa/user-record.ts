import {
  ConditionalCheckFailedException,
  GetItemCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { lockedUntil, type Limits } from '../../../triggers/limits/rules';
import { userKey, userState, type Item } from '../../../triggers/store/records';
import type { StackResources } from '../stack-resources';
import type { Target } from '../deployment';

/** What the triggers keep of a user. */
export async function readRecord(
  { dynamodb, userPoolId }: Target,
  { tableName: TableName }: Pick<StackResources, 'tableName'>,
  sub: string,
): Promise<Item | undefined> {
  const Key = userKey(userPoolId, sub);
  const request = new GetItemCommand({ TableName, Key, ConsistentRead: true });
  return (await dynamodb.send(request)).Item;
}

const ROUNDS = 10;
const PAUSE_MS = 100;

/**
 * Takes a user's failures off, if they lock. Nothing is added to them while they do, but an answer that was
 * counted before the lock may yet turn out right and take its own back: then the lock is gone by itself. So
 * the write holds only if the failures are as they were when they were judged.
 * @returns until when the user was locked (epoch ms), undefined if not locked
 */
export async function unlock(
  target: Target,
  stack: Pick<StackResources, 'tableName'>,
  sub: string,
  limits: Limits,
): Promise<number | undefined> {
  for (let round = 1; ; round++) {
    const item = await readRecord(target, stack, sub);
    const until = lockedUntil(userState(item), Date.now(), limits);
    if (until === undefined || !item?.failures) return undefined;
    try {
      await target.dynamodb.send(
        new UpdateItemCommand({
          TableName: stack.tableName,
          Key: userKey(target.userPoolId, sub),
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
