import { availableParallelism } from 'node:os';
import process from 'node:process';

// Node 20 is supported here; the SDK's notice that it will not be for long would drown the results.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// The CDK checks each template for seconds. test/infra/template-validation.test.ts does it for all.
process.env.CDK_VALIDATION = 'false';
// Where each construct was made: another tenth of a synthesis.
process.env.CDK_DISABLE_STACK_TRACE = 'true';

/** Tests that need the running local stack share one; see test/support/global-setup.ts. */
const withStack = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

const audited = {
  setupFilesAfterEnv: [
    '<rootDir>/test/support/log-audit.ts',
    '<rootDir>/test/support/rights-audit.ts',
  ],
};

const project = (name, extra = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/no-navigator.ts', '<rootDir>/test/support/rsa-keys.ts'],
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.local'],
  transform: {
    '\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  ...extra,
});

export default {
  // How long a test may hang, not how long it may take: a busy machine is no failure.
  testTimeout: 90_000,
  // Tests wait a good part of their time, so two cores have work for three workers.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  projects: [
    project('unit'),
    project('infra'),
    project('integration', { ...withStack, ...audited }),
    project('attack', { ...withStack, ...audited }),
    project('fault', { ...withStack, ...audited }),
    project('e2e', withStack),
  ],
};
