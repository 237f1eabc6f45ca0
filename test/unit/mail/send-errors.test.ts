import { prospectOf, UnansweredError, UnmailableError } from '../../../triggers/mail/send-errors';

const named = (name: string, extra: object = {}) => Object.assign(new Error(name), { name }, extra);
const answered = (name: string, httpStatusCode: number) =>
  named(name, { $metadata: { httpStatusCode } });

test.each<[string, unknown, ReturnType<typeof prospectOf>]>([
  ['a refusal that SES documents', answered('MessageRejected', 400), 'NONE'],
  ['a code sealed for another key', answered('InvalidCiphertextException', 400), 'NONE'],
  ['a record that no try can mail', new UnmailableError('no'), 'NONE'],
  ['throttling', answered('TooManyRequestsException', 429), 'PASSES'],
  ['an error of the service', answered('InternalServiceErrorException', 500), 'PASSES'],
  ['no connection', named('Error', { $metadata: { attempts: 1 } }), 'PASSES'],
  ['a call that ran out of time', named('AbortError'), 'PASSES'],
  ['an answer that was lost', new UnansweredError(named('TimeoutError')), 'PASSES'],
  ['a refusal that nobody knows', answered('AddressNotLikedException', 400), 'UNKNOWN'],
  ['a right that is missing', answered('AccessDeniedException', 403), 'UNKNOWN'],
  ['a fault of our own', new TypeError('undefined is not a function'), 'UNKNOWN'],
  ['no error at all', 'text', 'UNKNOWN'],
])('%s', (_, error, prospect) => {
  expect(prospectOf(error)).toBe(prospect);
});

// Fails if one is taken off its list: a mail that can never go out would hold up those behind it, or be given up early.
test.each<[ReturnType<typeof prospectOf>, string[]]>([
  [
    'NONE',
    [
      'AccountSuspendedException',
      'LimitExceededException',
      'MailFromDomainNotVerifiedException',
      'SendingPausedException',
      'BadRequestException',
      'MessageRejected',
      'NotFoundException',
      'IncorrectKeyException',
      'InvalidCiphertextException',
    ],
  ],
  [
    'PASSES',
    [
      'ThrottlingException',
      'TooManyRequestsException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
    ],
  ],
])('another try can achieve %s after %j', (prospect, names) => {
  for (const name of names)
    expect([name, prospectOf(answered(name, 400))]).toEqual([name, prospect]);
});
