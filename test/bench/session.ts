import type { FunctionName } from '../../infra/packaging/function-files';
import type { StackFacts } from '../../infra/cli/stack-file';
import type { ChallengeResult } from '../../triggers/challenge/session-entry';
import { newBinding } from '../../triggers/public-parameters';
import { afterPassword, answered, triggerEvent, type Challenge } from '../support/triggers';
import type { TestUser } from '../support/users';
import type { TriggerHost } from './trigger-host';

export type Hosts<Name extends FunctionName> = Record<Name, TriggerHost>;

type OnPath =
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'PreTokenGeneration';

interface Decision {
  challengeName?: string;
  issueTokens: boolean;
}

/** Calls the triggers in the order that Cognito does, from the moment that the password is proved. */
export class Session {
  private readonly entries: ChallengeResult[] = afterPassword();
  private challenge: Challenge | undefined;

  constructor(
    private readonly stack: StackFacts,
    private readonly hosts: Hosts<OnPath>,
    private readonly user: TestUser,
  ) {}

  /** Id of the challenge that the code belongs to. */
  get challengeId(): string {
    return (JSON.parse(this.challenge?.challengeMetadata ?? '{}') as { id: string }).id;
  }

  /** Seconds until another code may be asked for. */
  get resendIn(): number {
    return Number(this.challenge?.publicChallengeParameters.resendIn);
  }

  /** @returns whether tokens follow; else the next challenge is asked */
  async next(clientMetadata?: Record<string, string>): Promise<boolean> {
    const request = { session: this.entries, clientMetadata };
    const decision = await this.call<Decision>('DefineAuthChallenge', request);
    if (decision.issueTokens) {
      const guard = { triggerSource: 'TokenGeneration_Authentication' };
      await this.call('PreTokenGeneration', { groupConfiguration: {}, clientMetadata }, guard);
    } else if (decision.challengeName === 'CUSTOM_CHALLENGE') {
      this.challenge = await this.call<Challenge>('CreateAuthChallenge', request);
    } else {
      throw new Error('The sign-in was ended');
    }
    return decision.issueTokens;
  }

  /** @returns whether tokens followed */
  async answer(challengeAnswer: string, action?: Record<string, string>): Promise<boolean> {
    const clientMetadata = { ...newBinding(), ...action };
    if (!this.challenge) throw new Error('No challenge was asked');
    const { privateChallengeParameters } = this.challenge;
    const { answerCorrect } = await this.call<{ answerCorrect: boolean }>(
      'VerifyAuthChallengeResponse',
      { privateChallengeParameters, challengeAnswer, clientMetadata },
    );
    this.entries.push(answered(this.challenge, answerCorrect));
    return this.next(clientMetadata);
  }

  /** @throws Error with what the trigger refused with */
  private async call<Response>(
    name: OnPath,
    request: Record<string, unknown>,
    overrides: { triggerSource?: string } = {},
  ): Promise<Response> {
    const event = triggerEvent(this.stack, name, this.user, request, overrides);
    const { response, error } = await this.hosts[name].invoke(event);
    if (error) throw new Error(`${name}: ${error}`);
    return (response as { response: Response }).response;
  }
}
