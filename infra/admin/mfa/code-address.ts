import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { userKey } from '../../../triggers/store/keys';
import { confirmAddress } from '../../../triggers/store/user-updates';
import type { Deployment } from '../deployment';

/**
 * Lets codes go to an address at once, without the wait that follows a change of the address.
 * @returns false if the user never had a code: the first one goes to the pool's address anyway
 */
export async function confirmCodeAddress(
  { dynamodb, userPoolId }: Deployment,
  TableName: string,
  sub: string,
  address: string,
): Promise<boolean> {
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: userKey(userPoolId, sub),
        ...confirmAddress(address),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
