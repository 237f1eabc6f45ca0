import { spawnSync } from 'node:child_process';
import { arch, platform } from 'node:os';
import process from 'node:process';

/**
 * Runs the sign-in tests of the real bundles on the Node.js that Lambda runs them on; `npm run test:lambda-node`.
 * The binary comes from the registry into npm's own cache. As a dependency it would put its `node` before the
 * one that runs the npm scripts, and other systems could not install it.
 */
const LAMBDA_NODE = '24.21.0';
const TESTS = ['sdk-sign-in', 'amplify-sign-in', 'access-token', 'replay', 'races', 'fail-closed'];

const jest = [
  require.resolve('jest/bin/jest'),
  ...['--selectProjects', 'integration', 'attack', 'fault'],
  ...['--testPathPatterns', `/(${TESTS.join('|')})\\.test\\.ts$`],
];
const [major] = LAMBDA_NODE.split('.');
const binary = `node-${platform()}-${arch()}@${LAMBDA_NODE}`;
const [command, ...args] =
  process.versions.node.split('.')[0] === major
    ? [process.execPath, ...jest]
    : ['npm', 'exec', '--yes', `--package=${binary}`, '--', 'node', ...jest];
const { status } = spawnSync(command ?? '', args, { stdio: 'inherit' });
process.exitCode = status ?? 1;
