import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
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
