import fc from 'fast-check';
import { isPlainAddress, maskAddress } from '../../../triggers/mail/address';
import { chooseLocale } from '../../../triggers/mail/locale';
import { codeMessage, escapeHtml, lockMessage } from '../../../triggers/mail/message';

const mail = { productName: 'Shop', code: '012345', minutesLeft: 4 };

test('the code stands in the subject and in both bodies, complete', () => {
  const { subject, text, html } = codeMessage(mail);
  expect(subject).toBe('012345 is your Shop code');
  for (const body of [text, html]) {
    expect(body).toContain('012345');
    expect(body).toContain('4 minutes');
    expect(body).toContain('Was that not you?');
  }
});

test('one minute is not minutes', () => {
  expect(codeMessage({ ...mail, minutesLeft: 1 }).text).toContain('for 1 minute,');
});

test('the notice of a lock tells until when and what to do, and holds no code', () => {
  const { subject, text, html } = lockMessage({
    productName: 'Shop',
    lockedUntil: Date.parse('2026-11-23T08:15:30Z'),
  });
  expect(subject).toBe('Signing in to Shop is locked');
  for (const body of [text, html]) {
    expect(body).toContain('2026-11-23 08:15 UTC');
    expect(body).toContain('change it now');
    expect(body).not.toMatch(/\b\d{6,10}\b/);
  }
});

test('template injection: whatever the product name, the HTML holds no tag of it', () => {
  const { html } = codeMessage({ ...mail, productName: '<img src=x onerror="a()">&' });
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;');
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
});

test('a masked address tells its owner, not others', () => {
  expect(maskAddress('jane.doe@example.com')).toBe('j•••@e•••');
  expect(maskAddress('j@e')).toBe('j•••@e•••');
  fc.assert(fc.property(fc.string(), (address) => [...maskAddress(address)].length <= 9));
});

test('header injection: only one plain address passes', () => {
  expect(isPlainAddress('jane+tag@example.com')).toBe(true);
  expect(isPlainAddress('jané@exämple.com')).toBe(true);
  for (const address of [
    '',
    'jane',
    'a@b@c',
    'a@b.com\r\nBcc: x@y.z',
    'a@b.com,c@d.com',
    'Jane <a@b.com>',
    '"a b"@c.com',
    `${'a'.repeat(250)}@b.com`,
  ]) {
    expect(isPlainAddress(address)).toBe(false);
  }
});

test('a locale is a language tag or nothing', () => {
  expect(chooseLocale(undefined, 'de')).toBe('de');
  expect(chooseLocale('pt-BR', 'de')).toBe('pt-BR');
  expect(chooseLocale('en\r\nX: y', '../../etc', 'fr_FR')).toBe('fr_FR');
  expect(chooseLocale('<b>')).toBeUndefined();
});
