import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  build: {
    emptyOutDir: true,
    // The page runs under a Content-Security-Policy without data: and inline sources.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
