import fc from 'fast-check';
import { PASSWORD_POLICY } from '../../../infra/settings/password-policy';
import { checkPassword } from '../../../web/src/client/passwordPolicy';

const everything = { ...PASSWORD_POLICY, symbol: true };
const unmet = (password: string) =>
  checkPassword(everything, password)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule);

test.each([
  ['', ['length', 'uppercase', 'lowercase', 'number', 'symbol']],
  ['Abcdefghijk1', ['symbol']],
  ['Abcdefghijk1!', []],
  ['Abcdefg hijk1', []],
  ['Abcdefghijk1 ', ['symbol']],
  ['Äbcdefghijk1!', ['uppercase']],
  ['Abcdefghijk١!', ['number']],
  ['Ab1!', ['length']],
])('%j breaks %j', (password, rules) => {
  expect(unmet(password)).toEqual(rules);
});

test('only the rules of the policy are shown, whatever the password', () => {
  fc.assert(
    fc.property(fc.string(), (password) => {
      const rules = checkPassword(PASSWORD_POLICY, password).map(({ rule }) => rule);
      expect(rules).toEqual(['length', 'uppercase', 'lowercase', 'number']);
    }),
  );
});
