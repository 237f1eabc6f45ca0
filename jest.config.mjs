/** Tests that need the running local stack share one; see test/support/global-setup.ts. */
const withStack = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
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
  projects: [
    project('unit'),
    project('infra'),
    project('integration', withStack),
    project('attack', withStack),
    project('fault', withStack),
    project('e2e', withStack),
  ],
};
