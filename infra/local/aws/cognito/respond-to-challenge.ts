import { toRecord, withChanges } from './attributes';
import { clientMetadata, required, stringMap, type Request, type Strings } from './auth-request';
import { CognitoError, incorrectCredentials, missingParameter, NotAuthorizedError } from './errors';
import type { InitiateAuth } from './initiate-auth';
import { checkPolicy } from './passwords';
import type { Challenge } from './sessions';
import type { CognitoParts } from './parts';
import { type SignInMoves, type Step, withRound } from './sign-in';
import type { User } from './user-pool';
import { provesPassword } from './srp';

/** RespondToAuthChallenge and AdminRespondToAuthChallenge: all requests after the first. */
export class RespondToChallenge {
  constructor(
    private readonly parts: CognitoParts,
    private readonly moves: SignInMoves,
    private readonly initiate: InitiateAuth,
  ) {}

  /** @throws what Cognito's RespondToAuthChallenge throws. */
  async handle(request: Request, admin: boolean) {
    const { directory, sessions } = this.parts;
    const client = directory.client(request['ClientId'], admin ? request['UserPoolId'] : undefined);
    const responses = stringMap(request, 'ChallengeResponses');
    const metadata = clientMetadata(request);
    const username = required(responses, 'USERNAME');
    const session = request['Session'] ?? responses['PASSWORD_CLAIM_SECRET_BLOCK'];
    if (typeof session !== 'string' || !session) throw missingParameter('Session');

    const { signIn, challenge } = sessions.take(session, {
      clientId: client.ClientId,
      challengeName: request['ChallengeName'],
    });
    const pool = directory.pool(client.UserPoolId);
    const subject = directory.subject(pool, client, username);
    if (subject.id !== signIn.subjectId) {
      throw new NotAuthorizedError('Invalid session for the user.');
    }
    const step = { pool, client, signIn, user: subject.user, clientMetadata: metadata };
    return this.answer(step, challenge, responses);
  }

  private answer(step: Step, challenge: Challenge, responses: Strings) {
    switch (challenge.name) {
      case 'PASSWORD_VERIFIER': {
        const proof = {
          secretBlock: required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK'),
          timestamp: required(responses, 'TIMESTAMP'),
          signature: required(responses, 'PASSWORD_CLAIM_SIGNATURE'),
        };
        return this.moves.passwordChecked(step, provesPassword(challenge.srp, proof));
      }
      case 'CUSTOM_CHALLENGE':
        return this.answerCustomChallenge(step, challenge, required(responses, 'ANSWER'));
      case 'NEW_PASSWORD_REQUIRED':
        return this.setNewPassword(step, responses);
      case 'SELECT_CHALLENGE':
        return this.initiate.startPreferred(step, responses, required(responses, 'ANSWER'));
    }
  }

  private async answerCustomChallenge(
    step: Step,
    challenge: Challenge & { name: 'CUSTOM_CHALLENGE' },
    answer: string,
  ) {
    const correct = await this.parts.triggers.verifyAuthChallengeResponse(
      this.moves.triggerContext(step),
      challenge.privateParameters,
      answer,
    );
    const signIn = withRound(step.signIn, 'CUSTOM_CHALLENGE', correct, challenge.metadata);
    return this.moves.askDefine({ ...step, signIn });
  }

  /**
   * As it has been reported of Cognito: the new password counts at once, and tokens follow without a
   * custom challenge, whatever the flow. Only PreTokenGeneration can still stop them.
   */
  private async setNewPassword(step: Step, responses: Strings) {
    const { pool, user } = step;
    if (user?.UserStatus !== 'FORCE_CHANGE_PASSWORD') throw incorrectCredentials();
    const password = required(responses, 'NEW_PASSWORD');
    checkPolicy(pool.options, password);
    const changed: User = {
      ...user,
      Attributes: withChanges(user.Attributes, newAttributes(user, responses)),
      Password: password,
      UserStatus: 'CONFIRMED',
      UserLastModifiedDate: new Date(this.parts.now()),
    };
    pool.save(changed);
    return this.moves.issueTokens({ ...step, user: changed }, 'NewPasswordChallenge');
  }
}

const PREFIX = 'userAttributes.';
const CONTACT = ['email', 'phone_number'];
const NEVER = ['sub', 'email_verified', 'phone_number_verified'];

/** Attributes that may be filled in with the first password; an address that is set may not change. */
function newAttributes(user: User, responses: Strings) {
  const present = toRecord(user.Attributes);
  return Object.entries(responses)
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, Value]) => ({ Name: key.slice(PREFIX.length), Value }))
    .filter(({ Name, Value }) => present[Name] !== Value)
    .map((attribute) => {
      const { Name } = attribute;
      if (NEVER.includes(Name) || (CONTACT.includes(Name) && present[Name])) {
        throw new CognitoError(
          'NotAuthorizedException',
          `Cannot modify an already provided ${Name}`,
        );
      }
      return attribute;
    });
}
