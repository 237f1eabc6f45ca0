import type { ConfirmSignInInput, SignInOutput } from 'aws-amplify/auth';
import {
  BROWSER_KEY,
  RESEND_METADATA,
  STATUS_METADATA,
  type ChallengeOutcome,
} from '../../../triggers/public-parameters';
import { readCode } from './code';
import { explain } from './explain';
import type { Message } from './messages';
import type { SignIn } from './signIn';
import { TO_SIGN_IN_FORM } from './steps';

/** Without an outcome the challenge is over. */
type Answered = { output: SignInOutput; outcome?: ChallengeOutcome };

/** The step that asks for the emailed code: answers, new codes, and whether the email arrived. */
export class CodeAnswers {
  constructor(private readonly signIn: SignIn) {}

  /** The Authenticator's service for its code form. */
  async submit({ challengeResponse }: ConfirmSignInInput): Promise<SignInOutput> {
    const { signIn } = this;
    const { challenge, email, remember } = signIn.state;
    const length = challenge?.codeLength ?? 0;
    const code = readCode(challengeResponse, length);
    if (code.length < length) signIn.fail({ code: 'codeIncomplete', values: { length } });

    const wanted = challenge?.remember === 'always' || (challenge?.remember === 'ask' && remember);
    const key = wanted ? await signIn.keys?.make() : undefined;
    const { output, outcome } = await this.attempt(
      code,
      key && { [BROWSER_KEY.rememberKey]: key.publicKey },
    );
    if (output.isSignedIn && key) await signIn.keys?.keep(email, key);
    if (!outcome) return output;
    return signIn.fail(
      outcome === 'CODE_EXPIRED'
        ? { code: 'codeExpired' }
        : {
            code: 'incorrectCodeAttemptsLeft',
            values: { count: signIn.state.challenge?.attemptsLeft ?? 0 },
          },
    );
  }

  /**
   * Asks for a new code. Resolves with the message for the person, or with undefined when the sign-in is
   * over and `state.notice` says why.
   * @throws Error if the person can try again; `state.problem` says why it did not work
   */
  async resend(): Promise<Message | undefined> {
    const { outcome } = await this.attempt(RESEND_METADATA.action, RESEND_METADATA);
    if (!outcome) return undefined;
    if (outcome === 'CODE_SENT') return { code: 'codeResent' };
    const time = new Date(this.signIn.state.challenge?.resendAt ?? 0);
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
      if (signInOver) this.signIn.startOver(message);
      return !signInOver;
    }
  }

  /**
   * An answer that the person waits for.
   * @throws Error if the person can try again; `state.problem` says why it did not work
   */
  private async attempt(
    challengeResponse: string,
    metadata?: Record<string, string>,
  ): Promise<Answered> {
    const { signIn } = this;
    const { generation } = signIn;
    signIn.state.problem = undefined;
    try {
      return await this.answer(challengeResponse, metadata);
    } catch (error) {
      if (generation !== signIn.generation) return { output: TO_SIGN_IN_FORM };
      const { message, signInOver } = explain(error, 'code');
      if (!signInOver) return signIn.fail(message, error);
      signIn.startOver(message);
      return { output: TO_SIGN_IN_FORM };
    }
  }

  /** One round of the challenge. @throws Amplify's errors */
  private async answer(
    challengeResponse: string,
    metadata?: Record<string, string>,
  ): Promise<Answered> {
    const { generation } = this.signIn;
    const output = await this.signIn.answer(challengeResponse, metadata);
    const taken = await this.signIn.takeStep(output, generation);
    const { nextStep } = output;
    return nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE'
      ? { output: taken, outcome: nextStep.additionalInfo?.outcome as ChallengeOutcome }
      : { output: taken };
  }
}
