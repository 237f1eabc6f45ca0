/** Errors that another try within the life of a code cannot mend. */
const FINAL = new Set([
  // SES: the account or the sender may not send.
  'AccountSuspendedException',
  'LimitExceededException',
  'MailFromDomainNotVerifiedException',
  'SendingPausedException',
  // SES: this mail or this address will not do, or the configuration set is not there.
  'BadRequestException',
  'MessageRejected',
  'NotFoundException',
  // KMS: not sealed with our key.
  'IncorrectKeyException',
  'InvalidCiphertextException',
]);

/** A record that no repetition turns into a mail. */
export class UnmailableError extends Error {
  override name = 'UnmailableError';
}

/**
 * Whether to give up at once. All else is tried again: throttling, the network and the services' own
 * troubles pass, and what a person has to mend, such as a missing right, may be mended while the code lives.
 */
export const isFinal = (error: unknown): boolean =>
  error instanceof UnmailableError || (error instanceof Error && FINAL.has(error.name));

/** SES was asked and no answer came: it may have the mail. Named for what happened. */
export class UnansweredError extends Error {
  constructor({ name, message }: Error) {
    super(message);
    this.name = name;
  }
}

/** Whether an error of the SDK came without an answer of the service. */
export const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error &&
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === undefined;

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.name : 'UnknownError';
