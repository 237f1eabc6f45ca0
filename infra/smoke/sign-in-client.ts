import {
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type AuthFlowType,
  type CognitoIdentityProviderClient,
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

export interface Credentials {
  email: string;
  password: string;
}

export type Start = InitiateAuthCommandOutput;
export type Step = RespondToAuthChallengeCommandOutput;

export type SrpSession = ReturnType<typeof createSrpSession>;
export type SrpProof = ReturnType<typeof signSrpSession>;

type Metadata = Record<string, string>;

export interface PasswordOptions {
  /** @default - `CUSTOM_AUTH`, which asks for the code after the password */
  flow?: AuthFlowType;
  clientMetadata?: Metadata;
}

/** A sign-in in plain SDK calls, one call per method. It keeps nothing between them. */
export class SignInClient {
  constructor(
    private readonly cognito: CognitoIdentityProviderClient,
    private readonly userPoolId: string,
    readonly clientId: string,
  ) {}

  /** Proves the password by SRP. */
  async password({ email, password }: Credentials, options: PasswordOptions = {}): Promise<Step> {
    const srp = createSrpSession(email, password, this.userPoolId, false);
    const start = await this.start(srp, options);
    return this.prove(signSrpSession(srp, start), start, options);
  }

  /** First half of `password`: asks for what the proof is computed from. */
  start(srp: SrpSession, options: PasswordOptions = {}): Promise<Start> {
    const { flow = 'CUSTOM_AUTH', clientMetadata: ClientMetadata } = options;
    const AuthParameters = {
      USERNAME: srp.username,
      ...(flow === 'CUSTOM_AUTH' && { CHALLENGE_NAME: 'SRP_A' }),
      ...(flow === 'USER_AUTH' && { PREFERRED_CHALLENGE: 'PASSWORD_SRP' }),
    };
    const request = { ClientId: this.clientId, AuthFlow: flow, AuthParameters, ClientMetadata };
    return this.cognito.send(new InitiateAuthCommand(wrapInitiateAuth(srp, request)));
  }

  /** Second half of `password`: shows the proof. */
  prove(proof: SrpProof, start: Start, options: PasswordOptions = {}): Promise<Step> {
    const USERNAME = start.ChallengeParameters?.USER_ID_FOR_SRP ?? proof.username;
    return this.cognito.send(
      new RespondToAuthChallengeCommand({
        ...wrapAuthChallenge(proof, {
          ClientId: this.clientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ChallengeResponses: { USERNAME },
          ClientMetadata: options.clientMetadata,
        }),
        Session: start.Session,
      }),
    );
  }

  /** Sets the password of a user who signed in with a temporary one. */
  newPassword(step: Step, USERNAME: string, NEW_PASSWORD: string): Promise<Step> {
    return this.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: this.clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeResponses: { USERNAME, NEW_PASSWORD },
        Session: step.Session,
      }),
    );
  }

  /** Answers the code challenge of `step`, with a new binding unless `clientMetadata` has one. */
  answer(step: Step, answer: string, clientMetadata?: Metadata): Promise<Step> {
    const USERNAME = step.ChallengeParameters?.USERNAME ?? '';
    return this.cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: this.clientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeResponses: { USERNAME, ANSWER: answer },
        Session: step.Session,
        ClientMetadata: { ...newBinding(), ...clientMetadata },
      }),
    );
  }

  /** Asks for a new code. */
  resend(step: Step): Promise<Step> {
    return this.answer(step, 'resend', RESEND_METADATA);
  }

  /** Refreshes as Amplify does, which works whether the client's refresh tokens rotate or not. */
  refresh(RefreshToken: string): Promise<Step> {
    const { clientId: ClientId } = this;
    return this.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  }
}
