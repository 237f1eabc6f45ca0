/** A mistake in how a command was called; the message is one line for people. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The answer is no: nothing like it was found, or the person said no. Exit code 1; the message is one line. */
export class NotDone extends Error {
  override name = 'NotDone';
}

interface AwsError extends Error {
  code?: string;
  hostname?: string;
  address?: string;
  port?: number;
}

const BAD_CREDENTIALS = [
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'UnrecognizedClientException',
];

/** One line on what went wrong and what to do about it. */
export function explain(error: unknown): string {
  const { name, code, message, hostname, address, port } = (
    error instanceof Error ? error : new Error(String(error))
  ) as AwsError;
  if (name === 'UsageError' || name === 'NotDone') return message;
  if (name === 'CredentialsProviderError') {
    return 'There are no AWS credentials: sign in (aws sso login, aws configure) or set AWS_PROFILE.';
  }
  if (BAD_CREDENTIALS.includes(name))
    return `AWS does not take the credentials: ${oneLine(message)}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `There is no ${hostname ?? 'such host'}: is the region right, and this machine online?`;
  }
  if (code === 'ECONNREFUSED') return `Nothing answers at ${address ?? ''}:${port ?? ''}.`;
  if (/AccessDenied|NotAuthorized/.test(name)) return `Not allowed: ${oneLine(message)}`;
  return oneLine(`${name}: ${message}`);
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
