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
import { useLanguage } from './language/useLanguage';
import { useAuthenticator } from './authenticator';
import { FirstPassword } from '../client/firstPassword';
import type { SignInFlow } from '../client/flow';
import { SignInMemory } from '../client/memory';
import { createServices } from '../client/services';
import { SignIn } from '../client/signIn';

const flow = reactive<SignInFlow>({ email: '', missingAttributes: [] });
const memory = new SignInMemory(sessionStorage);
const { language } = useLanguage();
const signIn = new SignIn(
  flow,
  { confirmSignIn, signIn: amplifySignIn, signOut },
  memory,
  () => language.value,
);
const firstPassword = new FirstPassword(signIn, { confirmSignIn });
signIn.resume();

const account = { confirmResetPassword, confirmSignUp, resendSignUpCode, resetPassword, signUp };

/** The one sign-in of this page. */
export const useSignIn = () => ({ flow, signIn, firstPassword });

/** The Authenticator's `services` for it. */
export const servicesFor = ({ recovery }: { recovery: 'email' | 'admin' }) =>
  createServices(signIn, account, recovery === 'email');

/** Ways from one form to another that the person takes by themselves. */
export function useWays() {
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
