import { onMounted, onUnmounted, watch } from 'vue';
import { useAuthenticator } from '../vue/authenticator';
import { useConfig } from '../vue/config';
import { useNavigation, useSignIn } from '../vue/useSignIn';

/** The Authenticator's names of the steps. */
const PATHS: Record<string, string> = {
  signIn: '/',
  signUp: '/sign-up',
  confirmSignUp: '/verify-email',
  forgotPassword: '/reset-password',
  confirmResetPassword: '/new-password',
  confirmSignIn: '/code',
  forceNewPassword: '/set-password',
};

/**
 * Gives each step an address, so that people can link to sign-up and reset, and the browser's Back leads to
 * the sign-in form. Other addresses belong to your app: they stay as they are.
 */
export function useAddresses(): void {
  const { selfSignUp, recovery } = useConfig();
  const { state, signIn } = useSignIn();
  const authenticator = useAuthenticator();
  const { toSignIn, toSignUp, toForgotPassword } = useNavigation();

  const isStep = () => Object.values(PATHS).includes(location.pathname);

  const isForm = () => [PATHS['signUp'], PATHS['forgotPassword']].includes(location.pathname);

  /** Opens the step of the current address. Steps that need more than an address lead to the sign-in form. */
  function open(): void {
    if (location.pathname === PATHS['signUp'] && selfSignUp) toSignUp();
    else if (location.pathname === PATHS['forgotPassword'] && recovery === 'email') {
      toForgotPassword();
    } else if (location.pathname !== '/') history.replaceState(null, '', '/');
  }

  function onBack(): void {
    if (authenticator.route === 'authenticated') return;
    // The Authenticator leaves other steps for the sign-in form only.
    if (authenticator.route !== 'signIn') toSignIn();
    open();
  }

  let opened = false;
  watch(
    () => authenticator.route ?? '',
    (route) => {
      const path = PATHS[route];
      if (route === 'authenticated' && isStep()) history.replaceState(null, '', '/');
      if (path === undefined) return;
      if (!opened && route === 'signIn') {
        opened = true;
        // Somebody asked for this form by its address: that goes before a step of earlier.
        if (isForm()) signIn.leaveStep();
        if (state.resuming === 'resetPassword') return authenticator.toForgotPassword();
        if (!state.continuation) return open();
      }
      // The sign-in form is only passed through.
      if (route === 'signIn' && state.continuation) return;
      if (location.pathname === path) return;
      // Back from any step leads to the sign-in form.
      if (location.pathname === '/') history.pushState(null, '', path);
      else history.replaceState(null, '', path);
    },
    { immediate: true },
  );

  onMounted(() => window.addEventListener('popstate', onBack));
  onUnmounted(() => window.removeEventListener('popstate', onBack));
}
