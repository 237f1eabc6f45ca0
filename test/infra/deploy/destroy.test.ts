import { destroy } from '../../../infra/deploy/destroy';
import { useFakeAws } from './environment';

const aws = useFakeAws();
beforeEach(() => {
  aws().account.stack = [
    { logicalId: 'Pool', type: 'AWS::Cognito::UserPool', physicalId: 'pool-1', keeps: true },
    { logicalId: 'Table', type: 'AWS::DynamoDB::Table', physicalId: 'table-1', keeps: true },
    { logicalId: 'Queue', type: 'AWS::SQS::Queue', physicalId: 'queue-1' },
  ];
});

async function run(settings: Record<string, string> = {}, yes = true) {
  const lines: string[] = [];
  const commands: string[] = [];
  await destroy(settings, {
    cdk: async (args) => void commands.push(args.join(' ')),
    print: (line) => lines.push(line),
    confirm: async (question) => (lines.push(question), yes),
  });
  return { lines, commands };
}

test('says what stays before it asks, then deletes the stack', async () => {
  const { lines, commands } = await run();
  expect(lines.slice(0, 2)).toEqual([
    'Not deleted: AWS::Cognito::UserPool pool-1',
    'Not deleted: AWS::DynamoDB::Table table-1',
  ]);
  expect(lines).toContain('Delete EmailMfa in eu-central-1 of account 123456789012?');
  expect(commands).toEqual(['destroy EmailMfa --force']);
});

test('does nothing when the answer is no', async () => {
  expect((await run({ removal: 'destroy', sender: 'a@shop.example' }, false)).commands).toEqual([]);
});

test('with removal=destroy, it first removes the protection from deletion', async () => {
  const { lines, commands } = await run({ removal: 'destroy', sender: 'login@shop.example' });
  expect(lines[0]).toBe(
    'Everything will be deleted, including all users and the key that seals codes.',
  );
  expect(commands).toEqual([
    'deploy EmailMfa --require-approval never',
    'destroy EmailMfa --force',
  ]);
});

test('there is nothing to delete where nothing is deployed', async () => {
  aws().account.stack = undefined;
  await expect(run()).rejects.toThrow('Stack EmailMfa does not exist in eu-central-1.');
});
