import fc from 'fast-check';
import { maskAddress } from '../../../triggers/mail/mask-address';
import { looksLikeAddress, mailboxOf, recognizableAddress } from '../../../web/src/client/address';

test.each([
  ['jane@example.com', true],
  ["o'brien+tag@mail.example.co.uk", true],
  ['jane@münchen.example', true],
  ['notanemail', false],
  ['jane@example', false],
  ['jane@.example', false],
  ['jane doe@example.com', false],
  ['jane@example.com, joe@example.com', false],
  ['', false],
])('%j looks like an address: %s', (text, expected) => {
  expect(looksLikeAddress(text)).toBe(expected);
});

test('an address is shown to whoever typed it, and to nobody else', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.emailAddress(), (address, typed) => {
      const masked = maskAddress(address);
      expect(recognizableAddress(masked, address)).toBe(address);
      const shown = recognizableAddress(masked, typed);
      expect(shown === masked || shown === typed).toBe(true);
    }),
  );
  expect(recognizableAddress('j•••@e•••', 'Jane@Example.com')).toBe('Jane@Example.com');
  expect(recognizableAddress('j•••@e•••', 'maria@example.com')).toBe('j•••@e•••');
  expect(recognizableAddress('j•••@e•••', 'jane')).toBe('j•••@e•••');
  expect(recognizableAddress('.•••@e•••', 'jane@example.com')).toBe('.•••@e•••');
});

test.each([
  ['jane@gmail.com', 'Gmail', 'https://mail.google.com'],
  ['jane@googlemail.com', 'Gmail', 'https://mail.google.com'],
])('%s has a mailbox at %s', (address, name, origin) => {
  const mailbox = mailboxOf(address, 'login@example.com&x');
  expect(mailbox?.name).toBe(name);
  expect(new URL(mailbox?.url ?? '').origin).toBe(origin);
  expect(mailbox?.url).not.toContain('&x');
});

test.each([
  'jane@example.com',
  'jane@outlook.com',
  'jane@gmail.com.example',
  'jane@notgmail.com',
  'g•••@g•••',
])('%s has none that is known', (address) => {
  expect(mailboxOf(address, 'login@example.com')).toBeUndefined();
});
