import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signIn as amplifySignIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { reactive } from 'vue';
import { BrowserKeys } from '../client/browserKeys';
import { CodeAnswers } from '../client/codeAnswers';
import { FirstPassword } from '../client/firstPassword';
import { browserKeyStore } from '../client/keyStore';
import { SignInMemory } from '../client/memory';
import { clientMetadata } from '../client/metadata';
import { SignIn } from '../client/signIn';
import type { SignInState } from '../client/state';
import { browserStorage } from '../client/storage';
import { useAuthenticator } from './authenticator';
import { useLanguage } from './language/useLanguage';
import { createServices } from './services';

const state = reactive<SignInState>({
  email: '',
  missingAttributes: [],
  remember: false,
  resendAt: 0,
});
const { language } = useLanguage();
/** The keys that this browser is remembered with. @throws Error before Amplify is configured */
const browserKeys = new BrowserKeys(browserKeyStore, () => {
  const pool = Amplify.getConfig().Auth?.Cognito;
  if (!pool?.userPoolId) throw new Error('Amplify is not configured');
  return pool;
});
const signIn = new SignIn(
  state,
  { confirmSignIn, signIn: amplifySignIn, signOut },
  new SignInMemory(browserStorage('sessionStorage')),
  () => clientMetadata(language.value),
  browserKeys,
);
const codeAnswers = new CodeAnswers(signIn);
const firstPassword = new FirstPassword(signIn, { confirmSignIn });
signIn.resume();

const account = { confirmResetPassword, confirmSignUp, resendSignUpCode, resetPassword, signUp };

/** The sign-in of this page. */
export const useSignIn = () => ({ state, signIn, codeAnswers, firstPassword, browserKeys });

/** The Authenticator's `services` for it. */
export const servicesFor = ({ recovery }: { recovery: 'email' | 'admin' }) =>
  createServices(signIn, codeAnswers, account, recovery === 'email');

/** Links from one form to another. */
export function useNavigation() {
  const authenticator = useAuthenticator();
  const leaving = (go: () => void) => () => {
    signIn.leaveStep();
    go();
  };
  return {
    toSignIn: leaving(() => authenticator.toSignIn()),
    toSignUp: leaving(() => authenticator.toSignUp()),
    toForgotPassword: leaving(() => authenticator.toForgotPassword()),
  };
}
