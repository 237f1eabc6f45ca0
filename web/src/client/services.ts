import type {
  ConfirmResetPasswordInput,
  ConfirmSignInInput,
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResetPasswordInput,
  SignInInput,
  SignInOutput,
  SignUpInput,
} from 'aws-amplify/auth';
import type * as AmplifyAuth from 'aws-amplify/auth';
import { explain } from './explain';
import type { SignIn } from './signIn';

type Auth = Pick<
  typeof AmplifyAuth,
  'confirmResetPassword' | 'confirmSignUp' | 'resendSignUpCode' | 'resetPassword' | 'signUp'
>;

/** The Authenticator's `services`. What it is told of an error is no more than that there was one. */
export function createServices(signIn: SignIn, auth: Auth, selfRecovery: boolean) {
  const { flow } = signIn;
  /** From sign-up to its confirmation, so that the person need not type the password twice. */
  let newAccount: { username: string; password: string } | undefined;

  return {
    async handleSignIn(input: SignInInput): Promise<SignInOutput> {
      const output = await signIn.submitPassword(input);
      const { signInStep } = output.nextStep;
      // The Authenticator would ask for a mail at once, and be stuck without a form if that failed.
      if (signInStep === 'RESET_PASSWORD') {
        signIn.fail({ key: selfRecovery ? 'notice.resetRequired' : 'notice.resetByAdmin' });
      }
      const { username, password = '' } = input;
      newAccount = signInStep === 'CONFIRM_SIGN_UP' ? { username, password } : undefined;
      return output;
    },

    handleConfirmSignIn: (input: ConfirmSignInInput) => signIn.submitCode(input),

    handleSignUp(input: SignUpInput) {
      const { username, password = '', options } = input;
      return signIn.attempt('account', async () => {
        // Amplify's own autoSignIn would end in a challenge that the Authenticator can't show.
        const output = await auth.signUp({
          ...input,
          options: { userAttributes: {}, ...options, autoSignIn: false },
        });
        newAccount = { username, password };
        flow.email = username;
        return output;
      });
    },

    handleConfirmSignUp(input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput> {
      return signIn.attempt('account', async () => {
        const output = await auth.confirmSignUp(input);
        const { username } = input;
        if (newAccount?.username === username) {
          const { password } = newAccount;
          signIn.goOn(username, { key: 'notice.accountConfirmed' }, () =>
            signIn.withPassword(username, password),
          );
        } else {
          flow.email = username;
          flow.notice = { key: 'notice.accountConfirmed', tone: 'info' };
        }
        newAccount = undefined;
        return output;
      });
    },

    async handleResendSignUpCode(input: ResendSignUpCodeInput) {
      flow.problem = undefined;
      try {
        return await auth.resendSignUpCode(input);
      } catch (error) {
        // The Authenticator knows this message by heart, and goes to the sign-in form.
        if (error instanceof Error && error.message === 'User is already confirmed.') throw error;
        return signIn.fail(explain(error, 'account').told, error);
      }
    },

    handleForgotPassword(input: ResetPasswordInput) {
      flow.email = input.username;
      return signIn.attempt('account', () => auth.resetPassword(input));
    },

    handleForgotPasswordSubmit(input: ConfirmResetPasswordInput): Promise<void> {
      const { username, newPassword } = input;
      return signIn.attempt('account', async () => {
        await auth.confirmResetPassword(input);
        signIn.goOn(username, { key: 'notice.passwordSaved' }, () =>
          signIn.withPassword(username, newPassword),
        );
      });
    },
  };
}
