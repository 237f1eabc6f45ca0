import type {
  ConfirmResetPasswordInput,
  ConfirmSignInInput,
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  SignInInput,
  SignInOutput,
  SignUpInput,
} from 'aws-amplify/auth';
import type * as AmplifyAuth from 'aws-amplify/auth';
import type { CodeAnswers } from '../client/codeAnswers';
import { explain } from '../client/explain';
import type { SignIn } from '../client/signIn';

type Auth = Pick<
  typeof AmplifyAuth,
  'confirmResetPassword' | 'confirmSignUp' | 'resendSignUpCode' | 'resetPassword' | 'signUp'
>;

/** The Authenticator's `services`. Errors that it gets say nothing: `state.problem` has the message. */
export function createServices(
  signIn: SignIn,
  codeAnswers: CodeAnswers,
  auth: Auth,
  selfRecovery: boolean,
) {
  const { state } = signIn;
  /** Kept from sign-up to confirmation, so that the person need not type the password twice. */
  let newAccount: { username: string; password: string } | undefined;

  const options = () => ({ clientMetadata: signIn.metadata() });

  /** Whether a reload interrupted the step, so that its email is already sent. */
  function isResuming(step: 'confirmSignUp' | 'resetPassword'): boolean {
    const resuming = state.resuming === step;
    state.resuming = undefined;
    return resuming;
  }

  return {
    async handleSignIn(input: SignInInput): Promise<SignInOutput> {
      const output = await signIn.submitPassword(input);
      const { signInStep } = output.nextStep;
      // The Authenticator would ask for an email at once, and show no form if that failed.
      if (signInStep === 'RESET_PASSWORD') {
        signIn.fail({ code: selfRecovery ? 'resetRequired' : 'resetByAdmin' });
      }
      const { username, password = '' } = input;
      newAccount =
        signInStep === 'CONFIRM_SIGN_UP' && password ? { username, password } : undefined;
      return output;
    },

    handleConfirmSignIn: (input: ConfirmSignInInput) => codeAnswers.submit(input),

    handleSignUp(input: SignUpInput) {
      const { username, password = '' } = input;
      return signIn.attempt('account', async () => {
        // Amplify's own autoSignIn would end in a challenge that the Authenticator cannot show.
        const output = await auth.signUp({
          ...input,
          options: { userAttributes: {}, ...input.options, ...options(), autoSignIn: false },
        });
        newAccount = { username, password };
        signIn.awaitCode('confirmSignUp', username);
        return output;
      });
    },

    handleConfirmSignUp(input: ConfirmSignUpInput): Promise<ConfirmSignUpOutput> {
      return signIn.attempt('account', async () => {
        const output = await auth.confirmSignUp(input);
        const { username } = input;
        signIn.leaveStep();
        if (newAccount?.username === username) {
          const { password } = newAccount;
          signIn.continueWith(username, { code: 'accountConfirmed' }, () =>
            signIn.withPassword(username, password),
          );
        } else {
          state.email = username;
          state.notice = { code: 'accountConfirmed', tone: 'info' };
        }
        newAccount = undefined;
        return output;
      });
    },

    async handleResendSignUpCode(input: ResendSignUpCodeInput) {
      const { username } = input;
      if (isResuming('confirmSignUp')) return { destination: username, deliveryMedium: 'EMAIL' };
      state.problem = undefined;
      try {
        const output = await auth.resendSignUpCode({ ...input, options: options() });
        signIn.awaitCode('confirmSignUp', username);
        return output;
      } catch (error) {
        // The Authenticator recognizes this message and goes to the sign-in form.
        if (error instanceof Error && error.message === 'User is already confirmed.') throw error;
        return signIn.fail(explain(error, 'account').message, error);
      }
    },

    async handleForgotPassword(input: ResetPasswordInput): Promise<ResetPasswordOutput> {
      const { username } = input;
      if (isResuming('resetPassword')) {
        return {
          isPasswordReset: false,
          nextStep: {
            resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
            codeDeliveryDetails: { destination: username, deliveryMedium: 'EMAIL' },
          },
        };
      }
      state.email = username;
      return signIn.attempt('account', async () => {
        const output = await auth.resetPassword({ ...input, options: options() });
        signIn.awaitCode('resetPassword', username);
        return output;
      });
    },

    handleForgotPasswordSubmit(input: ConfirmResetPasswordInput): Promise<void> {
      const { username, newPassword } = input;
      return signIn.attempt('account', async () => {
        // The notice of the reset is in the person's language and time zone.
        await auth.confirmResetPassword({ ...input, options: options() });
        signIn.leaveStep();
        signIn.continueWith(username, { code: 'passwordSaved' }, () =>
          signIn.withPassword(username, newPassword),
        );
      });
    },
  };
}
