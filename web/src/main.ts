import '@aws-amplify/ui-vue/styles.css';
import './styles/theme.css';
import './styles/page.css';
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#app');
