import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAIL_LANGUAGES } from '../../../triggers/mail/languages';
import { en as accountEn } from '../../../web/src/vue/language/account/en';
import { accountWords } from '../../../web/src/vue/language/account/words';
import { en as signInEn, type TextKey } from '../../../web/src/vue/language/en';
import {
  fill,
  localTime,
  minutesAndSeconds,
  type Plural,
} from '../../../web/src/vue/language/format';
import {
  chooseLanguage,
  type Language,
  PAGE_LANGUAGES,
} from '../../../web/src/vue/language/languages';

const en: Record<TextKey, string | Plural> = { ...signInEn, ...accountEn };
const keys = Object.keys(en) as TextKey[];
const forms = (text: string | Plural): string[] =>
  typeof text === 'string' ? [text] : Object.values(text);
const placeholders = (text: string | Plural) =>
  forms(text).map((form) => (form.match(/\{\w+\}/g) ?? []).sort());
/** One text has the same placeholders in all forms. */
const unique = (lists: string[][]) => [...new Set(lists.map((list) => list.join()))];

/** All words of a language. */
async function allWords(tag: Language): Promise<Record<TextKey, string | Plural>> {
  return { ...(await PAGE_LANGUAGES[tag].load()), ...(await accountWords(tag)) };
}

test('the account page repeats no words of the sign-in', () => {
  expect(Object.keys(accountEn).filter((key) => key in signInEn)).toEqual([]);
});

describe.each(Object.keys(PAGE_LANGUAGES) as Language[])('%s', (tag) => {
  test('names the link for a forgotten password as the lock notice quotes it', async () => {
    const { 'signIn.forgot': link } = await allWords(tag);
    expect(MAIL_LANGUAGES[tag].lock.advice).toContain(link);
  });

  test('says everything, with the same placeholders', async () => {
    const dictionary = await allWords(tag);
    expect(Object.keys(dictionary).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      expect([key, forms(dictionary[key]).every((form) => form.trim())]).toEqual([key, true]);
      expect([key, unique(placeholders(dictionary[key]))]).toEqual([
        key,
        unique(placeholders(en[key])),
      ]);
    }
  });

  test('has every plural form that the language needs', async () => {
    const dictionary = await allWords(tag);
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    // "many" of French, Spanish, Italian and Portuguese is for millions.
    const needed = tag === 'ar' ? pluralCategories : pluralCategories.filter((c) => c !== 'many');
    for (const key of keys.filter((name) => typeof en[name] !== 'string')) {
      const plural = dictionary[key] as Plural;
      expect([key, Object.keys(plural).sort()]).toEqual([key, [...needed].sort()]);
    }
  });

  test('says it in its own words', async () => {
    if (tag === 'en') return;
    const dictionary = await allWords(tag);
    const same = keys.filter((key) => dictionary[key] === en[key]);
    // Words that some of these languages share with English, and a text that is a placeholder only.
    const shared = [
      'Password',
      '{browser} on {system}',
      'Account',
      'Error: {title}',
      'Number',
      'Code',
    ];
    expect(same.filter((key) => !shared.includes(String(en[key])))).toEqual([]);
  });
});

test.each([
  [['de-AT', 'en'], 'de'],
  [[null, 'pt-BR'], 'pt'],
  [['fr', 'de-DE'], 'fr'],
  [['qaa', 'ja'], 'ja'],
  [['qaa-AA'], 'en'],
  [['constructor', 'toString'], 'en'],
  [[], 'en'],
])('of the wishes %j, %s is fulfilled', (wishes, language) => {
  expect(chooseLanguage(wishes)).toBe(language);
});

test('each language of the page has its dictionary, and its mails', () => {
  const tags = (folder: string) =>
    readdirSync(join(__dirname, '../../..', folder))
      .filter((file) => /^[a-z]{2,3}\.ts$/.test(file))
      .map((file) => file.replace('.ts', ''))
      .sort();
  const listed = Object.keys(PAGE_LANGUAGES).sort();
  expect({ dictionaries: tags('web/src/vue/language') }).toEqual({ dictionaries: listed });
  expect({ account: tags('web/src/vue/language/account') }).toEqual({ account: listed });
  expect({ mails: tags('triggers/mail/languages') }).toEqual({ mails: listed });
});

test('times are message by the clock, with the day if it is another one', () => {
  const now = new Date(2026, 0, 2, 9, 0);
  const time = new Date(2026, 0, 2, 14, 5);
  expect(fill('At {time}.', { time }, 'de', now)).toBe('At 14:05.');
  expect(fill('At {time}.', { time: new Date(2026, 0, 3, 14, 5) }, 'de', now)).toContain('2026');
});

test('values stay whole in text of the other direction', () => {
  expect(fill('{a}', { a: 'x@y' }, 'ar')).toBe('\u2068x@y\u2069');
});

test('a placeholder without a value is left for later', () => {
  expect(fill('{a} to {b}', { a: 6 }, 'en')).toBe('6 to {b}');
});

test('texts go by number where they have to', () => {
  const text = { one: '{count} attempt', other: '{count} attempts' };
  expect([1, 2, 0].map((count) => fill(text, { count }, 'en'))).toEqual([
    '1 attempt',
    '2 attempts',
    '0 attempts',
  ]);
  const arabic = { few: 'few', one: 'one', other: 'other' };
  expect([1, 3, 100].map((count) => fill(arabic, { count }, 'ar'))).toEqual([
    'one',
    'few',
    'other',
  ]);
});

test('times have the digits of all other numbers, in every language', () => {
  const now = new Date(2026, 0, 2, 9, 0);
  expect(localTime(new Date(2026, 0, 2, 14, 5), 'ar', now)).toMatch(/2:05|14:05/);
});

test('times are written as in the region of the browser, if it names one', () => {
  const now = new Date(2026, 0, 2, 9, 0);
  const at = (...preferred: string[]) =>
    localTime(new Date(2026, 0, 2, 14, 5), 'en', now, preferred);
  expect(at('de-DE', 'en-GB')).toBe('14:05');
  expect(at('en-US@posix')).toMatch(/^2:05\sPM$/);
});

test('minutes and seconds', () => {
  expect([245, 59, 0].map(minutesAndSeconds)).toEqual(['4:05', '0:59', '0:00']);
});
