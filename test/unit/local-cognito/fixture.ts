import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import { createSrpSession, signSrpSession, wrapAuthChallenge } from 'cognito-srp-helper';

import type { CognitoMail } from '../../../infra/local/aws/cognito/cognito-mails';
import { startCognito, type LocalCognitoOptions } from '../../../infra/local/aws/cognito/server';
import { startLambda } from './fake-lambda';

export const POOL = 'us-east-1_Test';
export const PASSWORD = 'correct horse';

const LAMBDA_CONFIG = {
  DefineAuthChallenge: 'Define',
  CreateAuthChallenge: 'Create',
  VerifyAuthChallengeResponse: 'Verify',
  PreTokenGeneration: 'PreToken',
};

export const USER_POOL = {
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
  AutoVerifiedAttributes: ['email'],
  Policies: { PasswordPolicy: { MinimumLength: 8 } },
  LambdaConfig: LAMBDA_CONFIG,
};

/** The properties of the pool with further triggers, each a function of the trigger's name. */
export const withTriggers = (...triggers: string[]) => ({
  ...USER_POOL,
  LambdaConfig: {
    ...LAMBDA_CONFIG,
    ...Object.fromEntries(triggers.map((trigger) => [trigger, trigger])),
  },
});

/** A pool with our client (`app`), one with Cognito's defaults (`defaults`), and fake functions. */
export async function startFixture(options: Partial<LocalCognitoOptions> = {}) {
  const lambda = await startLambda();
  const clock = { offset: 0 };
  const mails: CognitoMail[] = [];
  const cognito = await startCognito({
    port: 0,
    region: 'us-east-1',
    userPoolId: POOL,
    userPool: USER_POOL,
    clients: [
      {
        clientId: 'app',
        properties: {
          ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          PreventUserExistenceErrors: 'ENABLED',
          AuthSessionValidity: 5,
        },
      },
      { clientId: 'defaults', properties: {} },
    ],
    identities: ['shop.example'],
    lambdaEndpoint: lambda.endpoint,
    sendMail: async (mail) => void mails.push(mail),
    log: () => undefined,
    triggerTimeoutMs: 5000,
    now: () => Date.now() + clock.offset,
    ...options,
  }).catch((error: unknown) => {
    lambda.close();
    throw error;
  });
  const sdk = new CognitoIdentityProviderClient({
    endpoint: cognito.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

  /** A user with a verified address, with a lasting password unless told otherwise. */
  async function createUser(email: string, { temporary = false } = {}): Promise<string> {
    const { User } = await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: POOL,
        Username: email,
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
        ...(email.includes('@') && { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }),
      }),
    );
    if (!temporary) await setPassword(email);
    return User?.Username ?? '';
  }

  const setPassword = (Username: string) => {
    const permanent = { UserPoolId: POOL, Username, Password: PASSWORD, Permanent: true };
    return sdk.send(new AdminSetUserPasswordCommand(permanent));
  };

  const initiate = (
    flow: AuthFlowType,
    parameters: Record<string, string>,
    clientId = 'app',
    metadata?: Record<string, string>,
  ) =>
    sdk.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: flow,
        AuthParameters: parameters,
        ClientMetadata: metadata,
      }),
    );

  const answer = (
    session: string | undefined,
    username: string,
    code: string,
    { clientId = 'app', metadata = undefined as Record<string, string> | undefined } = {},
  ) =>
    sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: clientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session: session,
        ChallengeResponses: { USERNAME: username, ANSWER: code },
        ClientMetadata: metadata,
      }),
    );

  /** The two requests of a sign-in with SRP. */
  async function signInWithSrp(
    username: string,
    password: string,
    { clientId = 'app', flow = 'CUSTOM_AUTH' as AuthFlowType } = {},
  ) {
    const srp = createSrpSession(username, password, POOL, false);
    const first = await initiate(
      flow,
      { USERNAME: username, SRP_A: srp.largeA, CHALLENGE_NAME: 'SRP_A' },
      clientId,
      { from: 'initiate' },
    );
    const signed = signSrpSession(srp, first as Parameters<typeof signSrpSession>[1]);
    const proof = wrapAuthChallenge(signed, {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { USERNAME: username },
    });
    return sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        Session: first.Session,
        ChallengeResponses: proof.ChallengeResponses,
      }),
    );
  }

  return {
    sdk,
    lambda,
    mails,
    clock,
    endpoint: cognito.endpoint,
    loseAnswers: cognito.loseAnswers,
    createUser,
    setPassword,
    initiate,
    answer,
    signInWithSrp,
    /** The triggers that ran, without the part after the underscore. */
    triggersRun: () => lambda.events.map(({ triggerSource }) => triggerSource.split('_')[0]),
    /** The state of a passwordless custom sign-in: quick, where the password does not matter. */
    openChallenge: async (username: string) =>
      (await initiate('CUSTOM_AUTH', { USERNAME: username })).Session,
    close: async () => {
      sdk.destroy();
      await cognito.close();
      lambda.close();
    },
  };
}

export type Fixture = Awaited<ReturnType<typeof startFixture>>;

/** The claims of a token, unverified. */
export const claims = (token = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

/** Name and message of the error that a call ends with. */
export const refusal = (call: Promise<unknown>): Promise<{ name: string; message: string }> =>
  call.then(
    () => Promise.reject(new Error('was not refused')),
    ({ name, message }: Error) => ({ name, message }),
  );
