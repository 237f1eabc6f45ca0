import fc from 'fast-check';
import { MAIL_LANGUAGES, type LanguageCode } from '../../../triggers/mail/languages';
import { escapeHtml } from '../../../triggers/mail/layout';
import { toLocaleList } from '../../../triggers/mail/locales';
import type { CodeMail, LockMail } from '../../../triggers/mail/message';
import { standardTemplate } from '../../../triggers/mail/template';

/** ISO 639 reserves this code for private use, so it never names a language. */
const UNKNOWN = 'qaa';

const template = standardTemplate('en');
const facts = {
  locales: [],
  productName: 'Shop',
  brandColor: '#3454d1',
  supportAddress: 'help@example.com',
};
const codeMail: CodeMail = {
  ...facts,
  kind: 'code',
  code: '012345',
  codeInSubject: true,
  requestedAt: Date.parse('2026-11-22T08:15:30Z'),
  lifetime: 5,
};
const lockMail: LockMail = {
  ...facts,
  kind: 'lock',
  lockedUntil: Date.parse('2026-11-23T08:15:30Z'),
};
/** What of the HTML is read, aloud or on the screen. */
const visible = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<div style="display:none.*?<\/div>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('code first, in the subject and in both bodies, each complete', () => {
  const { subject, text, html } = template(codeMail);
  expect(subject).toBe('012345 is your Shop verification code');
  expect(text.split('\n')[0]).toBe('012345');
  expect(visible(html).trim()).toMatch(/^012345 /);
  for (const body of [text, visible(html)]) {
    expect(body).toContain('November 22, 2026 at 08:15 UTC');
    expect(body).toContain('5 minutes');
    expect(body).toContain('Was this not you?');
    expect(body).toContain('Change it now');
    expect(body).toContain('help@example.com');
  }
});

test('the code is one word: nothing between its digits, and the only such number in the text', () => {
  const { text, html } = template({ ...codeMail, code: '0123456789' });
  expect(html).toContain('>0123456789</span>');
  expect(text.match(/\d{6,10}/g)).toEqual(['0123456789']);
});

test('codeInSubject=no: the code is neither in the subject nor in the preview nor in the title', () => {
  const { subject, html } = template({ ...codeMail, codeInSubject: false });
  expect(subject).toBe('Your Shop verification code');
  expect(html.match(/012345/g)).toHaveLength(1);
});

test('no support address, no such line', () => {
  const { text, html } = template({ ...codeMail, supportAddress: undefined });
  expect(text + visible(html)).not.toContain('Questions');
});

test('nothing to fetch, nothing to follow, nothing that tracks', () => {
  for (const mail of [codeMail, lockMail]) {
    expect(template(mail).html).not.toMatch(
      /<(img|a|link|script|iframe|form)\b|url\(|https?:|src=/i,
    );
  }
});

test('the notice of a lock tells until when and what to do, and holds no code', () => {
  const { subject, text, html } = template(lockMail);
  expect(subject).toBe('Signing in to Shop is locked');
  for (const body of [text, visible(html)]) {
    expect(body).toContain('November 23, 2026 at 08:15 UTC');
    expect(body).toContain('Change it now');
    expect(body).not.toMatch(/\d{6,10}/);
  }
});

test('template injection: whatever the product name, the HTML holds no tag of it', () => {
  const { html } = template({ ...codeMail, productName: '<img src=x onerror="a()">&{code}' });
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;{code}');
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
});

describe('languages', () => {
  const codes = Object.keys(MAIL_LANGUAGES) as LanguageCode[];

  test('the first that is spoken, by its language; else the default', () => {
    const lang = (...locales: string[]) =>
      /<html lang="([^"]+)"/.exec(template({ ...codeMail, locales }).html)?.[1];
    expect(lang('pt-BR', 'de')).toBe('pt-BR');
    expect(lang(UNKNOWN, 'de-AT')).toBe('de-AT');
    expect(lang(UNKNOWN)).toBe('en');
    expect(lang('constructor')).toBe('en');
    expect(standardTemplate('ja')({ ...codeMail, locales: [UNKNOWN] }).subject).toContain(
      '確認コード',
    );
  });

  test('dates and durations speak the language, with the digits of the code', () => {
    const text = (locale: string) => template({ ...codeMail, locales: [locale] }).text;
    expect(text('de')).toContain('22. November 2026 um 08:15 UTC');
    expect(text('de')).toContain('5 Minuten');
    expect(text('en-GB')).toContain('22 November 2026 at 08:15 UTC');
    expect(text('pt-BR')).toContain('5 minutos');
    expect(text('ja')).toContain('5 分間');
    expect(text('ar-SA')).toMatch(/22 نوفمبر 2026.*08:15.*UTC/);
    expect(text('ar')).toContain('5 دقائق');
    expect(template({ ...codeMail, lifetime: 1 }).text).toContain('for 1 minute,');
  });

  test('Arabic runs from right to left, the code from left to right', () => {
    const { html } = template({ ...codeMail, locales: ['ar'] });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('text-align:right');
    expect(html).toMatch(/<span class="code" dir="ltr"/);
    expect(html).toContain('<bdi>Shop</bdi>');
  });

  test.each(codes)('%s fills every gap in both mails', (locale) => {
    for (const mail of [codeMail, lockMail]) {
      const { subject, text, html } = template({ ...mail, locales: [locale] });
      expect(subject).toContain('Shop');
      expect(subject + text + visible(html)).not.toMatch(/[{}\u2068\u2069]|undefined/);
      expect(text).toContain('help@example.com');
    }
  });
});

test('locales are language tags, best first, or nothing', () => {
  expect(toLocaleList(undefined, 'de')).toBe('de');
  expect(toLocaleList('pt-BR', 'de')).toBe('pt-BR,de');
  expect(toLocaleList('en\r\nX: y', '../../etc', 'fr_FR')).toBe('fr-FR');
  expect(toLocaleList('zh-Hant-TW', 'zh-Hant-TW')).toBe('zh-Hant-TW');
  expect(toLocaleList('<b>', 'de,en', '')).toBeUndefined();
});

test.each(['en', 'de-DE-1996', 'ab-12345678-ab', 'a1', 'en-ab-cd', 'xx-yyyyyyyy'])(
  'no locale that may be stored stops a mail: %s',
  (locale) => {
    const stored = toLocaleList(locale)?.split(',') ?? [];
    expect(template({ ...codeMail, locales: stored }).text).toContain('012345');
  },
);
