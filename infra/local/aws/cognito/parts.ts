import type { CognitoMailer } from './cognito-mails';
import type { Directory } from './directory';
import type { PasswordLockout } from './passwords';
import type { Triggers } from './pool-triggers';
import type { Sessions } from './sessions';
import type { SrpServer } from './srp';
import type { Tokens } from './tokens';
import type { VerificationCodes } from './verification-codes';

/** What the operations are made of. */
export interface CognitoParts {
  directory: Directory;
  sessions: Sessions;
  lockout: PasswordLockout;
  triggers: Triggers;
  tokens: Tokens;
  srp: SrpServer;
  codes: VerificationCodes;
  mailer: CognitoMailer;
  /** Epoch milliseconds. */
  now(): number;
}
