/** The command was called in a way that cannot work. The message is one line. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The command could not do its work, for a reason that the message explains in one line. Exit code 2. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** Nothing was changed: the subject was not found, or the person declined. The message is one line. Exit code 1. */
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

/** One line that says what went wrong and, where known, what to do. */
export function explain(error: unknown): string {
  const { name, code, message, hostname, address, port } = (
    error instanceof Error ? error : new Error(String(error))
  ) as AwsError;
  // By name: a command may be bundled apart from what throws.
  if (['UsageError', 'CommandError', 'NotDone', 'SettingError'].includes(name)) return message;
  if (name === 'CredentialsProviderError') {
    return 'No AWS credentials found. Sign in (aws sso login, aws configure) or set AWS_PROFILE.';
  }
  if (BAD_CREDENTIALS.includes(name)) return `AWS rejected the credentials: ${oneLine(message)}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `Host ${hostname ?? ''} was not found. Check the region and your network connection.`;
  }
  if (code === 'ECONNREFUSED') return `No answer from ${address ?? ''}:${port ?? ''}.`;
  if (/AccessDenied|NotAuthorized/.test(name)) return `Access denied: ${oneLine(message)}`;
  return oneLine(`${name}: ${message}`);
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
