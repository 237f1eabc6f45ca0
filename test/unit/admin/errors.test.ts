import { explain, UsageError } from '../../../infra/cli/errors';

const error = (name: string, message = 'why', more = {}) =>
  Object.assign(new Error(message), { name, ...more });

test.each([
  [new UsageError('Name it.'), 'Name it.'],
  [
    error('CredentialsProviderError', 'Could not load\n credentials'),
    'No AWS credentials found. Sign in (aws sso login, aws configure) or set AWS_PROFILE.',
  ],
  [error('ExpiredTokenException', 'It is old'), 'AWS rejected the credentials: It is old'],
  [
    error('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'cognito-idp.x.amazonaws.com' }),
    'Host cognito-idp.x.amazonaws.com was not found. Check the region and your network connection.',
  ],
  [
    error('Error', '', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 3602 }),
    'No answer from 127.0.0.1:3602.',
  ],
  [error('AccessDeniedException', 'not\n  yours'), 'Access denied: not yours'],
  [error('TypeError', 'a\nb'), 'TypeError: a b'],
  ['text', 'Error: text'],
])('%s is told in one line', (thrown, line) => {
  expect(explain(thrown)).toBe(line);
});
