import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { userKey } from '../../../triggers/store/keys';
import type { Item } from '../../../triggers/store/records';
import { readRecord } from '../mfa/user-record';
import type { Deployment } from '../deployment';

/** Records of one user, without sealed codes, their MACs and the binding of a pass. */
export interface UserRecords {
  user: Item | undefined;
  /** Codes, notices, browsers and the pass, including expired ones until DynamoDB deletes them. */
  mailings: Item[];
}

/** Attributes of codes, notices, passes and browsers that may be shown. No others are read. */
const SHOWN =
  'pk, clientId, destination, locale, attempts, createdAt, expiresAt, sentAt, messageId, failedAt,' +
  ' failure, usedAt, supersededAt, lockedUntil, validUntil, takenUntil, browsers';

/** Scans the whole table, because codes have random keys. */
export async function recordsOf(
  deployment: Deployment,
  TableName: string,
  sub: string,
): Promise<UserRecords> {
  const mailings: Item[] = [];
  const pages = paginateScan(
    { client: deployment.dynamodb },
    {
      TableName,
      ConsistentRead: true,
      ProjectionExpression: SHOWN,
      FilterExpression: 'userSub = :sub',
      ExpressionAttributeValues: { ':sub': { S: sub } },
    },
  );
  for await (const { Items = [] } of pages) mailings.push(...Items);
  return { user: await readRecord(deployment, TableName, sub), mailings };
}

/**
 * Deletes the records.
 * @returns false if wrong codes were counted since the read. The user record then stays, as they may lock the user
 */
export async function deleteRecords(
  { dynamodb, userPoolId }: Deployment,
  TableName: string,
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
