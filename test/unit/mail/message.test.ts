import fc from 'fast-check';
import { escapeHtml } from '../../../triggers/mail/fill';
import { MAIL_LANGUAGES, type LanguageCode } from '../../../triggers/mail/languages';
import { toLocaleList } from '../../../triggers/mail/locales';
import type {
  AccountCodeMail,
  AddressChangedMail,
  BrowserRememberedMail,
  CodeMail,
  InvitationMail,
  LockMail,
  Mail,
  PasswordChangedMail,
} from '../../../triggers/mail/message';
import { standardTemplate } from '../../../triggers/mail/template';

/** ISO 639 reserves this code for private use, so it never names a language. */
const UNKNOWN = 'qaa';

const template = standardTemplate('en');
const common = {
  locales: [],
  productName: 'Shop',
  brandColor: '#3454d1',
  supportAddress: 'help@example.com',
  pageUrl: 'https://login.shop.example/',
  timeZone: undefined,
  recovery: 'email' as const,
};
const account = 'j•••@e•••';
const codeMail: CodeMail = {
  ...common,
  kind: 'code',
  code: '012345',
  codeInSubject: true,
  requestedAt: Date.parse('2026-11-22T08:15:30Z'),
  lifetime: 5,
  account,
  browserName: undefined,
  systemName: undefined,
};
const lockMail: LockMail = {
  ...common,
  kind: 'lock',
  account,
  lockedUntil: Date.parse('2026-11-23T08:15:30Z'),
};
const changedMail: AddressChangedMail = {
  ...common,
  kind: 'addressChanged',
  newAddress: 'm•••@n•••',
  changedAt: Date.parse('2026-11-22T08:15:30Z'),
  codesMoveAt: Date.parse('2026-11-23T08:15:30Z'),
};
const passwordMail: PasswordChangedMail = {
  ...common,
  kind: 'passwordChanged',
  account,
  changedAt: Date.parse('2026-11-22T08:15:30Z'),
};
const rememberedMail: BrowserRememberedMail = {
  ...common,
  kind: 'browserRemembered',
  rememberedAt: Date.parse('2026-11-28T06:38:00Z'),
  rememberedUntil: Date.parse('2026-12-28T06:38:00Z'),
  browserName: 'Chrome',
  systemName: 'Windows',
};
const accountCode = (kind: AccountCodeMail['kind']): AccountCodeMail => ({
  ...common,
  kind,
  code: '{####}',
  lifetime: 24,
});
const invitation: InvitationMail = {
  ...common,
  kind: 'invitation',
  username: '{username}',
  temporaryPassword: '{####}',
};
const everyMail: Mail[] = [
  codeMail,
  lockMail,
  changedMail,
  passwordMail,
  rememberedMail,
  accountCode('signUp'),
  accountCode('passwordReset'),
  accountCode('newAddress'),
  invitation,
];

/** The part of the HTML that is read, aloud or on the screen. */
const visible = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<div style="display:none.*?<\/div>/s, '')
    .replace(/<\/?bdi>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');
const bodies = (mail: Mail) => {
  const { text, html } = template(mail);
  return [text, visible(html)];
};

// An administrator resets passwords there, so no mail may send people to a link that the page does not have.
test.each([codeMail, lockMail, changedMail])(
  'recovery=admin: the $kind mail sends nobody to reset the password, and says whom to ask',
  (mail) => {
    for (const code of Object.keys(MAIL_LANGUAGES)) {
      const mailFor = (recovery: 'email' | 'admin') =>
        template({ ...mail, recovery, locales: [code], supportAddress: undefined }).text;
      expect(mailFor('admin')).not.toBe(mailFor('email'));
    }
    const { text } = template({ ...mail, recovery: 'admin', supportAddress: undefined });
    expect(text).not.toMatch(/Forgot your password|reset your password/i);
    expect(text).toContain('Contact your administrator.');
  },
);

test('a reset password: when, and that the mailbox comes first', () => {
  for (const body of bodies({ ...passwordMail, timeZone: 'Europe/Berlin' })) {
    expect(body).toContain('was reset on November 22, 2026 at 9:15 AM GMT+1');
    expect(body).toContain('Change the password of your mailbox first');
    expect(body).toContain('help@example.com');
  }
});

describe('the code mail', () => {
  test('has the code first in subject and text; each body is complete', () => {
    const { subject, text } = template(codeMail);
    expect(subject).toBe('012345 is your Shop verification code');
    expect(text.split('\n')[0]).toBe('012345');
    for (const body of bodies(codeMail)) {
      expect(body).toContain('November 22, 2026 at 8:15 AM UTC');
      expect(body).toContain('Expires in 5 minutes');
      expect(body).toContain("Didn't try to sign in?");
      expect(body).toContain('reset your password');
      expect(body).toContain('help@example.com');
      expect(body).toContain(account);
      expect(body).toContain('login.shop.example');
    }
  });

  test('has the product and the heading above the code', () => {
    const [, html = ''] = bodies(codeMail);
    expect(html.trim()).toMatch(/^(&nbsp; )?Shop Your verification code Use this code .* 012345 /);
  });

  test('has nothing between the digits, and no other number like a code', () => {
    const { text, html } = template({ ...codeMail, code: '0123456789' });
    expect(html).toContain('>0123456789</span>');
    expect(new Set(text.match(/\d{6,10}/g))).toEqual(new Set(['0123456789']));
  });

  test('codeInSubject=no: the code is not in the subject, the preview and the title', () => {
    const { subject, html } = template({ ...codeMail, codeInSubject: false });
    expect(subject).toBe('Your Shop verification code');
    expect(html.replace(/<body.*?<\/div>/s, '').match(/012345/g)).toHaveLength(2);
    expect(html.slice(0, html.indexOf('role="presentation"'))).not.toContain('012345');
  });

  test("says the time in the user's zone, or in UTC if the zone is unknown", () => {
    const text = (timeZone: string) => template({ ...codeMail, timeZone }).text;
    expect(text('Europe/Berlin')).toContain('November 22, 2026 at 9:15 AM GMT+1');
    expect(text('Mars/Olympus')).toContain('8:15 AM UTC');
  });

  test.each([
    [{ browserName: 'Firefox', systemName: 'Windows' }, 'UTC from Firefox on Windows'],
    [{ browserName: 'Firefox', systemName: undefined }, 'UTC from Firefox'],
    [{ browserName: undefined, systemName: 'Windows' }, 'UTC from Windows'],
  ])('says where it was requested: %j', (client, expected) => {
    for (const body of bodies({ ...codeMail, ...client })) expect(body).toContain(expected);
  });

  test('ends with the line by which phones fill in the code on the page only', () => {
    expect(template(codeMail).text.trimEnd().split('\n').at(-1)).toBe(
      '@login.shop.example #012345',
    );
    expect(bodies(codeMail)[1]?.trimEnd()).toMatch(/@login\.shop\.example #012345$/);
  });

  test.each([undefined, 'http://localhost:3000/'])('has no such line on the page %s', (pageUrl) => {
    for (const body of bodies({ ...codeMail, pageUrl })) expect(body).not.toContain('#012345');
  });

  test('does not name an administrator to people who may have none', () => {
    const [text = ''] = bodies({ ...codeMail, supportAddress: undefined });
    expect(text).not.toMatch(/Need help|administrator/);
  });
});

test('the lock mail says until when and what to do, and holds no code', () => {
  expect(template(lockMail).subject).toBe('Your Shop account is locked');
  for (const body of bodies(lockMail)) {
    expect(body).toContain('November 23, 2026 at 8:15 AM UTC');
    expect(body).toContain('Reset your password now');
    expect(body).not.toMatch(/\d{6,10}/);
  }
  for (const body of bodies({ ...lockMail, supportAddress: undefined })) {
    expect(body).toContain('Contact your administrator');
  }
});

test('the mail about a changed address says to what, when, where codes go and whom to ask', () => {
  for (const body of bodies(changedMail)) {
    expect(body).toContain('changed to m•••@n••• on November 22, 2026 at 8:15 AM UTC');
    expect(body).toContain('Until November 23, 2026 at 8:15 AM UTC, verification codes still come');
    expect(body).toContain('Need help? Contact help@example.com.');
  }
  const moved = { ...changedMail, codesMoveAt: changedMail.changedAt };
  for (const body of bodies(moved)) expect(body).not.toContain('still come');
});

test('the invitation says where to sign in, as whom and with what password', () => {
  expect(template(invitation).subject).toBe("You're invited to Shop");
  for (const body of bodies(invitation)) {
    expect(body).toMatch(/Sign in at https:\/\/login\.shop\.example\s/);
    expect(body).toContain('Username: {username}');
    expect(body).toContain('{####}');
  }
});

test.each(everyMail)('$kind: nothing to load, to follow or that tracks', (mail) => {
  expect(template(mail).html).not.toMatch(/<(img|a|link|script|iframe|form)\b|url\(|href=|src=/i);
});

test('template injection: whatever the product name, the HTML holds no tag of it', () => {
  for (const mail of everyMail) {
    const { html } = template({ ...mail, productName: '<img src=x onerror="a()">&{code}' });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt;&amp;{code}');
  }
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text))));
});

describe('languages', () => {
  const codes = Object.keys(MAIL_LANGUAGES) as LanguageCode[];

  test('the first that is supported, by its language; else the default', () => {
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

  test('dates and durations are in the language, with the digits of the code', () => {
    const text = (locale: string) => template({ ...codeMail, locales: [locale] }).text;
    expect(text('de')).toContain('22. November 2026 um 08:15 UTC');
    expect(text('de')).toContain('5 Minuten');
    expect(text('en-GB')).toContain('22 November 2026 at 08:15 UTC');
    expect(text('pt-BR')).toContain('5 minutos');
    expect(text('ja')).toContain('5 分');
    expect(text('ar-SA')).toMatch(/22 نوفمبر 2026.*8:15.*UTC/);
    expect(text('ar')).toContain('5 دقائق');
    expect(template({ ...codeMail, lifetime: 1 }).text).toContain('in 1 minute\n');
  });

  test('Arabic runs from right to left, the code from left to right', () => {
    const { html } = template({ ...codeMail, locales: ['ar'] });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('text-align:right');
    expect(html).toMatch(/<span class="ink secret" dir="ltr"/);
    expect(html).toContain('<bdi>Shop</bdi>');
  });

  test.each(codes)('%s fills every placeholder in every mail', (locale) => {
    for (const mail of everyMail) {
      const { subject, text, html } = template({ ...mail, locales: [locale] });
      expect(subject).toContain('Shop');
      const all = subject + text + visible(html);
      const rest = all.replaceAll('{####}', '').replaceAll('{username}', '');
      expect(rest).not.toMatch(/[{}\u2068\u2069]|undefined/);
      expect(text).toContain('help@example.com');
    }
  });
});

describe("Cognito's limits", () => {
  test.each(everyMail)('$kind: at most 20,000 characters of HTML in any language', (mail) => {
    for (const locale of Object.keys(MAIL_LANGUAGES)) {
      const productName = 'P'.repeat(64);
      const { subject, html } = template({ ...mail, productName, locales: [locale] });
      expect(html.length).toBeLessThan(12_000);
      expect(subject.length).toBeLessThanOrEqual(140);
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
