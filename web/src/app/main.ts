import '../vue/styles/base.css';
import '../vue/styles/steps.css';
import '../vue/styles/controls.css';
import { Amplify } from 'aws-amplify';
import { createApp, h } from 'vue';
import { applyBrand } from '../vue/brand';
import LoadFailed from '../vue/components/LoadFailed.vue';
import { useLanguage } from '../vue/language/useLanguage';
import App from './App.vue';
import { loadConfig, toAmplifyConfig } from './config';
import { takeOver } from './start/take-over';

/** Until the first step is there, the page shows what stands in index.html. */
async function start(): Promise<void> {
  const { setLanguage, preferredLanguage } = useLanguage();
  const [config] = await Promise.all([loadConfig(), setLanguage(preferredLanguage())]);
  Amplify.configure(toAmplifyConfig(config));
  applyBrand(config.brandColor, config.logo);
  createApp(App, { config }).mount('#app');
}

start().catch(() => {
  createApp(() => h('main', { class: 'page' }, h(LoadFailed))).mount('#app');
  takeOver();
});
