import { createRequire } from 'node:module';

// Jest brings its own sequencer along.
const require = createRequire(createRequire(import.meta.url).resolve('jest'));
const { default: Sequencer } = createRequire(require.resolve('@jest/core'))('@jest/test-sequencer');

/** Files that take long, the longest first. */
const FIRST = [
  'fault/delivery-outage',
  'integration/lifecycle',
  'infra/package',
  'e2e/code-step',
  'e2e/sign-in',
  'e2e/page',
  'e2e/accessibility',
  'fault/',
  'attack/',
  'integration/',
];

/** Starts the longest files first, so that no worker waits for another at the end. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = FIRST.findIndex((part) => path.includes(`/test/${part}`));
      return found < 0 ? FIRST.length : found;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
