/** Errors that another try while the code lives can't fix. */
const FINAL = new Set([
  // SES: the account or the sender may not send.
  'AccountSuspendedException',
  'LimitExceededException',
  'MailFromDomainNotVerifiedException',
  'SendingPausedException',
  // SES: it refuses this mail or address, or the configuration set does not exist.
  'BadRequestException',
  'MessageRejected',
  'NotFoundException',
  // KMS: the code was not sealed with our key.
  'IncorrectKeyException',
  'InvalidCiphertextException',
]);

/** No number of tries turns this record into a mail. */
export class UnmailableError extends Error {
  override name = 'UnmailableError';
}

/**
 * Whether to give up at once. Everything else is tried again: throttling, network errors and errors of the
 * services pass, and people may fix others, such as a missing right, while the code lives.
 */
export const isFinal = (error: unknown): boolean =>
  error instanceof UnmailableError || (error instanceof Error && FINAL.has(error.name));

/** SES was called and did not answer, so it may have the mail. Keeps the name of the original error. */
export class UnansweredError extends Error {
  constructor({ name, message }: Error) {
    super(message);
    this.name = name;
  }
}

/** Whether an error of the SDK came without an answer from the service. */
export const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error &&
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === undefined;

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.name : 'UnknownError';
