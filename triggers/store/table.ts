import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENT_OPTIONS } from '../runtime/client-options';
import { requiredEnv } from '../runtime/environment';
import type { Key } from './keys';
import type { Item } from './records';

const TableName = requiredEnv('TABLE_NAME');
const client = new DynamoDBClient(CLIENT_OPTIONS);

/** Another request may hold a record at this moment. Its outcome decides our conditions, so ask again. */
const CONFLICT_TRIES = 5;
const pauseAfterConflict = () => sleep(20 + Math.random() * 80);

/** An update and its condition. Attribute names stand as they are, unless they are data; values are named. */
export interface ConditionalUpdate {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues: Item;
}

/** One write of a transaction. */
export type Write = TransactWriteItem;

/** Whether one condition of a cancelled transaction holds, and the record as it was then, if there is one. */
export interface ConditionResult {
  holds: boolean;
  item: Item | undefined;
}

const conditional = (key: Key, change: ConditionalUpdate) => ({
  TableName,
  Key: key,
  ...change,
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

export const update = (key: Key, change: ConditionalUpdate): Write => ({
  Update: conditional(key, change),
});

/** Puts a record, in place of the one that may be there. */
export const put = (item: Item): Write => ({ Put: { TableName, Item: item } });

/** Puts a record whose key must be new: the stream takes every new key for a mail to send. */
export const putNew = (item: Item): Write => ({
  Put: {
    TableName,
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * All writes or none.
 * @returns undefined when written, else the results of all conditions in the order of the writes, of which
 *   at least one does not hold
 * @throws TransactionCanceledException if it was cancelled for anything but a condition
 */
export async function transact(writes: Write[]): Promise<ConditionResult[] | undefined> {
  const command = { TransactItems: writes };
  for (let tries = CONFLICT_TRIES; ; tries--) {
    try {
      await client.send(new TransactWriteItemsCommand(command));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const codes = reasons.map(({ Code }) => Code);
      if (codes.includes('TransactionConflict') && tries > 1) {
        await pauseAfterConflict();
      } else if (codes.every((code) => code === 'None' || code === 'ConditionalCheckFailed')) {
        return reasons.map(({ Code, Item: item }) => ({ holds: Code === 'None', item }));
      } else {
        throw error;
      }
    }
  }
}

/** One conditional write. @returns false if its condition did not hold */
export async function updateIf(key: Key, change: ConditionalUpdate): Promise<boolean> {
  return (await updateOrSee(key, change)).done;
}

/** One conditional write. `item` is the record after it, or as it was if the condition did not hold. */
export async function updateOrSee(
  key: Key,
  change: ConditionalUpdate,
): Promise<{ done: boolean; item: Item | undefined }> {
  for (let tries = CONFLICT_TRIES; ; tries--) {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({ ...conditional(key, change), ReturnValues: 'ALL_NEW' }),
      );
      return { done: true, item: Attributes };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException)
        return { done: false, item: error.Item };
      if (!(error instanceof TransactionConflictException) || tries <= 1) throw error;
      await pauseAfterConflict();
    }
  }
}

/** The record as it is after every write that has been answered. */
export async function read(key: Key): Promise<Item | undefined> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName, Key: key, ConsistentRead: true }),
  );
  return item;
}

/** Deletes a record. @returns the record as it was, if there was one */
export async function remove(key: Key): Promise<Item | undefined> {
  const { Attributes } = await client.send(
    new DeleteItemCommand({ TableName, Key: key, ReturnValues: 'ALL_OLD' }),
  );
  return Attributes;
}
