import fc from 'fast-check';
import { isPlainAddress, toSesAddress } from '../../../triggers/mail/address';
import { maskAddress } from '../../../triggers/mail/mask-address';

test('a masked address is recognised by its owner, not by others', () => {
  expect(maskAddress('jane.doe@example.com')).toBe('j•••@e•••');
  expect(maskAddress('j@e')).toBe('j•••@e•••');
  fc.assert(fc.property(fc.string(), (address) => [...maskAddress(address)].length <= 9));
});

test.each(['jane+tag@example.com', "o'hara@example.co.uk", 'jané@exämple.com', 'a@例え.jp', 'j@e'])(
  'a plain address: %s',
  (address) => {
    expect(isPlainAddress(address)).toBe(true);
  },
);

test.each([
  ['nothing', ''],
  ['no domain', 'jane'],
  ['two @', 'a@b@c'],
  ['a line break', 'a@b.com\r\nBcc: x@y.z'],
  ['a list', 'a@b.com,c@d.com'],
  ['a name', 'Jane <a@b.com>'],
  ['a quoted local part', '"a b"@c.com'],
  ['a comment', 'a(comment)@b.com'],
  ['an encoded word', '=?utf-8?q?a?=@b.com'],
  ['a route', '@relay.com:a@b.com'],
  ['a route by percent sign', 'a%b.com@relay.com'],
  ['a route by exclamation mark', 'b.com!a@relay.com'],
  ['a second recipient after a comma', 'a,b@c.com'],
  ['a second recipient after a semicolon', 'a;b@c.com'],
  ['a group', 'all:a@b.com'],
  ['a bracket in front', '<a@b.com'],
  ['a square bracket', 'a[b@c.com'],
  ['a backslash', 'a\\b@c.com'],
  ['a quote', 'a"b@c.com'],
  ['65 characters in the local part', `${'a'.repeat(65)}@b.com`],
  ['a leading dash', '-oQ@b.com'],
  ['a domain with a leading dash', 'a@-b.com'],
  ['an empty label', 'a@b..com'],
  ['a final dot', 'a@b.com.'],
  ['a literal', 'a@[127.0.0.1]'],
  ['a zero-width space', 'a\u200b@b.com'],
  ['a zero-width joiner in the domain', 'a@b\u200d.com'],
  ['a direction mark', 'a\u202e@b.com'],
  ['an isolate', 'a@\u2066b.com'],
  ['a soft hyphen', 'a\u00adb@c.com'],
  ['a byte order mark', '\ufeffa@b.com'],
  ['a no-break space', 'a\u00a0b@c.com'],
  ['254 characters exceeded', `${'a'.repeat(60)}@${'b.'.repeat(110)}com`],
])('header injection: %s is refused', (_, address) => {
  expect(isPlainAddress(address)).toBe(false);
  expect(toSesAddress(address)).toBeUndefined();
});

test.each([
  ['jane@example.com', 'jane@example.com'],
  ['Jane@Bücher.example', 'Jane@xn--bcher-kva.example'],
  ['a@例え.jp', 'a@xn--r8jz45g.jp'],
])('SES gets %s as %s', (address, expected) => {
  expect(toSesAddress(address)).toBe(expected);
});

test('SES can not mail a local part that is not ASCII, nor a domain that is not valid', () => {
  expect(toSesAddress('jané@example.com')).toBeUndefined();
  for (const domain of ['xn--.com', 'xn--a.com', '1.2.3.999', '1.2.3.4', '999']) {
    expect(toSesAddress(`a@${domain}`)).toBeUndefined();
  }
});

test('whatever SES gets is ASCII, with one @ and nothing that a header could take for more', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' })), (address) => {
      const result = toSesAddress(address);
      return result === undefined || /^[^\s<>()[\],;:\\"@]+@[A-Za-z0-9.-]+$/.test(result);
    }),
  );
});
