import '../vue/styles/base.css';
import '../vue/styles/steps.css';
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#app');
