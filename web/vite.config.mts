import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { staticForm } from './static-form.mts';

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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), resourcesConfigOnly, staticForm()],
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
