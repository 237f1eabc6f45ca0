import type { ConfirmSignInInput, SignInInput, SignInOutput } from 'aws-amplify/auth';
import type * as AmplifyAuth from 'aws-amplify/auth';
import {
  newBinding,
  RESEND_METADATA,
  STATUS_METADATA,
  type ChallengeOutcome,
} from '../../../triggers/public-parameters';
import { readChallenge, type Challenge } from './challenge';
import { readCode } from './code';
import { explain, type Step } from './explain';
import type { SignInMemory } from './memory';
import type { Message, MessageCode } from './messages';
import { createQueue } from './queue';
import type { SignInState } from './state';

/** Milliseconds before another code of sign-up or password reset. Cognito itself would send one at once. */
const RESEND_COOLDOWN = 30_000;

type Auth = Pick<typeof AmplifyAuth, 'confirmSignIn' | 'signIn' | 'signOut'>;

/** A step that the Authenticator has no form for: it falls back to an empty sign-in form. */
const TO_SIGN_IN_FORM: SignInOutput = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' },
};
const CONFIRM_SIGN_UP: SignInOutput = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
};
const SIGNED_IN: SignInOutput = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

/** The Authenticator's code form stands in for the custom challenge, which it does not know. */
const codeForm = ({ destination }: Challenge): SignInOutput => ({
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
    codeDeliveryDetails: { destination, deliveryMedium: 'EMAIL' },
  },
});

/** After these nobody can sign in to the account for some time. */
const BLOCKING: readonly MessageCode[] = [
  'locked',
  'lockedUntil',
  'tooManyCodes',
  'tooManyCodesUntil',
];

type Answered = { output: SignInOutput; outcome?: ChallengeOutcome };

/** From the password to the tokens: calls Amplify and keeps in `state` what the forms show. */
export class SignIn {
  private readonly answerInOrder = createQueue();
  /** Goes up whenever the person leaves a sign-in, so that late answers to it are dropped. */
  private generation = 0;
  /** Kept until the first password is set, which can then be retried after a pause or a refusal. */
  temporaryPassword = '';

  constructor(
    readonly state: SignInState,
    private readonly auth: Auth,
    private readonly memory: SignInMemory,
    /** `clientMetadata` for each call. */
    readonly metadata: () => Record<string, string>,
  ) {}

  /** Continues the step that a reload interrupted. If that is too late, a notice says so. */
  resume(): void {
    const interrupted = this.memory.recall();
    if (!interrupted) return;
    const { state } = this;
    state.email = interrupted.email;
    if (!interrupted.canContinue) return this.startOver({ code: 'signInTimedOut' });
    switch (interrupted.step) {
      case 'code': {
        const { challenge } = interrupted;
        state.continuation = async () => {
          state.challenge = challenge;
          return codeForm(challenge);
        };
        return;
      }
      case 'firstPassword': {
        const { missingAttributes } = interrupted;
        state.continuation = async () => {
          state.missingAttributes = missingAttributes;
          return {
            isSignedIn: false,
            nextStep: {
              signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED',
              missingAttributes: missingAttributes as never,
            },
          };
        };
        return;
      }
      case 'confirmSignUp':
        state.continuation = async () => CONFIRM_SIGN_UP;
    }
    Object.assign(state, { resuming: interrupted.step, resendAt: interrupted.resendAt });
  }

  /** Remembers that Cognito emailed a code of sign-up or password reset, and that it needs an answer. */
  awaitCode(step: 'confirmSignUp' | 'resetPassword', email: string): void {
    const resendAt = Date.now() + RESEND_COOLDOWN;
    Object.assign(this.state, { email, resendAt });
    this.memory.keep({ step, email, resendAt });
  }

  /** Clears everything once somebody is signed in, in this tab or in another one. */
  finish(): void {
    this.memory.forget();
    this.temporaryPassword = '';
    Object.assign(this.state, {
      email: '',
      challenge: undefined,
      continuation: undefined,
      notice: undefined,
    });
  }

  /** Clears what the current step says, because the person leaves it by a link or button. */
  leaveStep(): void {
    this.generation += 1;
    this.memory.forget();
    Object.assign(this.state, {
      challenge: undefined,
      continuation: undefined,
      resuming: undefined,
      notice: undefined,
      problem: undefined,
      blocked: undefined,
    });
  }

  /** @throws Error that keeps the Authenticator at its form; `state.problem` or `.blocked` says why */
  fail(message: Message, cause?: unknown): never {
    this.state[BLOCKING.includes(message.code) ? 'blocked' : 'problem'] = message;
    throw new Error(message.code, { cause });
  }

  /** Runs a call of one step. @throws as `fail` does if the call throws */
  async attempt<T>(step: Step, call: () => Promise<T>): Promise<T> {
    this.state.problem = undefined;
    try {
      return await call();
    } catch (error) {
      return this.fail(explain(error, step).message, error);
    }
  }

  /** Skips the sign-in form: `continuation` runs as soon as the Authenticator shows it. */
  continueWith(email: string, done: Message, continuation: () => Promise<SignInOutput>): void {
    Object.assign(this.state, { email, continuation, notice: { ...done, tone: 'info' } });
  }

  async withPassword(username: string, password: string): Promise<SignInOutput> {
    const { generation } = this;
    try {
      const output = await this.auth.signIn({
        username,
        password,
        options: { authFlowType: 'CUSTOM_WITH_SRP', clientMetadata: this.metadata() },
      });
      const { signInStep } = output.nextStep;
      const isTemporary = signInStep === 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED';
      this.temporaryPassword = isTemporary ? password : '';
      return await this.takeStep(output, generation);
    } catch (error) {
      // Another tab signed in meanwhile: show its account.
      if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException') {
        return SIGNED_IN;
      }
      throw error;
    }
  }

  /** The Authenticator's service for its sign-in form. */
  async submitPassword({ username, password = '' }: SignInInput): Promise<SignInOutput> {
    const { continuation, notice } = this.state;
    // If the continuation fails, the notice still says what was done before it.
    Object.assign(this.state, { email: username, notice: continuation && notice });
    const output = await this.attempt('signIn', () =>
      continuation ? continuation() : this.withPassword(username, password),
    ).finally(() => (this.state.continuation = undefined));
    this.state.notice = undefined;
    return output;
  }

  /** The Authenticator's service for its code form. */
  async submitCode({ challengeResponse }: ConfirmSignInInput): Promise<SignInOutput> {
    const length = this.state.challenge?.codeLength ?? 0;
    const code = readCode(challengeResponse, length);
    if (code.length < length) this.fail({ code: 'codeIncomplete', values: { length } });
    const { output, outcome } = await this.attemptAnswer(code);
    if (!outcome) return output;
    return this.fail(
      outcome === 'CODE_EXPIRED'
        ? { code: 'codeExpired' }
        : {
            code: 'incorrectCodeAttemptsLeft',
            values: { count: this.state.challenge?.attemptsLeft ?? 0 },
          },
    );
  }

  /**
   * Asks for a new code. Resolves with the message for the person, or with undefined when the sign-in is
   * over and `state.notice` says why.
   * @throws Error if the person can try again; `state.problem` says why it did not work
   */
  async resendCode(): Promise<Message | undefined> {
    const { outcome } = await this.attemptAnswer(RESEND_METADATA.action, RESEND_METADATA);
    if (!outcome) return undefined;
    if (outcome === 'CODE_SENT') return { code: 'codeResent' };
    const time = new Date(this.state.challenge?.resendAt ?? 0);
    return { code: 'resendTooEarly', values: { time } };
  }

  /**
   * Asks whether the email was delivered, and keeps the answer in `state.challenge`. It runs in the
   * background, so it changes nothing else, and a failed question is no problem to show.
   * @returns false if the sign-in turns out to be over; `state.notice` then says why
   */
  async checkDelivery(): Promise<boolean> {
    try {
      return Boolean((await this.answer(STATUS_METADATA.action, STATUS_METADATA)).outcome);
    } catch (error) {
      const { message, signInOver } = explain(error, 'code');
      if (signInOver) this.startOver(message);
      return !signInOver;
    }
  }

  /**
   * An answer that the person waits for.
   * @throws Error if the person can try again; `state.problem` says why it did not work
   */
  private async attemptAnswer(
    challengeResponse: string,
    action?: Record<string, string>,
  ): Promise<Answered> {
    const { generation } = this;
    this.state.problem = undefined;
    try {
      return await this.answer(challengeResponse, action);
    } catch (error) {
      if (generation !== this.generation) return { output: TO_SIGN_IN_FORM };
      const { message, signInOver } = explain(error, 'code');
      if (!signInOver) return this.fail(message, error);
      this.startOver(message);
      return { output: TO_SIGN_IN_FORM };
    }
  }

  /** One round of the code challenge. Without an outcome the challenge is over. @throws Amplify's errors */
  private async answer(
    challengeResponse: string,
    action?: Record<string, string>,
  ): Promise<Answered> {
    const { generation } = this;
    const clientMetadata = { ...this.metadata(), ...newBinding(), ...action };
    const output = await this.answerInOrder(() =>
      this.auth.confirmSignIn({ challengeResponse, options: { clientMetadata } }),
    );
    const taken = await this.takeStep(output, generation);
    const { nextStep } = output;
    return nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE'
      ? { output: taken, outcome: nextStep.additionalInfo?.outcome as ChallengeOutcome }
      : { output: taken };
  }

  /** Keeps what the next step needs, and gives it a name that the Authenticator knows. */
  async takeStep(output: SignInOutput, generation = this.generation): Promise<SignInOutput> {
    const { nextStep } = output;
    if (generation !== this.generation) {
      // The person left while the answer was under way, so it must not sign anybody in.
      if (output.isSignedIn) await this.auth.signOut();
      return TO_SIGN_IN_FORM;
    }
    switch (nextStep.signInStep) {
      case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE': {
        const read = readChallenge(nextStep.additionalInfo, Date.now(), this.state.challenge);
        if (!read) throw new Error('The custom challenge is not an emailed code');
        this.state.challenge = read.challenge;
        this.memory.keep({ step: 'code', email: this.state.email, challenge: read.challenge });
        return codeForm(read.challenge);
      }
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        this.state.missingAttributes = [...(nextStep.missingAttributes ?? [])];
        this.memory.keep({
          step: 'firstPassword',
          email: this.state.email,
          missingAttributes: this.state.missingAttributes,
        });
        return output;
      case 'DONE':
        this.finish();
        return output;
      case 'CONFIRM_SIGN_UP':
      case 'RESET_PASSWORD':
        return output;
      default:
        throw new Error(`This page has no form for the step ${nextStep.signInStep}`);
    }
  }

  /** Ends this sign-in: the sign-in form shows the message. */
  startOver(message: Message): void {
    this.memory.forget();
    const blocked = BLOCKING.includes(message.code);
    Object.assign(this.state, {
      challenge: undefined,
      blocked: blocked ? message : undefined,
      notice: blocked ? undefined : { ...message, tone: 'warning' },
    });
  }
}
