import type { MessageValues } from '../../client/messages';
import { type Language, languageOf } from './languages';

/** The forms of a text by number, as `Intl.PluralRules` names them. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Values for the placeholders. A Date becomes the time of day, with the date if it is not today. */
export type Values = MessageValues;

/** Keeps an address or a number whole inside text of the other direction. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

/** Browsers can name what is no language tag, such as `en-US@posix`, which `Intl` refuses. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** The browser's own variant of the language, such as `en-GB`: times differ within a language. */
export const variantOf = (language: Language, preferred: readonly string[]): string =>
  preferred.find((tag) => tag.split('-')[0] === language && isLanguageTag(tag)) ?? language;

/** Fills the placeholders of a text: `{name}` becomes `values.name`. */
export function fill(
  text: string | Plural,
  values: Values,
  language: Language,
  now = new Date(),
): string {
  return pluralForm(text, values['count'], language).replace(
    /\{(\w+)\}/g,
    (placeholder, name: string) => {
      const value = values[name];
      if (value === undefined) return placeholder;
      const written = value instanceof Date ? localTime(value, language, now) : String(value);
      return languageOf(language).direction === 'rtl' ? isolate(written) : written;
    },
  );
}

function pluralForm(text: string | Plural, count: unknown, language: Language): string {
  if (typeof text === 'string') return text;
  return text[new Intl.PluralRules(language).select(Number(count))] ?? text.other;
}

/** @param preferred language tags of the browser */
export function localTime(
  then: Date,
  language: Language,
  now: Date,
  preferred: readonly string[] = globalThis.navigator?.languages ?? [],
): string {
  const sameDay = then.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(variantOf(language, preferred), {
    timeStyle: 'short',
    // The same digits as in all other numbers of the page.
    numberingSystem: 'latn',
    ...(!sameDay && { dateStyle: 'medium' }),
  }).format(then);
}

/** `4:05` for 245 seconds. */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
