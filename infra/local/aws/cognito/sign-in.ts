import {
  NotAuthorizedError,
  PasswordResetRequiredError,
  UserNotConfirmedException,
} from 'cognito-local/lib/errors';
import {
  attributesRemove,
  attributesToRecord,
  type User,
  type UserPoolService,
} from 'cognito-local/lib/services/userPoolService';

import type { AppClient } from './app-client';
import type { Strings } from './auth-request';
import type { Directory } from './directory';
import { incorrectCredentials, unrecognizableOutput } from './errors';
import type { PasswordLockout } from './passwords';
import type { Pending, Round, Sessions, SignIn } from './sessions';
import type { SrpServer } from './srp';
import type { Tokens } from './tokens';
import type { TokenSource, Triggers } from './pool-triggers';

/** What sign-ins are made of. */
export interface SignInParts {
  directory: Directory;
  sessions: Sessions;
  lockout: PasswordLockout;
  triggers: Triggers;
  tokens: Tokens;
  srp: SrpServer;
}

/** Everything about the sign-in that a step works on. */
export interface Step {
  pool: UserPoolService;
  client: AppClient;
  signIn: SignIn;
  user: User | undefined;
  clientMetadata: Strings | undefined;
}

export const withRound = (
  signIn: SignIn,
  name: string,
  result: boolean,
  metadata?: string | null,
) => ({
  ...signIn,
  rounds: [
    ...signIn.rounds,
    { challengeName: name, challengeResult: result, challengeMetadata: metadata ?? null } as Round,
  ],
});

/** The moves a sign-in can make, whatever flow it takes. */
export class SignInMoves {
  constructor(private readonly parts: SignInParts) {}

  /** Asks for the SRP proof; `signIn.srpA` must be set. */
  async askForSrpProof({ signIn, user }: Step) {
    const { exchange, parameters } = await this.parts.srp.start(
      signIn.userPoolId,
      { id: signIn.subjectId, password: user?.Password ?? 'nobody' },
      signIn.srpA ?? '',
    );
    const pending: Pending = { signIn, challenge: { name: 'PASSWORD_VERIFIER', srp: exchange } };
    // In the plain SRP flow Cognito gives no Session: the secret block stands for it.
    const plain = signIn.flow === 'USER_SRP_AUTH';
    const session = this.parts.sessions.open(pending, plain ? exchange.secretBlock : undefined);
    return {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        ...parameters,
        USERNAME: signIn.subjectId,
        USER_ID_FOR_SRP: signIn.subjectId,
      },
      ...(!plain && { Session: session }),
    };
  }

  /**
   * Goes on once it is known whether the password was right.
   *
   * @throws NotAuthorizedException, UserNotConfirmedException or PasswordResetRequiredException. The
   *   state of an account shows only to someone who knows its password.
   */
  async passwordChecked(step: Step, right: boolean) {
    const { signIn, user } = step;
    this.parts.lockout.assertOpen(signIn.subjectId);
    if (!user || !right) {
      this.parts.lockout.recordFailure(signIn.subjectId);
      throw incorrectCredentials();
    }
    this.parts.lockout.recordSuccess(signIn.subjectId);
    if (!user.Enabled) throw new NotAuthorizedError('User is disabled.');
    if (user.UserStatus === 'UNCONFIRMED') throw new UserNotConfirmedException();
    if (user.UserStatus === 'RESET_REQUIRED') throw new PasswordResetRequiredError();
    // Reported: from here Cognito goes to the tokens and never asks Define again.
    if (user.UserStatus === 'FORCE_CHANGE_PASSWORD') return this.askForNewPassword(step, user);
    if (signIn.flow === 'CUSTOM_AUTH') {
      return this.askDefine({ ...step, signIn: withRound(signIn, 'PASSWORD_VERIFIER', true) });
    }
    return this.issueTokens(step, 'Authentication');
  }

  /** Lets Define decide what comes next in a custom sign-in. */
  async askDefine(step: Step) {
    const { signIn } = step;
    const decision = await this.parts.triggers.defineAuthChallenge(
      this.triggerContext(step),
      signIn.rounds,
    );
    if (decision.failAuthentication) throw incorrectCredentials();
    if (decision.issueTokens) return this.issueTokens(step, 'Authentication');
    if (decision.challengeName === 'CUSTOM_CHALLENGE') return this.askCustomChallenge(step);
    const passwordAsked = signIn.rounds.some((r) => r.challengeName === 'PASSWORD_VERIFIER');
    if (decision.challengeName === 'PASSWORD_VERIFIER' && signIn.srpA && !passwordAsked) {
      return this.askForSrpProof(step);
    }
    throw unrecognizableOutput();
  }

  /** @throws NotAuthorizedException if the account may not sign in (any more), or the trigger's errors. */
  async issueTokens({ pool, client, user, clientMetadata }: Step, source: TokenSource) {
    if (!user?.Enabled) throw incorrectCredentials();
    const groups = await this.parts.directory.groups(pool, user);
    const AuthenticationResult = await this.parts.tokens.issue({
      pool: pool.options,
      client,
      user,
      groups,
      source,
      clientMetadata,
    });
    return { ChallengeParameters: {}, AuthenticationResult };
  }

  triggerContext({ pool, client, signIn, user, clientMetadata }: Step) {
    const userName = user?.Username ?? signIn.username;
    return { pool: pool.options, client, userName, user, clientMetadata };
  }

  private async askCustomChallenge(step: Step) {
    const { signIn } = step;
    const created = await this.parts.triggers.createAuthChallenge(
      this.triggerContext(step),
      signIn.rounds,
    );
    const { privateParameters, metadata } = created;
    const Session = this.parts.sessions.open({
      signIn,
      challenge: { name: 'CUSTOM_CHALLENGE', privateParameters, metadata },
    });
    return {
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { ...created.publicParameters, USERNAME: signIn.subjectId },
      Session,
    };
  }

  private askForNewPassword({ signIn }: Step, user: User) {
    const attributes = attributesToRecord(attributesRemove(user.Attributes, 'sub'));
    return {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: {
        USER_ID_FOR_SRP: signIn.subjectId,
        requiredAttributes: '[]',
        userAttributes: JSON.stringify(attributes),
      },
      Session: this.parts.sessions.open({ signIn, challenge: { name: 'NEW_PASSWORD_REQUIRED' } }),
    };
  }
}
