import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/** Files of one room must not import from some others. */
const wall = (files, group) => [
  {
    files: [`${files}/*.{ts,vue}`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group, message: 'See web/README.md on its rooms.' }] },
      ],
    },
  },
];

export default tseslint.config(
  { ignores: ['cdk.out/', 'dist/', '.local/', 'coverage/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.{ts,vue}'],
    // TypeScript itself reports undefined names, and knows the globals of node and of the browser.
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['triggers/**/*.ts'],
    ignores: ['triggers/store/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@aws-sdk/client-dynamodb', message: 'Only triggers/store uses DynamoDB.' },
          ],
        },
      ],
    },
  },
  ...wall('web/src/client/**', ['**/vue/**', '**/app/**', 'vue', '@aws-amplify/ui*']),
  ...wall('web/src/vue/**', ['**/app/**']),
  {
    // The emulated AWS services know nothing of this project.
    files: ['infra/local/aws/*.{ts,mjs}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^\\.\\./' }] }] },
  },
  {
    files: ['infra/local/aws/*/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^\\.\\./\\.\\./' }] }] },
  },
  prettier,
);
