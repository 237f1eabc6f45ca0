import process from 'node:process';

// Node 20 is supported here; the SDK's notice that it will not be for long would drown the results.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

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
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.local'],
  transform: {
    '\\.m?[jt]s$': [
      'ts-jest',
      {
        diagnostics: false,
        tsconfig: {
          allowJs: true,
          esModuleInterop: true,
          ignoreDeprecations: '6.0',
          isolatedModules: true,
          module: 'commonjs',
          moduleResolution: 'node10',
          resolveJsonModule: true,
          target: 'ES2023',
        },
      },
    ],
  },
  ...extra,
});

export default {
  // How long a test may hang, not how long it may take: a busy machine is no failure.
  testTimeout: 30_000,
  projects: [
    project('unit'),
    project('infra'),
    project('integration', { ...withStack, ...audited }),
    project('attack', { ...withStack, ...audited }),
    project('fault', { ...withStack, ...audited }),
    project('e2e', withStack),
  ],
};
