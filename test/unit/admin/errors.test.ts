import { explain, UsageError } from '../../../infra/cli/errors';

const error = (name: string, message = 'why', more = {}) =>
  Object.assign(new Error(message), { name, ...more });

test.each([
  [new UsageError('Name it.'), 'Name it.'],
  [
    error('CredentialsProviderError', 'Could not load\n credentials'),
    'There are no AWS credentials: sign in (aws sso login, aws configure) or set AWS_PROFILE.',
  ],
  [error('ExpiredTokenException', 'It is old'), 'AWS does not take the credentials: It is old'],
  [
    error('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'cognito-idp.x.amazonaws.com' }),
    'There is no cognito-idp.x.amazonaws.com: is the region right, and this machine online?',
  ],
  [
    error('Error', '', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 3602 }),
    'Nothing answers at 127.0.0.1:3602.',
  ],
  [error('AccessDeniedException', 'not\n  yours'), 'Not allowed: not yours'],
  [error('TypeError', 'a\nb'), 'TypeError: a b'],
  ['text', 'Error: text'],
])('%s is told in one line', (thrown, line) => {
  expect(explain(thrown)).toBe(line);
});
