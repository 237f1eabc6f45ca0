import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { ja } from './ja';
import type { Language } from './language';
import { pt } from './pt';

/** The languages of the mails, by ISO 639 code. A variant, such as `pt-BR`, falls back to its language. */
export const MAIL_LANGUAGES = { ar, de, en, es, fr, it, ja, pt } satisfies Record<string, Language>;
export type LanguageCode = keyof typeof MAIL_LANGUAGES;

export interface ChosenLanguage {
  language: Language;
  /** Tag for `lang`, dates and numbers: the language with the region that was asked for. */
  tag: string;
}

/** Picks the first locale whose language is supported. @param fallback used if none is */
export function chooseLanguage(locales: string[], fallback: LanguageCode): ChosenLanguage {
  for (const tag of locales) {
    const code = tag.split('-')[0]?.toLowerCase() ?? '';
    if (Object.hasOwn(MAIL_LANGUAGES, code)) {
      return { language: MAIL_LANGUAGES[code as LanguageCode], tag };
    }
  }
  return { language: MAIL_LANGUAGES[fallback], tag: fallback };
}
