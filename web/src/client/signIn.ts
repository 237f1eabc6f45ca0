import type { ConfirmSignInInput, SignInInput, SignInOutput } from 'aws-amplify/auth';
import { BROWSER_KEY, newBinding, NO_BROWSER_KEY } from '../../../triggers/public-parameters';
import type { BrowserKeys } from './browserKeys';
import { readBrowserChallenge, readChallenge } from './challenge';
import { explain, type Step } from './explain';
import type { SignInMemory } from './memory';
import type { Message, MessageCode } from './messages';
import { createQueue } from './queue';
import type { SignInState } from './state';
import { codeForm, CONFIRM_SIGN_UP, firstPasswordForm, SIGNED_IN, TO_SIGN_IN_FORM } from './steps';

/** Milliseconds before another code of sign-up or password reset. Cognito itself would send one at once. */
const RESEND_COOLDOWN = 30_000;

/** The calls of Amplify that a sign-in needs. */
export interface Auth {
  signIn(input: SignInInput): Promise<SignInOutput>;
  confirmSignIn(input: ConfirmSignInInput): Promise<SignInOutput>;
  signOut(): Promise<void>;
}

/** After these nobody can sign in to the account for some time. */
const BLOCKING: readonly MessageCode[] = [
  'locked',
  'lockedUntil',
  'tooManyCodes',
  'tooManyCodesUntil',
];

/** From the password to the tokens: calls Amplify and keeps in `state` what the forms show. */
export class SignIn {
  private readonly answerInOrder = createQueue();
  /** Goes up whenever the person leaves a sign-in, so that late answers to it are dropped. */
  generation = 0;
  /** Whether this browser can be remembered; after a reload, what the challenge says. */
  private canRemember = false;
  /** Kept until the first password is set, which can then be retried after a pause or a refusal. */
  temporaryPassword = '';

  constructor(
    readonly state: SignInState,
    private readonly auth: Auth,
    private readonly memory: SignInMemory,
    /** `clientMetadata` for each call. */
    readonly metadata: () => Record<string, string>,
    /** Without it, nothing proves this browser or remembers it. */
    readonly keys?: BrowserKeys,
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
          return firstPasswordForm(missingAttributes);
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
      remember: false,
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
      remember: false,
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
      const [key, canRemember = false] = await Promise.all([
        this.keys?.find(username),
        this.keys?.available(),
      ]);
      this.canRemember = canRemember;
      const clientMetadata = { ...this.metadata(), ...(key && { [BROWSER_KEY.browser]: key.id }) };
      const output = await this.auth.signIn({
        username,
        password,
        options: { authFlowType: 'CUSTOM_WITH_SRP', clientMetadata },
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

  /** An answer to the current challenge. @throws Amplify's errors */
  answer(challengeResponse: string, metadata?: Record<string, string>): Promise<SignInOutput> {
    const clientMetadata = { ...this.metadata(), ...newBinding(), ...metadata };
    return this.answerInOrder(() =>
      this.auth.confirmSignIn({ challengeResponse, options: { clientMetadata } }),
    );
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
        const { state } = this;
        const asked = readBrowserChallenge(nextStep.additionalInfo);
        if (asked) {
          const proof = (await this.keys?.prove(state.email, asked)) ?? NO_BROWSER_KEY;
          return this.takeStep(await this.answer(proof), generation);
        }
        const read = readChallenge(nextStep.additionalInfo, Date.now(), state.challenge);
        if (!read) throw new Error('The custom challenge is not an emailed code');
        const { challenge } = read;
        if (!this.canRemember) challenge.remember = state.challenge?.remember ?? 'no';
        state.challenge = challenge;
        this.memory.keep({ step: 'code', email: state.email, challenge });
        return codeForm(challenge);
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
      remember: false,
      blocked: blocked ? message : undefined,
      notice: blocked ? undefined : { ...message, tone: 'warning' },
    });
  }
}
