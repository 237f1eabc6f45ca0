import { permittedFlow, sessionLife, type AppClient } from './app-client';
import {
  clientMetadata,
  required,
  requiredText,
  stringMap,
  type Request,
  type Strings,
} from './auth-request';
import {
  incorrectCredentials,
  InvalidParameterError,
  NotAuthorizedError,
  userDisabled,
} from './errors';
import type { CognitoParts } from './parts';
import { type SignInMoves, type Step, withRound } from './sign-in';
import type { UserMigration } from './user-migration';
import { subOf } from './user-pool';

/** InitiateAuth and AdminInitiateAuth: the first request of every flow. */
export class InitiateAuth {
  constructor(
    private readonly parts: CognitoParts,
    private readonly moves: SignInMoves,
    private readonly migration: UserMigration,
  ) {}

  /** @throws what Cognito's InitiateAuth throws, for a flow the client does not allow before all else. */
  async handle(request: Request, admin: boolean) {
    const client = this.parts.directory.client(
      request['ClientId'],
      admin ? request['UserPoolId'] : undefined,
    );
    const flow = permittedFlow(client, request['AuthFlow'], admin);
    const parameters = stringMap(request, 'AuthParameters');
    if (flow === 'REFRESH_TOKEN_AUTH') {
      const token = required(parameters, 'REFRESH_TOKEN');
      return {
        ChallengeParameters: {},
        ...(await this.refresh(client, token, undefined, false)),
      };
    }

    const pool = this.parts.directory.pool(client.UserPoolId);
    const username = required(parameters, 'USERNAME');
    const validationData = clientMetadata(request) ?? {};
    if (withPassword(flow) && !pool.find(username)) {
      const password = required(parameters, 'PASSWORD');
      const migration = { password, validationData };
      await this.migration.migrate(pool, client, username, 'Authentication', migration);
    }
    const subject = this.parts.directory.subject(pool, client, username);
    const step: Step = {
      pool,
      client,
      user: subject.user,
      // What InitiateAuth sends goes to PreAuthentication as validation data, and to no other trigger.
      clientMetadata: undefined,
      signIn: {
        flow,
        clientId: client.ClientId,
        userPoolId: client.UserPoolId,
        subjectId: subject.id,
        username,
        rounds: [],
        // Whether each round restarts this life in Cognito is not known. Here it never does, so that
        // what works here works either way.
        expiresAt: this.parts.now() + sessionLife(client),
      },
    };
    // Cognito's documents do not say when this trigger runs in flows of several requests. Here, in the first.
    await this.parts.triggers.preAuthentication(this.moves.triggerContext(step), validationData);
    switch (flow) {
      case 'CUSTOM_AUTH':
        return this.startCustom(step, parameters);
      case 'USER_SRP_AUTH':
        return this.startSrp(step, parameters);
      case 'USER_PASSWORD_AUTH':
      case 'ADMIN_USER_PASSWORD_AUTH':
        return this.checkPassword(step, parameters);
      case 'USER_AUTH':
        return this.startChoice(step, parameters);
    }
  }

  /** GetTokensFromRefreshToken, which needs no flow to be allowed. */
  async tokensFromRefreshToken(request: Request) {
    const client = this.parts.directory.client(request['ClientId']);
    const token = requiredText(request, 'RefreshToken');
    return this.refresh(client, token, clientMetadata(request), true);
  }

  /** SELECT_CHALLENGE and the preferred challenge of USER_AUTH. */
  startPreferred(step: Step, parameters: Strings, preferred: string) {
    if (preferred === 'PASSWORD') return this.checkPassword(step, parameters);
    if (preferred === 'PASSWORD_SRP') return this.startSrp(step, parameters);
    throw new InvalidParameterError(`${preferred} is not enabled for the user pool.`);
  }

  private startCustom(step: Step, parameters: Strings) {
    if (parameters['CHALLENGE_NAME'] === 'SRP_A') {
      const srpA = required(parameters, 'SRP_A');
      return this.moves.askDefine({
        ...step,
        signIn: withRound({ ...step.signIn, srpA }, 'SRP_A', true),
      });
    }
    const { user } = step;
    const mayNot = user && (!user.Enabled || user.UserStatus === 'UNCONFIRMED');
    // Without a password nobody is told the state of an account.
    if (mayNot) throw incorrectCredentials();
    return this.moves.askDefine(step);
  }

  private startSrp(step: Step, parameters: Strings) {
    const srpA = required(parameters, 'SRP_A');
    return this.moves.askForSrpProof({ ...step, signIn: { ...step.signIn, srpA } });
  }

  private checkPassword(step: Step, parameters: Strings) {
    const password = required(parameters, 'PASSWORD');
    return this.moves.passwordChecked(step, step.user?.Password === password);
  }

  private startChoice(step: Step, parameters: Strings) {
    const preferred = parameters['PREFERRED_CHALLENGE'];
    if (preferred) return this.startPreferred(step, parameters, preferred);
    return {
      ChallengeName: 'SELECT_CHALLENGE',
      ChallengeParameters: { USERNAME: step.signIn.subjectId },
      AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
      Session: this.parts.sessions.open({
        signIn: step.signIn,
        challenge: { name: 'SELECT_CHALLENGE' },
      }),
    };
  }

  private async refresh(
    client: AppClient,
    token: string,
    metadata: Strings | undefined,
    rotates: boolean,
  ) {
    const grant = this.parts.tokens.grantOf(token, client);
    const pool = this.parts.directory.pool(client.UserPoolId);
    const user = pool.find(grant.username);
    if (!user || subOf(user) !== grant.sub) throw new NotAuthorizedError('Invalid Refresh Token');
    if (!user.Enabled) throw userDisabled();
    const request = {
      pool,
      client,
      user,
      source: 'RefreshTokens',
      clientMetadata: metadata,
    } as const;
    const AuthenticationResult = await this.parts.tokens.refresh(request, token, rotates);
    return { AuthenticationResult };
  }
}

/** Whether a flow sends the password itself, which the UserMigration trigger needs. */
const withPassword = (flow: string) =>
  flow === 'USER_PASSWORD_AUTH' || flow === 'ADMIN_USER_PASSWORD_AUTH';
