import { noticeAddress, verifiedAddress } from '../../../triggers/challenge/verified-address';

const email = 'jane@example.com';

test.each(['true', 'True'])('email_verified %j is verified', (verified) => {
  expect(verifiedAddress({ email, email_verified: verified })).toBe(email);
});

test.each(['false', 'False', '', '1', 'yes', 'tru', ' true', 'TRUE', undefined])(
  'email_verified %j is not',
  (verified) => {
    const attributes = { email, ...(verified !== undefined && { email_verified: verified }) };
    expect(verifiedAddress(attributes)).toBeUndefined();
    expect(noticeAddress(attributes, undefined)).toBeUndefined();
    expect(noticeAddress(attributes, email)).toBeUndefined();
  },
);

test('a notice goes where the codes go', () => {
  const attributes = { email: 'new@example.com', email_verified: 'true' };
  expect(noticeAddress(attributes, email)).toBe(email);
  expect(noticeAddress(attributes, undefined)).toBe('new@example.com');
  expect(noticeAddress({ ...attributes, email_verified: 'false' }, email)).toBe(email);
});
