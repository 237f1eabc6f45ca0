import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { userKey, type Item } from '../../../triggers/store/records';
import { readRecord } from '../mfa/user-record';
import type { StackResources } from '../stack-resources';
import type { Target } from '../deployment';

/** What is kept of one user, but for sealed codes, their MACs and the mark of who took a pass. */
export interface UserRecords {
  user: Item | undefined;
  /** Codes and notices, mailed and to be mailed; those that ran out too, until DynamoDB deletes them. */
  mailings: Item[];
}

/** Attributes of codes and notices that may be shown; nothing else of them is read. */
const SHOWN =
  'pk, clientId, destination, locale, attempts, createdAt, expiresAt, sentAt, messageId, failedAt,' +
  ' failure, usedAt, supersededAt, lockedUntil';

/** Goes through the whole table: codes have random keys, so that nobody can guess them. */
export async function recordsOf(
  target: Target,
  stack: Pick<StackResources, 'tableName'>,
  sub: string,
): Promise<UserRecords> {
  const mailings: Item[] = [];
  const pages = paginateScan(
    { client: target.dynamodb },
    {
      TableName: stack.tableName,
      ConsistentRead: true,
      ProjectionExpression: SHOWN,
      FilterExpression: 'userSub = :sub',
      ExpressionAttributeValues: { ':sub': { S: sub } },
    },
  );
  for await (const { Items = [] } of pages) mailings.push(...Items);
  return { user: await readRecord(target, stack, sub), mailings };
}

/**
 * Deletes the records.
 * @returns false, and the user record stays, if wrong codes were counted since it was read: they may lock
 */
export async function deleteRecords(
  { dynamodb, userPoolId }: Target,
  { tableName: TableName }: Pick<StackResources, 'tableName'>,
  sub: string,
  { user, mailings }: UserRecords,
): Promise<boolean> {
  for (const { pk } of mailings) {
    if (pk) await dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk } }));
  }
  if (!user) return true;
  const unchanged = new DeleteItemCommand({
    TableName,
    Key: userKey(userPoolId, sub),
    ...(user.failures
      ? {
          ConditionExpression: 'failures = :seen',
          ExpressionAttributeValues: { ':seen': user.failures },
        }
      : { ConditionExpression: 'attribute_not_exists(failures)' }),
  });
  try {
    await dynamodb.send(unchanged);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
