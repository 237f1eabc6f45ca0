import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readUsers } from '../../../infra/local/users';

const dir = mkdtempSync(join(tmpdir(), 'email-mfa-users-'));
afterAll(() => rmSync(dir, { recursive: true }));

function read(content: string) {
  const file = join(dir, 'users.json');
  writeFileSync(file, content);
  return readUsers(file);
}

const ADA = { email: 'ada@example.com', password: 'Right-Horse-7' };

test('users have an address and a password, and what else a pool asks for', () => {
  const users = [
    ADA,
    { ...ADA, groups: ['admins'], temporary: true, attributes: { locale: 'de' } },
  ];
  expect(read(JSON.stringify(users))).toEqual(users);
});

test.each([
  ['{', 'cannot be read as JSON'],
  ['[]', 'must be a list of users'],
  [{ email: 'ada', password: 'x' }, /^User 1 in .*: email must be an email address\.$/],
  [{ email: 'ada@example.com' }, 'password must be text'],
  [{ ...ADA, groups: 'admins' }, 'groups must be a list of names'],
  [{ ...ADA, attributes: { age: 7 } }, 'attributes must be texts by name'],
  [{ ...ADA, temporary: 'yes' }, 'temporary must be true or false'],
  [{ ...ADA, phone: '1' }, 'has a field phone; allowed: email, password, username'],
])('%j is refused', (users, message) => {
  expect(() => read(typeof users === 'string' ? users : JSON.stringify([users]))).toThrow(message);
});
