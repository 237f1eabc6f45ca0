import { findDatabase, type Database } from '../../../infra/local/aws/dynamodb/database';

const none = () => Promise.resolve(undefined);
const found = (name: string) => () =>
  Promise.resolve<Database>({ name, command: name, args: () => [] });

test('Dynoxide comes first', async () => {
  const finders = { dynoxide: found('Dynoxide'), 'dynamodb-local': found('DynamoDB Local') };
  expect((await findDatabase(undefined, finders)).name).toBe('Dynoxide');
  expect((await findDatabase('dynamodb-local', finders)).name).toBe('DynamoDB Local');
});

test('DynamoDB Local takes its place where there is no Dynoxide', async () => {
  const finders = { dynoxide: none, 'dynamodb-local': found('DynamoDB Local') };
  expect((await findDatabase(undefined, finders)).name).toBe('DynamoDB Local');
});

test('without either, one line names both and how to install them', async () => {
  const finding = findDatabase(undefined, { dynoxide: none, 'dynamodb-local': none });
  await expect(finding).rejects.toThrow(
    /^The local stack needs .*npm install @dynoxide\/\S+, or dynoxide on the PATH\) or DynamoDB Local \(needs Java: .*\.$/,
  );
});

test('the emulator that was asked for is not replaced by the other', async () => {
  const finders = { dynoxide: none, 'dynamodb-local': found('DynamoDB Local') };
  await expect(findDatabase('dynoxide', finders)).rejects.toThrow('Install Dynoxide');
});
