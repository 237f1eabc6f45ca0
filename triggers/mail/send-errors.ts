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

/** Errors that pass by themselves, beside those of status 500 and above. */
const THROTTLING = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);

/**
 * What another try can achieve. `NONE`: nothing. `PASSES`: the error concerns everyone and passes, so tries go
 * on while the code lives. `UNKNOWN`: the service refused for a reason not listed here, perhaps because of
 * this record, so there is one more try only; more would hold up the records behind it.
 */
export type Prospect = 'NONE' | 'PASSES' | 'UNKNOWN';

export function prospectOf(error: unknown): Prospect {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error instanceof UnmailableError || FINAL.has(error.name)) return 'NONE';
  if (error instanceof UnansweredError || isUnanswered(error)) return 'PASSES';
  const status = metadataOf(error)?.httpStatusCode;
  return THROTTLING.has(error.name) || (status ?? 0) >= 500 ? 'PASSES' : 'UNKNOWN';
}

const metadataOf = (error: Error) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata;

/** SES was called and did not answer, so it may have the mail. Keeps the name of the original error. */
export class UnansweredError extends Error {
  constructor(error: unknown) {
    super(error instanceof Error ? error.message : String(error));
    this.name = reasonOf(error);
  }
}

/** Whether a call to a service ended without its answer. The SDK gives an aborted call no metadata. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const metadata = metadataOf(error);
  return error.name === 'AbortError' || (!!metadata && metadata.httpStatusCode === undefined);
}

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.name : 'UnknownError';
