import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type {
  putNew as PutNew,
  transact as Transact,
  updateIf as UpdateIf,
} from '../../../triggers/store/table';

let transact: typeof Transact;
let putNew: typeof PutNew;
let updateIf: typeof UpdateIf;
const send = jest.spyOn(DynamoDBClient.prototype, 'send') as unknown as jest.Mock;

beforeAll(async () => {
  process.env.TABLE_NAME = 'table';
  ({ transact, putNew, updateIf } = await import('../../../triggers/store/table'));
});
beforeEach(() => send.mockReset());

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const writes = () => [putNew({ pk: { S: 'a' } })];

test('a conflict with another transaction is asked again, each time as a request of its own', async () => {
  send.mockRejectedValueOnce(cancelled('TransactionConflict', 'None')).mockResolvedValueOnce({});
  expect(await transact(writes())).toBeUndefined();
  expect(send).toHaveBeenCalledTimes(2);
  expect(send.mock.calls[0][0]).not.toBe(send.mock.calls[1][0]);
});

test('a conflict beside a failed condition decides nothing', async () => {
  send
    .mockRejectedValueOnce(cancelled('TransactionConflict', 'ConditionalCheckFailed'))
    .mockResolvedValueOnce({});
  expect(await transact(writes())).toBeUndefined();
});

test('a conflict that does not end is an error, and nothing is taken for written', async () => {
  send.mockRejectedValue(cancelled('TransactionConflict'));
  await expect(transact(writes())).rejects.toThrow('cancelled');
  expect(send).toHaveBeenCalledTimes(5);
});

test('cancelled for anything but a condition: an error', async () => {
  send.mockRejectedValue(cancelled('ConditionalCheckFailed', 'ThrottlingError'));
  await expect(transact(writes())).rejects.toThrow('cancelled');
});

test('a single write in conflict with a transaction is asked again, too', async () => {
  const conflict = new TransactionConflictException({ message: 'conflict', $metadata: {} });
  send.mockRejectedValueOnce(conflict).mockResolvedValueOnce({});
  const change = {
    UpdateExpression: 'SET a = :a',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':a': { S: 'a' } },
  };
  expect(await updateIf({ pk: { S: 'a' } }, change)).toBe(true);
  expect(send).toHaveBeenCalledTimes(2);
});
