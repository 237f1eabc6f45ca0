import type { AppClient } from './app-client';
import { toRecord, without } from './attributes';
import type { Strings } from './auth-request';
import {
  CognitoError,
  incorrectCredentials,
  notEmulated,
  unrecognizableOutput,
  userDisabled,
} from './errors';
import type { CognitoParts } from './parts';
import type { TokenSource } from './trigger-types';
import type { Pending, Round, SignIn } from './sessions';
import type { User, UserPool } from './user-pool';

/** Everything about the sign-in that a step works on. */
export interface Step {
  pool: UserPool;
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

/** The steps that a sign-in can take, in any flow. */
export class SignInMoves {
  constructor(private readonly parts: CognitoParts) {}

  /** Asks for the SRP proof; `signIn.srpA` must be set. */
  askForSrpProof({ signIn, user }: Step) {
    const { exchange, parameters } = this.parts.srp.start(
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
   * Continues once the password was checked.
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
    if (!user.Enabled) throw userDisabled();
    if (user.UserStatus === 'UNCONFIRMED')
      throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
    if (user.UserStatus === 'RESET_REQUIRED')
      throw new CognitoError(
        'PasswordResetRequiredException',
        'Password reset required for the user',
      );
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
    if (pool.options.MfaConfiguration === 'ON') throw notEmulated('MFA (MfaConfiguration is ON)');
    const context = { pool: pool.options, client, user, userName: user.Username, clientMetadata };
    await this.parts.triggers.postAuthentication(context);
    const request = { pool, client, user, source, clientMetadata };
    const AuthenticationResult = await this.parts.tokens.issue(request);
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
    const attributes = toRecord(without(user.Attributes, ['sub']));
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
