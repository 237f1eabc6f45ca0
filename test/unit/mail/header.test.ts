import fc from 'fast-check';
import { displayName } from '../../../triggers/mail/header';

/** Decodes encoded words as RFC 2047 says: each by itself, without the space between two of them. */
const decoded = (header: string) =>
  header
    .split(' ')
    .map((word) => /^=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=$/.exec(word)?.[1] ?? fail(word))
    .map((base64) =>
      new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64')),
    )
    .join('');
const fail = (word: string): never => {
  throw new Error(`Not an encoded word: ${word}`);
};

test('a plain name is quoted, and its quotes are escaped', () => {
  expect(displayName('Shop "24"')).toBe('"Shop \\"24\\""');
});

// Fails if a backslash stays: it would escape the closing quote, and the address would be part of the name.
test('header injection: a backslash does not end the quotes, and a line break is encoded', () => {
  expect(displayName('Shop\\')).toBe('"Shop\\\\"');
  expect(decoded(displayName('Shop\r\nBcc: x@y.z'))).toBe('Shop\r\nBcc: x@y.z');
});

test('characters outside the basic plane are never split', () => {
  for (const before of ['', 'a', 'ab', 'abc']) {
    const name = `${before}${'\u{1F469}'.repeat(24)}`;
    expect(decoded(displayName(name))).toBe(name);
  }
});

test.each(['Käse', '株式会社'.repeat(16), '👩‍👩‍👧'.repeat(8), 'a =?UTF-8?Q?b?= c'])(
  'encoded words hold at most 75 characters and give the name back: %s',
  (name) => {
    const header = displayName(name);
    for (const word of header.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
    expect(decoded(header)).toBe(name);
  },
);

test('any name that is not ASCII survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 64 }), (text) => {
      const name = `é${text}`;
      const header = displayName(name);
      return decoded(header) === name && header.split(' ').every((word) => word.length <= 75);
    }),
  );
});
