import { ar, arAccount } from './ar';
import { de, deAccount } from './de';
import { en, enAccount } from './en';
import { es, esAccount } from './es';
import { fr, frAccount } from './fr';
import { it, itAccount } from './it';
import { ja, jaAccount } from './ja';
import type { AccountTexts, Language } from './language';
import { pt, ptAccount } from './pt';

/** The languages of the mails, by ISO 639 code. A variant, such as `pt-BR`, falls back to its language. */
export const MAIL_LANGUAGES = { ar, de, en, es, fr, it, ja, pt } satisfies Record<string, Language>;
export type LanguageCode = keyof typeof MAIL_LANGUAGES;

export const ACCOUNT_TEXTS: Record<LanguageCode, AccountTexts> = {
  ar: arAccount,
  de: deAccount,
  en: enAccount,
  es: esAccount,
  fr: frAccount,
  it: itAccount,
  ja: jaAccount,
  pt: ptAccount,
};

export interface ChosenLanguage {
  code: LanguageCode;
  language: Language;
  /** Tag for `lang`, dates and numbers: the language with the region that was asked for. */
  tag: string;
}

/** Picks the first locale whose language is supported. @param fallback used if none is */
export function chooseLanguage(locales: string[], fallback: LanguageCode): ChosenLanguage {
  for (const tag of locales) {
    const code = tag.split('-')[0]?.toLowerCase() ?? '';
    if (isSupported(code)) return { code, language: MAIL_LANGUAGES[code], tag };
  }
  return { code: fallback, language: MAIL_LANGUAGES[fallback], tag: fallback };
}

const isSupported = (code: string): code is LanguageCode => Object.hasOwn(MAIL_LANGUAGES, code);
