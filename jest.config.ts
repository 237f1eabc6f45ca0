import type { Config } from 'jest';

const project = (name: string, extra: Config = {}) => ({
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  transform: {
    '\\.m?[jt]s$': [
      'ts-jest',
      {
        isolatedModules: true,
        diagnostics: false,
        tsconfig: {
          module: 'commonjs',
          moduleResolution: 'node10',
          ignoreDeprecations: '6.0',
          allowJs: true,
          esModuleInterop: true,
          target: 'ES2023',
          resolveJsonModule: true,
        },
      },
    ],
  },
  ...extra,
});

const config: Config = {
  projects: [project('unit'), project('infra')] as Config['projects'],
};
export default config;
