import {
  ConditionalCheckFailedException,
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
import type { Item } from './records';

const TableName = requiredEnv('TABLE_NAME');
const client = new DynamoDBClient(CLIENT_OPTIONS);

/** Another request may hold a record at this moment. Its outcome decides our conditions: ask again. */
const CONFLICT_TRIES = 5;
const pauseAfterConflict = () => sleep(20 + Math.random() * 80);

/** An update and the condition it holds under; attribute names are plain, values named. */
export interface ConditionalUpdate {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeValues: Item;
}

/** What one condition of a cancelled transaction said; `item` is the record as it was then, if there is one. */
export interface Refusal {
  failed: boolean;
  item: Item | undefined;
}

const conditional = (Key: Item, change: ConditionalUpdate) => ({
  TableName,
  Key,
  ...change,
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

export const update = (Key: Item, change: ConditionalUpdate): TransactWriteItem => ({
  Update: conditional(Key, change),
});

/** Puts a record whose key must be new: the stream takes every new key for a mail to send. */
export const putNew = (item: Item): TransactWriteItem => ({
  Put: { TableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
});

/**
 * All writes or none.
 * @returns undefined when written, else one entry per write, in order, of which at least one `failed`
 * @throws TransactionCanceledException if it was cancelled for anything but a condition
 */
export async function transact(writes: TransactWriteItem[]): Promise<Refusal[] | undefined> {
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
        return reasons.map(({ Code, Item: item }) => ({ failed: Code !== 'None', item }));
      } else {
        throw error;
      }
    }
  }
}

/** One conditional write. @returns false if its condition did not hold */
export async function updateIf(Key: Item, change: ConditionalUpdate): Promise<boolean> {
  return (await updateOrSee(Key, change)).done;
}

/** One conditional write; `item` is the record after it, or as it was if the condition did not hold. */
export async function updateOrSee(
  Key: Item,
  change: ConditionalUpdate,
): Promise<{ done: boolean; item: Item | undefined }> {
  for (let tries = CONFLICT_TRIES; ; tries--) {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({ ...conditional(Key, change), ReturnValues: 'ALL_NEW' }),
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
export async function read(Key: Item): Promise<Item | undefined> {
  return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
}
