import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { it } from './it';
import { ja } from './ja';
import type { Language } from './language';
import { pt } from './pt';

/** By ISO 639 code; variants of a language, such as `pt-BR`, fall back to it. */
export const LANGUAGES = { ar, de, en, es, fr, it, ja, pt } satisfies Record<string, Language>;
export type LanguageCode = keyof typeof LANGUAGES;

export interface Speech {
  language: Language;
  /** For `lang` and for dates and numbers: the language with the region that was asked for. */
  tag: string;
}

/** The first locale whose language is spoken here. @param fallback for people who speak none of them */
export function speak(locales: string[], fallback: LanguageCode): Speech {
  for (const tag of locales) {
    const code = tag.split('-')[0]?.toLowerCase() ?? '';
    if (Object.hasOwn(LANGUAGES, code)) return { language: LANGUAGES[code as LanguageCode], tag };
  }
  return { language: LANGUAGES[fallback], tag: fallback };
}
