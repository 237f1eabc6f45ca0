import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_TEXTS, MAIL_LANGUAGES, type LanguageCode } from '../../../triggers/mail/languages';

const FOLDER = join(__dirname, '..', '..', '..', 'triggers', 'mail', 'languages');

/** Every text by its path, such as `code.subject`. */
function texts(part: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(texts(value, `${path}${name}.`))
        : [[path + name, value]],
    ),
  );
}
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const LANGUAGE_CODES = Object.keys(MAIL_LANGUAGES) as LanguageCode[];
const allTexts = (code: LanguageCode) =>
  texts({ ...MAIL_LANGUAGES[code], account: ACCOUNT_TEXTS[code] });
const english = allTexts('en');

test('every file of the folder is a language', () => {
  const files = readdirSync(FOLDER).filter((file) => !['index.ts', 'language.ts'].includes(file));
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(
    Object.keys(MAIL_LANGUAGES).sort(),
  );
});

describe.each(LANGUAGE_CODES)('%s', (code) => {
  const own = allTexts(code);

  test('has every text, none empty, none left in English', () => {
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort());
    for (const [path, text] of Object.entries(own)) {
      expect(text.trim()).not.toBe('');
      if (code !== 'en' && path !== 'direction') expect(text).not.toBe(english[path]);
    }
  });

  test('has the same placeholders as English', () => {
    for (const [path, text] of Object.entries(own)) {
      expect([path, placeholders(text)]).toEqual([path, placeholders(english[path] ?? '')]);
    }
  });

  test('begins a subject with the code, where notifications do not cut it off', () => {
    expect(own['code.subjectWithCode']).toMatch(/^\{code\}/);
    for (const [path, text] of Object.entries(own)) {
      if (path !== 'code.subjectWithCode') expect(text).not.toContain('{code}');
    }
  });
});
