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
