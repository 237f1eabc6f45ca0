import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

/**
 * Amplify reads three formats of configuration, and readers for two of them weigh 3 kB. This page has the
 * third, a ResourcesConfig; the others are refused.
 */
const resourcesConfigOnly: Plugin = {
  name: 'resources-config-only',
  load(id) {
    if (!id.endsWith('/@aws-amplify/core/dist/esm/utils/parseAmplifyConfig.mjs')) return null;
    return `export function parseAmplifyConfig(config) {
      if (Object.keys(config).some((key) => key === 'version' || key.startsWith('aws_'))) {
        throw new Error('web/vite.config.mts leaves out the reader of this configuration format');
      }
      return config;
    }`;
  },
};

/** Forms of the Authenticator for steps that no sign-in to this pool has. */
const UNUSED_FORMS = [
  'confirm-verify-user',
  'federated-sign-in',
  'select-mfa-type',
  'setup-email',
  'setup-totp',
  'verify-user',
];

/** Forms that ours stand in for, with the slots that ours come in. */
const REPLACED_FORMS = {
  'sign-in': 'signInSlotI',
  'sign-up': 'signUpSlotI',
  'confirm-sign-up': 'confirmSignUpSlotI',
  'confirm-sign-in': 'confirmSignInSlotI',
  'force-new-password': 'forceNewPasswordI',
  'forgot-password': 'forgotPasswordSlotI',
  'confirm-reset-password': 'confirmResetPasswordSlotI',
};

/**
 * Leaves out the forms of the Authenticator, and what only they need, such as a maker of QR codes: what they
 * render is nothing, or our form.
 */
const withoutItsForms: Plugin = {
  name: 'without-its-forms',
  transform(code, id) {
    if (!id.endsWith('/@aws-amplify/ui-vue/dist/index.js')) return null;
    const rendering = [
      ...UNUSED_FORMS.map((form) => [form, 'return () => null;'] as const),
      ...Object.entries(REPLACED_FORMS).map(([form, slot]) => {
        if (!code.includes(`"${slot}"`)) throw new Error(`The Authenticator has no slot ${slot}`);
        return [form, `return (form) => form.$slots.${slot}?.();`] as const;
      }),
    ];
    return rendering.reduce((kept, [form, render]) => {
      const setup = new RegExp(`(__name: "${form}",[^]*?\\n  setup\\([^]*?\\) \\{\\n)`);
      if (!setup.test(kept)) throw new Error(`The Authenticator has no form ${form} any more`);
      return kept.replace(setup, (start) => start + render);
    }, code);
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), resourcesConfigOnly, withoutItsForms],
  define: {
    // Nothing on this page, the Authenticator included, uses Vue's options API.
    __VUE_OPTIONS_API__: 'false',
  },
  build: {
    emptyOutDir: true,
    // The licenses of what the page contains ask to go with it.
    license: { fileName: 'third-party-licenses.md' },
    // The page runs under a Content-Security-Policy without data: and inline sources.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Reading a property does nothing else in any module here; so the Authenticator's dictionaries of
      // twenty languages, which ours replace, can be left out.
      treeshake: { propertyReadSideEffects: false },
    },
  },
});
