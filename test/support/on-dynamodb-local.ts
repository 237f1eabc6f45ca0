import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** Runs the suites that touch the table on Amazon's own emulator; `npm run test:dynamodb-local`. */
const suites = ['integration', 'attack', 'fault'];
const jest = [require.resolve('jest/bin/jest'), '--selectProjects', ...suites];
const { status } = spawnSync(process.execPath, [...jest, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE: 'dynamodb-local' },
});
process.exitCode = status ?? 1;
