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
import { parseRefusal, RESEND_METADATA } from '../../../triggers/public-parameters';
import { texts } from '../texts';
import { readChallenge, secondsUntil } from './challenge';
import { normaliseCode } from './code';
import { explain, type Step } from './explain';
import type { SignInFlow } from './flow';

/** The calls of `aws-amplify/auth` that are used. */
export type Auth = Pick<
  typeof AmplifyAuth,
  | 'confirmResetPassword'
  | 'confirmSignIn'
  | 'confirmSignUp'
  | 'resendSignUpCode'
  | 'resetPassword'
  | 'signIn'
  | 'signUp'
>;

/**
 * A step that the Authenticator has no form for: it then falls back to a fresh sign-in form, which is
 * just what is wanted when a sign-in can't go on.
 */
const TO_SIGN_IN_FORM: SignInOutput = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' },
};

/** Runs a call and words its errors for people: the Authenticator shows the message as it is. */
async function inPlainWords<T>(step: Step, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw new Error(explain(error, step).message, { cause: error });
  }
}

/** Keeps what a challenge says, and gives its step the name of the Authenticator's code form. */
function takeStep(flow: SignInFlow, output: SignInOutput): SignInOutput {
  const { nextStep } = output;
  flow.challenge = undefined;
  if (nextStep.signInStep === 'DONE') flow.email = '';
  if (nextStep.signInStep !== 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE') return output;
  const challenge = readChallenge(nextStep.additionalInfo, Date.now());
  if (!challenge) throw new Error('A custom challenge that is not an emailed code');
  flow.challenge = challenge;
  return {
    isSignedIn: false,
    nextStep: {
      signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
      codeDeliveryDetails: { destination: challenge.destination, deliveryMedium: 'EMAIL' },
    },
  };
}

/** The Authenticator's `services`, and the calls of the steps that have a form of our own. */
export function createServices(flow: SignInFlow, auth: Auth) {
  /** From sign-up to its confirmation, so that the person need not type the password twice. */
  let newAccount: { username: string; password: string } | undefined;

  async function signInWithCode(username: string, password: string): Promise<SignInOutput> {
    try {
      return await auth.signIn({
        username,
        password,
        options: { authFlowType: 'CUSTOM_WITH_SRP' },
      });
    } catch (error) {
      // Signed in from another tab meanwhile: go on to the page that says as whom.
      if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException')
        return { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
      throw error;
    }
  }

  function goOn(email: string, done: string, next: () => Promise<SignInOutput>): void {
    Object.assign(flow, { email, next, notice: { tone: 'info', text: done } });
  }

  function startOver(text: string): void {
    Object.assign(flow, { challenge: undefined, notice: { tone: 'warning', text } });
  }

  return {
    async handleSignIn({ username, password = '' }: SignInInput): Promise<SignInOutput> {
      const { next, notice } = flow;
      // If going on by itself fails, the person has still to know how far they got.
      Object.assign(flow, { email: username, next: undefined, notice: next && notice });
      const output = await inPlainWords('signIn', async () =>
        takeStep(flow, await (next ? next() : signInWithCode(username, password))),
      );
      flow.notice = undefined;
      const unconfirmed = output.nextStep.signInStep === 'CONFIRM_SIGN_UP';
      newAccount = unconfirmed ? { username, password } : undefined;
      return output;
    },

    /** Throws for a wrong or expired code, so that the form stays and shows why. */
    async handleConfirmSignIn({ challengeResponse }: ConfirmSignInInput): Promise<SignInOutput> {
      const code = normaliseCode(challengeResponse);
      const codeLength = flow.challenge?.codeLength ?? 0;
      if (code.length !== codeLength) throw new Error(texts.code.needsDigits(codeLength));
      let output: SignInOutput;
      try {
        output = takeStep(flow, await auth.confirmSignIn({ challengeResponse: code }));
      } catch (error) {
        const { message, signInOver } = explain(error, 'code');
        if (!signInOver) throw new Error(message, { cause: error });
        startOver(message);
        return TO_SIGN_IN_FORM;
      }
      if (!flow.challenge) return output;
      const { outcome, attemptsLeft } = flow.challenge;
      throw new Error(
        outcome === 'CODE_EXPIRED' ? texts.code.expired : texts.code.wrong(attemptsLeft),
      );
    },

    /**
     * Asks for another code. Resolves with what to tell the person, or with undefined when the sign-in
     * is over and `flow.notice` says why; throws, in plain words, if it can be tried again.
     */
    async resendCode(): Promise<string | undefined> {
      try {
        const output = await auth.confirmSignIn({
          challengeResponse: RESEND_METADATA.action,
          options: { clientMetadata: RESEND_METADATA },
        });
        takeStep(flow, output);
      } catch (error) {
        const { message, signInOver } = explain(error, 'resend');
        if (!signInOver) throw new Error(message, { cause: error });
        startOver(message);
        return undefined;
      }
      if (flow.challenge?.outcome === 'CODE_SENT') return texts.code.resent;
      return texts.code.notResent(secondsUntil(flow.challenge?.resendAt ?? 0, Date.now()));
    },

    /**
     * Sets the first password of an account that an admin created. On return the sign-in goes on from
     * the sign-in form: by itself, or from the start if `flow.next` is not set. Throws, in plain words,
     * if the password can't be used.
     */
    async setFirstPassword(
      password: string,
      userAttributes: Record<string, string>,
    ): Promise<void> {
      const { email } = flow;
      try {
        const output = await auth.confirmSignIn({
          challengeResponse: password,
          options: { userAttributes },
        });
        goOn(email, texts.notices.passwordSaved, async () => output);
      } catch (error) {
        // The password is set, but tokens are given out only after a code: sign in again.
        if (error instanceof Error && parseRefusal(error.message)?.code === 'EmailMfaRequired') {
          goOn(email, texts.notices.passwordSaved, () => signInWithCode(email, password));
          return;
        }
        const { message, signInOver } = explain(error, 'firstPassword');
        if (!signInOver) throw new Error(message, { cause: error });
        startOver(message);
      }
    },

    handleSignUp(input: SignUpInput) {
      const { username, password = '', options } = input;
      return inPlainWords('account', async () => {
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
      return inPlainWords('account', async () => {
        const output = await auth.confirmSignUp(input);
        flow.email = input.username;
        if (newAccount?.username === input.username) {
          const { username, password } = newAccount;
          goOn(username, texts.notices.accountConfirmed, () => signInWithCode(username, password));
        }
        newAccount = undefined;
        return output;
      });
    },

    async handleResendSignUpCode(input: ResendSignUpCodeInput) {
      try {
        return await auth.resendSignUpCode(input);
      } catch (error) {
        // The Authenticator knows this message by heart, and goes to the sign-in form.
        if (error instanceof Error && error.message === 'User is already confirmed.') throw error;
        throw new Error(explain(error, 'account').message, { cause: error });
      }
    },

    handleForgotPassword(input: ResetPasswordInput) {
      return inPlainWords('account', () => auth.resetPassword(input));
    },

    handleForgotPasswordSubmit(input: ConfirmResetPasswordInput): Promise<void> {
      return inPlainWords('account', async () => {
        await auth.confirmResetPassword(input);
        goOn(input.username, texts.notices.passwordSaved, () =>
          signInWithCode(input.username, input.newPassword),
        );
      });
    },
  };
}

export type Services = ReturnType<typeof createServices>;
