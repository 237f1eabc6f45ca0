import type { Function } from 'aws-cdk-lib/aws-lambda';

/** The functions of `EmailMfa`. */
export interface EmailMfaFunctions {
  readonly defineAuthChallenge: Function;
  readonly createAuthChallenge: Function;
  readonly verifyAuthChallengeResponse: Function;
  readonly preTokenGeneration: Function;
  /** Mails codes and notices. */
  readonly sendCode: Function;
  /** Makes Cognito's own emails; undefined if the pool does not allow it, see `mail.accountEmails`. */
  readonly customMessage: Function | undefined;
  /** Tells users of a password reset by email. */
  readonly postConfirmation: Function;
  /** Records bounces and complaints. */
  readonly mailFeedback: Function;
  /** Copies audit events to the audit trail. */
  readonly auditTrail: Function;
  /** Checks that the guard still protects the pool. */
  readonly guardWatch: Function;
  /** Reads the public half of each sealing key when the key is created. */
  readonly publicKeys: Function;
  /** Answers the account page. */
  readonly accountApi: Function | undefined;
}

/** ARNs of the functions that Cognito calls. */
export interface TriggerArns {
  readonly defineAuthChallenge: string;
  readonly createAuthChallenge: string;
  readonly verifyAuthChallengeResponse: string;
  readonly preTokenGeneration: string;
}
