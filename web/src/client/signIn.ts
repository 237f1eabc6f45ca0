import type { ConfirmSignInInput, SignInInput, SignInOutput } from 'aws-amplify/auth';
import type * as AmplifyAuth from 'aws-amplify/auth';
import {
  RESEND_METADATA,
  STATUS_METADATA,
  type ChallengeOutcome,
} from '../../../triggers/public-parameters';
import type { Told } from '../vue/language/useLanguage';
import { readChallenge, type Challenge } from './challenge';
import { readCode } from './code';
import { explain, type Step } from './explain';
import type { SignInFlow } from './flow';
import { inTurn } from './inTurn';
import type { SignInMemory } from './memory';

type Auth = Pick<typeof AmplifyAuth, 'confirmSignIn' | 'signIn' | 'signOut'>;

/**
 * A step that the Authenticator has no form for: it then falls back to a fresh sign-in form, which is
 * just what is wanted when a sign-in can't go on.
 */
const TO_SIGN_IN_FORM: SignInOutput = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE' },
};
const SIGNED_IN: SignInOutput = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

/** The name of the Authenticator's code form, in place of the custom challenge that it does not know. */
const codeForm = ({ destination }: Challenge): SignInOutput => ({
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
    codeDeliveryDetails: { destination, deliveryMedium: 'EMAIL' },
  },
});

/** From the password to the tokens: calls Amplify, and keeps in `flow` what the forms show. */
export class SignIn {
  private readonly answerInTurn = inTurn();
  /** Counts the times that the person left a sign-in: what still comes of it is dropped. */
  private turn = 0;
  /** Until an own one is set, so that a long pause or a refused one need not lead back to the start. */
  temporaryPassword = '';

  constructor(
    readonly flow: SignInFlow,
    private readonly auth: Auth,
    private readonly memory: SignInMemory,
    private readonly language: () => string,
  ) {}

  /** Takes up the code step that a reload interrupted, or tells that it is too late for that. */
  resume(): void {
    const interrupted = this.memory.recall();
    if (!interrupted) return;
    const { email, challenge, canGoOn } = interrupted;
    this.flow.email = email;
    if (!canGoOn) return this.startOver({ key: 'notice.sessionOver' });
    this.flow.next = async () => {
      this.flow.challenge = challenge;
      return codeForm(challenge);
    };
  }

  /** Somebody is signed in, here or by another tab: what this tab waited for is over. */
  settle(): void {
    this.memory.forget();
    this.temporaryPassword = '';
    Object.assign(this.flow, { email: '', challenge: undefined, next: undefined });
  }

  /** The person goes elsewhere by a link or button: what was said here is over. */
  leaveStep(): void {
    this.turn += 1;
    this.memory.forget();
    Object.assign(this.flow, { challenge: undefined, notice: undefined, problem: undefined });
  }

  /** @throws an Error that keeps the Authenticator at its form; `flow.problem` says why */
  fail(told: Told, cause?: unknown): never {
    this.flow.problem = told;
    throw new Error(told.key, { cause });
  }

  /** Runs a call of one step; fails in words for people if it throws. */
  async attempt<T>(step: Step, call: () => Promise<T>): Promise<T> {
    this.flow.problem = undefined;
    try {
      return await call();
    } catch (error) {
      return this.fail(explain(error, step).told, error);
    }
  }

  /** The sign-in form is left out: as soon as it is reached, the sign-in goes on by itself. */
  goOn(email: string, done: Told, next: () => Promise<SignInOutput>): void {
    Object.assign(this.flow, { email, next, notice: { ...done, tone: 'info' } });
  }

  async withPassword(username: string, password: string): Promise<SignInOutput> {
    const turn = this.turn;
    try {
      const output = await this.auth.signIn({
        username,
        password,
        options: { authFlowType: 'CUSTOM_WITH_SRP', clientMetadata: this.metadata() },
      });
      const { signInStep } = output.nextStep;
      const isTemporary = signInStep === 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED';
      this.temporaryPassword = isTemporary ? password : '';
      return await this.takeStep(output, turn);
    } catch (error) {
      // Signed in from another tab meanwhile: go on to the page that says as whom.
      if (error instanceof Error && error.name === 'UserAlreadyAuthenticatedException') {
        return SIGNED_IN;
      }
      throw error;
    }
  }

  /** The Authenticator's service for its sign-in form. */
  async submitPassword({ username, password = '' }: SignInInput): Promise<SignInOutput> {
    const { next, notice } = this.flow;
    // If going on by itself fails, the person has still to know how far they got.
    Object.assign(this.flow, { email: username, notice: next && notice });
    const output = await this.attempt('signIn', () =>
      next ? next() : this.withPassword(username, password),
    ).finally(() => (this.flow.next = undefined));
    this.flow.notice = undefined;
    return output;
  }

  /** The Authenticator's service for its code form. */
  async submitCode({ challengeResponse }: ConfirmSignInInput): Promise<SignInOutput> {
    const length = this.flow.challenge?.codeLength ?? 0;
    const code = readCode(challengeResponse, length);
    if (code.length < length) this.fail({ key: 'code.needsDigits', values: { length } });
    const answered = await this.answer(code);
    if (!answered.outcome) return answered.output;
    return this.fail(
      answered.outcome === 'CODE_EXPIRED'
        ? { key: 'code.expired' }
        : { key: 'code.wrong', values: { count: this.flow.challenge?.attemptsLeft ?? 0 } },
    );
  }

  /**
   * Asks for another code. Resolves with what to tell the person, or with undefined when the sign-in is
   * over and `flow.notice` says why.
   * @throws Error if it can be tried again; `flow.problem` says why it did not work
   */
  async resendCode(): Promise<Told | undefined> {
    const { outcome } = await this.answer(RESEND_METADATA.action, RESEND_METADATA);
    if (!outcome) return undefined;
    if (outcome === 'CODE_SENT') return { key: 'code.resent' };
    const time = new Date(this.flow.challenge?.resendAt ?? 0);
    return { key: 'code.notYet', values: { time } };
  }

  /**
   * Asks whether the mail could be delivered, and keeps the answer in `flow.challenge`. Nobody waits for
   * it: if it can't be had, that is no problem to tell of.
   * @returns false if the sign-in turns out to be over; `flow.notice` then says why
   */
  async askAboutMail(): Promise<boolean> {
    try {
      return Boolean((await this.answer(STATUS_METADATA.action, STATUS_METADATA)).outcome);
    } catch {
      this.flow.problem = undefined;
      return true;
    }
  }

  /**
   * One round of the code challenge. Without an outcome the challenge is over, by success or for good.
   * @throws Error if it can be tried again; `flow.problem` says why it did not work
   */
  private async answer(
    challengeResponse: string,
    action: Record<string, string> = {},
  ): Promise<{ output: SignInOutput; outcome?: ChallengeOutcome }> {
    const turn = this.turn;
    this.flow.problem = undefined;
    const options = { clientMetadata: { ...this.metadata(), ...action } };
    try {
      const output = await this.answerInTurn(() =>
        this.auth.confirmSignIn({ challengeResponse, options }),
      );
      const taken = await this.takeStep(output, turn);
      const { nextStep } = output;
      return nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE'
        ? { output: taken, outcome: nextStep.additionalInfo?.outcome as ChallengeOutcome }
        : { output: taken };
    } catch (error) {
      if (turn !== this.turn) return { output: TO_SIGN_IN_FORM };
      const { told, signInOver } = explain(error, 'code');
      if (!signInOver) return this.fail(told, error);
      this.startOver(told);
      return { output: TO_SIGN_IN_FORM };
    }
  }

  /** Keeps what the next step needs, and gives it a name that the Authenticator knows. */
  async takeStep(output: SignInOutput, turn = this.turn): Promise<SignInOutput> {
    const { nextStep } = output;
    if (turn !== this.turn) {
      // The person went back while the answer was on its way, so nobody is to be signed in by it.
      if (output.isSignedIn) await this.auth.signOut();
      return TO_SIGN_IN_FORM;
    }
    switch (nextStep.signInStep) {
      case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE': {
        const read = readChallenge(nextStep.additionalInfo, Date.now(), this.flow.challenge);
        if (!read) throw new Error('A custom challenge that is not an emailed code');
        this.flow.challenge = read.challenge;
        this.memory.keep(this.flow);
        return codeForm(read.challenge);
      }
      case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
        this.flow.missingAttributes = [...(nextStep.missingAttributes ?? [])];
        return output;
      case 'DONE':
        this.settle();
        return output;
      case 'CONFIRM_SIGN_UP':
      case 'RESET_PASSWORD':
        return output;
      default:
        throw new Error(`A step that this page has no form for: ${nextStep.signInStep}`);
    }
  }

  /** Back to the sign-in form, where it is told why. */
  startOver(told: Told): void {
    this.memory.forget();
    Object.assign(this.flow, { challenge: undefined, notice: { ...told, tone: 'warning' } });
  }

  /** So that the mail speaks the language of the page. */
  metadata = () => ({ locale: this.language() });
}
