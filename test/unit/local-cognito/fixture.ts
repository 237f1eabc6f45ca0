import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import { createSrpSession, signSrpSession, wrapAuthChallenge } from 'cognito-srp-helper';

import { startCognito, type LocalCognitoOptions } from '../../../infra/local/cognito/server';

// Jest cannot load the ESM-only package behind cognito-local's TOTP, which no test here needs.
jest.mock('cognito-local/lib/services/totp', () => ({}));

export const POOL = 'us-east-1_Test';
export const PASSWORD = 'correct horse';

interface TriggerEvent {
  version: string;
  triggerSource: string;
  userName: string;
  request: Record<string, unknown> & {
    session?: { challengeName: string; challengeResult: boolean; challengeMetadata: unknown }[];
  };
  response: Record<string, unknown>;
}

/** What a fake function does with an event: its response, or how it fails to give one. */
export type Behaviour =
  { response: unknown } | { throws: string } | { payload: string } | { hangs: true };

type Trigger = 'Define' | 'Create' | 'Verify' | 'PreToken';

/** A second factor with the code 123456, in the shape of ours. */
const DEFAULTS: Record<Trigger, (event: TriggerEvent) => Behaviour> = {
  Define: ({ request: { session = [] } }) => {
    const last = session.at(-1);
    if (last?.challengeName === 'SRP_A')
      return { response: { challengeName: 'PASSWORD_VERIFIER' } };
    if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) {
      return { response: { issueTokens: true } };
    }
    return { response: { challengeName: 'CUSTOM_CHALLENGE' } };
  },
  Create: () => ({
    response: {
      publicChallengeParameters: { hint: 'mail' },
      privateChallengeParameters: { secret: 's' },
      challengeMetadata: 'metadata',
    },
  }),
  Verify: ({ request }) => ({
    response: { answerCorrect: request['challengeAnswer'] === '123456' },
  }),
  PreToken: () => ({ response: {} }),
};

/** A Lambda Invoke endpoint whose functions a test can change; it records every event. */
async function startLambda() {
  const events: TriggerEvent[] = [];
  const triggers = { ...DEFAULTS };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const event = JSON.parse(body) as TriggerEvent;
    events.push(event);
    const name = request.url?.split('/')[3] as Trigger;
    const behaviour = triggers[name](event);
    if ('hangs' in behaviour) return;
    if ('throws' in behaviour) {
      response.setHeader('x-amz-function-error', 'Unhandled');
      response.end(JSON.stringify({ errorType: 'Error', errorMessage: behaviour.throws }));
      return;
    }
    response.end(
      'payload' in behaviour
        ? behaviour.payload
        : JSON.stringify({ ...event, response: behaviour.response }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    events,
    triggers,
    reset: () => {
      events.length = 0;
      Object.assign(triggers, DEFAULTS);
    },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A pool with our client (`app`), one with Cognito's defaults (`defaults`), and fake functions. */
export async function startFixture(options: Partial<LocalCognitoOptions> = {}) {
  const lambda = await startLambda();
  const clock = { offset: 0 };
  const mails: { to: string; subject: string; text: string }[] = [];
  const cognito = await startCognito({
    port: 0,
    region: 'us-east-1',
    userPoolId: POOL,
    userPool: {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      LambdaConfig: {
        DefineAuthChallenge: 'Define',
        CreateAuthChallenge: 'Create',
        VerifyAuthChallengeResponse: 'Verify',
        PreTokenGeneration: 'PreToken',
      },
    },
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
    lambdaEndpoint: lambda.endpoint,
    sendMail: async (mail) => void mails.push(mail),
    log: () => undefined,
    triggerTimeoutMs: 100,
    now: () => Date.now() + clock.offset,
    ...options,
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
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      }),
    );
    if (!temporary) {
      const permanent = { UserPoolId: POOL, Username: email, Password: PASSWORD, Permanent: true };
      await sdk.send(new AdminSetUserPasswordCommand(permanent));
    }
    return User?.Username ?? '';
  }

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
    createUser,
    initiate,
    answer,
    signInWithSrp,
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

/** Name and message of the error that a call ends with. */
export const refusal = (call: Promise<unknown>): Promise<{ name: string; message: string }> =>
  call.then(
    () => Promise.reject(new Error('was not refused')),
    ({ name, message }: Error) => ({ name, message }),
  );
