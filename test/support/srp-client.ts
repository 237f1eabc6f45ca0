import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type AuthFlowType,
  type InitiateAuthCommandOutput,
  type RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  createSrpSession,
  signSrpSession,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper';
import { newBinding, RESEND_METADATA } from '../../triggers/public-parameters';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';

export const cognitoClient = (stack: StackFacts) =>
  new CognitoIdentityProviderClient({
    ...clientOptions(stack, 'cognito'),
    maxAttempts: 1,
  });

export interface Credentials {
  email: string;
  password: string;
}

export type Start = InitiateAuthCommandOutput;
export type Step = RespondToAuthChallengeCommandOutput;

export type SrpSession = ReturnType<typeof createSrpSession>;
export type SrpProof = ReturnType<typeof signSrpSession>;

interface PasswordOptions {
  flow?: AuthFlowType;
  clientMetadata?: Record<string, string>;
}

/** The sign-in as a plain SDK client does it, one call per method, keeping nothing. */
export class SrpClient {
  private readonly cognito;

  constructor(
    private readonly stack: StackFacts,
    readonly clientId = stack.clientId,
  ) {
    this.cognito = cognitoClient(stack);
  }

  /** Password by SRP; with `CUSTOM_AUTH` (the default) the answer is the code challenge. */
  async password({ email, password }: Credentials, options: PasswordOptions = {}): Promise<Step> {
    const srp = createSrpSession(email, password, this.stack.userPoolId, false);
    const start = await this.start(srp, options);
    return this.prove(signSrpSession(srp, start), start, options);
  }

  /** First half of `password`: asks for what the proof is computed from. */
  start(srp: SrpSession, options: PasswordOptions = {}): Promise<Start> {
    const { flow = 'CUSTOM_AUTH', clientMetadata: ClientMetadata } = options;
    return this.cognito.send(
      new InitiateAuthCommand(
        wrapInitiateAuth(srp, {
          ClientId: this.clientId,
          AuthFlow: flow,
          AuthParameters: {
            USERNAME: srp.username,
            ...(flow === 'CUSTOM_AUTH' && { CHALLENGE_NAME: 'SRP_A' }),
            ...(flow === 'USER_AUTH' && { PREFERRED_CHALLENGE: 'PASSWORD_SRP' }),
          },
          ClientMetadata,
        }),
      ),
    );
  }

  /** Second half of `password`: shows the proof. */
  prove(proof: SrpProof, start: Start, options: PasswordOptions = {}): Promise<Step> {
    return this.cognito.send(
      new RespondToAuthChallengeCommand({
        ...wrapAuthChallenge(proof, {
          ClientId: this.clientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: {
            USERNAME: start.ChallengeParameters?.USER_ID_FOR_SRP ?? proof.username,
          },
          ClientMetadata: options.clientMetadata,
        }),
        Session: start.Session,
      }),
    );
  }

  /** Answers the code challenge of `step`. */
  answer(step: Step, answer: string, clientMetadata?: Record<string, string>): Promise<Step> {
    return this.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: this.clientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeResponses: {
          USERNAME: step.ChallengeParameters?.USERNAME ?? '',
          ANSWER: answer,
        },
        Session: step.Session,
        ClientMetadata: { ...newBinding(), ...clientMetadata },
      }),
    );
  }

  resend(step: Step): Promise<Step> {
    return this.answer(step, 'resend', RESEND_METADATA);
  }

  refresh(refreshToken: string): Promise<Step> {
    return this.cognito.send(
      new InitiateAuthCommand({
        ClientId: this.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    );
  }
}
