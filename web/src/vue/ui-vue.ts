/** In a module of its own, so that nothing else of the package is loaded with it. */
export { useAuthenticator } from '@aws-amplify/ui-vue';
