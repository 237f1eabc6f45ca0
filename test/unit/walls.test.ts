import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** File, import that a wall forbids, import that it allows. */
const WALLS = [
  ['triggers/limits/rules.ts', '../../infra/settings/settings', '../store/table'],
  ['triggers/limits/rules.ts', '@aws-sdk/client-dynamodb', '@aws-sdk/client-kms'],
  ['triggers/store/table.ts', '../../infra/settings/settings', '@aws-sdk/client-dynamodb'],
  ['triggers/handlers/define-auth-challenge.ts', '@aws-sdk/client-kms', '../challenge/next-step'],
  ['web/vite.config.ts', '../infra/hosting/web-config', 'vite'],
  [
    'web/src/app/config.ts',
    '../../../triggers/limits/rules',
    '../../../triggers/public-parameters',
  ],
  ['web/src/client/sign-in.ts', 'vue', 'aws-amplify/auth'],
  ['web/src/client/sign-in.ts', '../../../infra/app', '../../../triggers/public-parameters'],
  ['web/src/vue/useSignIn.ts', '../app/config', '../client/sign-in'],
  ['infra/local/aws/sqs.ts', '../stack-parts', './listen'],
  ['infra/local/aws/ses/ses.ts', '../../stack-parts', '../listen'],
] as const;

// Jest cannot load ESLint's configuration, an ES module: a process of its own can.
const lint = `
  const { ESLint } = require('eslint');
  const eslint = new ESLint();
  const asked = JSON.parse(process.argv[1]);
  Promise.all(asked.map(async ([file, name]) => {
    const [{ messages }] = await eslint.lintText(\`export * from '\${name}';\\n\`, { filePath: file });
    return messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports').length;
  })).then((counts) => process.stdout.write(JSON.stringify(counts)));`;

test('each wall forbids what it should, and nothing beside it', () => {
  const asked = WALLS.flatMap(([file, forbidden, allowed]) => [
    [file, forbidden],
    [file, allowed],
  ]);
  const args = ['-e', lint, JSON.stringify(asked)];
  const counts = JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT }).toString());
  expect(asked.map(([file, name], index) => [file, name, counts[index]])).toEqual(
    asked.map(([file, name], index) => [file, name, index % 2 === 0 ? 1 : 0]),
  );
});
