import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionName } from '../../infra/functions';
import type { StackFacts } from '../../infra/local/stack-file';
import type { ChallengeResult } from '../../triggers/challenge/session-entry';
import type { TestUser } from './users';

export interface Challenge {
  publicChallengeParameters: Record<string, string>;
  privateChallengeParameters: Record<string, string>;
  challengeMetadata: string;
}

/**
 * Calls the deployed triggers as Cognito would, for what Cognito's own session would stop first: answers
 * given at the same time, sessions used again, a trigger run twice for one step.
 * A trigger's thrown error is thrown here, with its message.
 */
export class Triggers {
  private readonly lambda;

  constructor(private readonly stack: StackFacts) {
    this.lambda = new LambdaClient({
      region: stack.region,
      endpoint: stack.lambdaEndpoint,
      credentials: { accessKeyId: 'admin', secretAccessKey: 'admin' },
      maxAttempts: 1,
    });
  }

  /** A challenge after a proved password; `previous` steps follow that. */
  create(
    user: TestUser,
    options: { previous?: ChallengeResult[]; clientMetadata?: Record<string, string> } = {},
  ): Promise<Challenge> {
    const session = [
      { challengeName: 'SRP_A', challengeResult: true },
      { challengeName: 'PASSWORD_VERIFIER', challengeResult: true },
      ...(options.previous ?? []),
    ];
    return this.invoke<Challenge>('CreateAuthChallenge', user, {
      challengeName: 'CUSTOM_CHALLENGE',
      session,
      clientMetadata: options.clientMetadata,
    });
  }

  async verify(
    user: TestUser,
    { privateChallengeParameters }: Pick<Challenge, 'privateChallengeParameters'>,
    challengeAnswer: unknown,
    clientMetadata?: Record<string, string>,
  ): Promise<boolean> {
    const request = { privateChallengeParameters, challengeAnswer, clientMetadata };
    const response = await this.invoke<{ answerCorrect: boolean }>(
      'VerifyAuthChallengeResponse',
      user,
      request,
    );
    return response.answerCorrect;
  }

  /** Asks the guard for tokens. */
  async release(
    user: TestUser,
    { source = 'TokenGeneration_Authentication', clientId = this.stack.clientId } = {},
  ): Promise<void> {
    await this.invoke('PreTokenGeneration', user, { groupConfiguration: {} }, source, clientId);
  }

  private async invoke<Response>(
    name: FunctionName,
    user: TestUser,
    request: Record<string, unknown>,
    triggerSource = `${name}_Authentication`,
    clientId = this.stack.clientId,
  ): Promise<Response> {
    const event = {
      version: '1',
      region: this.stack.region,
      userPoolId: this.stack.userPoolId,
      userName: user.sub,
      callerContext: { awsSdkVersion: 'test', clientId },
      triggerSource,
      request: {
        userAttributes: { sub: user.sub, email: user.email, email_verified: 'true' },
        ...request,
      },
      response: {},
    };
    const { Payload, FunctionError } = await this.lambda.send(
      new InvokeCommand({
        FunctionName: this.stack.functions.find((physical) => physical.includes(name)),
        Payload: JSON.stringify(event),
      }),
    );
    const result = JSON.parse(Buffer.from(Payload ?? []).toString());
    if (FunctionError) throw new Error(result.errorMessage);
    return result.response;
  }
}

/** The CUSTOM_CHALLENGE entry that an answer to `challenge` leaves in the session. */
export const answered = (challenge: Challenge, challengeResult = false): ChallengeResult => ({
  challengeName: 'CUSTOM_CHALLENGE',
  challengeResult,
  challengeMetadata: challenge.challengeMetadata,
});
