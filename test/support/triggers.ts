import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionName } from '../../infra/packaging/function-files';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import type { ChallengeResult } from '../../triggers/challenge/session-entry';
import type { TestUser } from './users';

type Metadata = Record<string, string> | undefined;
/** The binding of answers and requests for tokens, unless a test sends another. */
const BINDING = { binding: 'the-binding-of-one-request' };

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
      ...clientOptions(stack, 'lambda'),
      maxAttempts: 1,
    });
  }

  /** A challenge after a proved password; `previous` steps follow that. */
  create(
    user: TestUser,
    options: {
      previous?: ChallengeResult[];
      clientMetadata?: Metadata;
      clientId?: string;
    } = {},
  ): Promise<Challenge> {
    const request = {
      challengeName: 'CUSTOM_CHALLENGE',
      session: afterPassword(...(options.previous ?? [])),
      clientMetadata: options.clientMetadata,
    };
    const { clientId } = options;
    return this.invoke<Challenge>(
      'CreateAuthChallenge',
      user,
      request,
      clientId ? { clientId } : {},
    );
  }

  async verify(
    user: TestUser,
    { privateChallengeParameters }: Pick<Challenge, 'privateChallengeParameters'>,
    challengeAnswer: unknown,
    { clientId = this.stack.clientId, clientMetadata = BINDING as Metadata } = {},
  ): Promise<boolean> {
    const request = { privateChallengeParameters, challengeAnswer, clientMetadata };
    const response = await this.invoke<{ answerCorrect: boolean }>(
      'VerifyAuthChallengeResponse',
      user,
      request,
      { clientId },
    );
    return response.answerCorrect;
  }

  /** Asks for another code as if the cooldown were over. */
  async resend(user: TestUser, challenge: Challenge): Promise<Challenge> {
    const held = JSON.parse(challenge.challengeMetadata);
    const metadata = JSON.stringify({ ...held, resendAt: 0 });
    return this.create(user, {
      previous: [answered({ ...challenge, challengeMetadata: metadata })],
      clientMetadata: { action: 'resend' },
    });
  }

  define(
    user: TestUser,
    request: { session: ChallengeResult[] } & Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    return this.invoke('DefineAuthChallenge', user, request);
  }

  /** Asks the guard for tokens; what it adds to them. */
  async release(
    user: TestUser,
    {
      source = 'TokenGeneration_Authentication',
      clientId = this.stack.clientId,
      clientMetadata = BINDING as Metadata,
    } = {},
  ): Promise<unknown> {
    const request = { groupConfiguration: {}, clientMetadata };
    return this.invoke('PreTokenGeneration', user, request, { triggerSource: source, clientId });
  }

  /** A machine's request for a token, with client credentials: there is no user. */
  releaseToMachine(): Promise<unknown> {
    const nobody = { sub: '', email: '', password: '' };
    const request = {
      userAttributes: undefined,
      groupConfiguration: undefined,
      scopes: ['orders'],
    };
    const triggerSource = 'TokenGeneration_ClientCredentials';
    return this.invoke('PreTokenGeneration', nobody, request, { triggerSource });
  }

  private async invoke<Response>(
    name: FunctionName,
    user: TestUser,
    request: Record<string, unknown>,
    overrides: { triggerSource?: string; clientId?: string } = {},
  ): Promise<Response> {
    const event = triggerEvent(this.stack, name, user, request, overrides);
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

/** An event as Cognito sends it. */
export function triggerEvent(
  stack: StackFacts,
  name: FunctionName,
  user: TestUser,
  request: Record<string, unknown>,
  {
    triggerSource = `${name}_Authentication`,
    clientId = stack.clientId,
  }: { triggerSource?: string; clientId?: string } = {},
) {
  return {
    version: '1',
    region: stack.region,
    userPoolId: stack.userPoolId,
    userName: user.sub,
    callerContext: { awsSdkVersion: 'test', clientId },
    triggerSource,
    request: {
      userAttributes: { sub: user.sub, email: user.email, email_verified: 'true' },
      ...request,
    },
    response: {},
  };
}

/** A session in which the password has been proved; `later` steps follow that. */
export const afterPassword = (...later: ChallengeResult[]): ChallengeResult[] => [
  { challengeName: 'SRP_A', challengeResult: true },
  { challengeName: 'PASSWORD_VERIFIER', challengeResult: true },
  ...later,
];

/** The CUSTOM_CHALLENGE entry that an answer to `challenge` leaves in the session. */
export const answered = (challenge: Challenge, challengeResult = false): ChallengeResult => ({
  challengeName: 'CUSTOM_CHALLENGE',
  challengeResult,
  challengeMetadata: challenge.challengeMetadata,
});
