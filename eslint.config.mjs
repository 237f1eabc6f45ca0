import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const INFRA = { regex: '(^|/)infra(/|$)', message: 'Only infra/ and test/ import from infra/.' };
const TRIGGERS = {
  regex: '(^|/)triggers/(?!public-parameters$)',
  message: 'The page and the functions meet in triggers/public-parameters.ts.',
};
const DYNAMODB = { regex: '^@aws-sdk/(client|lib)-dynamodb', message: 'Only triggers/store does.' };
const AWS_SDK = { regex: '^@(aws-sdk|smithy)/', message: 'Define has to start fast.' };
const CLIENT = {
  group: ['**/vue/**', '**/app/**', 'vue', '@aws-amplify/ui*'],
  message: 'See web/README.md on its rooms.',
};
const VUE = { group: ['**/app/**'], message: CLIENT.message };
const PRODUCT = { message: 'The emulated services know nothing of this project.' };

/** Files that must not import some others. The last wall that a file stands behind is the only one that holds. */
const wall = (files, ...patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const walls = [
  wall(['triggers/**/*.ts'], INFRA, DYNAMODB),
  wall(['triggers/store/**/*.ts'], INFRA),
  wall(['triggers/handlers/define-auth-challenge.ts'], INFRA, AWS_SDK),
  wall(['web/**/*.{ts,vue}'], INFRA, TRIGGERS),
  wall(['web/src/client/**/*.{ts,vue}'], INFRA, TRIGGERS, CLIENT),
  wall(['web/src/vue/**/*.{ts,vue}'], INFRA, TRIGGERS, VUE),
  wall(['infra/local/aws/*.{ts,mjs}'], { regex: '^\\.\\./', ...PRODUCT }),
  wall(['infra/local/aws/*/**'], { regex: '^\\.\\./\\.\\./', ...PRODUCT }),
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
  ...walls,
  prettier,
);
