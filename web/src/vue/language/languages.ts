import type { Dictionary } from './en';

/** Languages by their own names; each dictionary is loaded when it is chosen. */
export const LANGUAGES = {
  en: { name: 'English', load: () => import('./en').then(({ en }) => en) },
  de: { name: 'Deutsch', load: () => import('./de').then(({ de }) => de) },
  fr: { name: 'Français', load: () => import('./fr').then(({ fr }) => fr) },
  es: { name: 'Español', load: () => import('./es').then(({ es }) => es) },
  pt: { name: 'Português', load: () => import('./pt').then(({ pt }) => pt) },
  it: { name: 'Italiano', load: () => import('./it').then(({ it }) => it) },
  ja: { name: '日本語', load: () => import('./ja').then(({ ja }) => ja) },
  ar: { name: 'العربية', load: () => import('./ar').then(({ ar }) => ar) },
} satisfies Record<string, { name: string; load: () => Promise<Dictionary> }>;

export type Language = keyof typeof LANGUAGES;

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' ? 'rtl' : 'ltr';

const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);

/**
 * The first wish that can be fulfilled, English if none can.
 * @param wishes language tags such as `pt-BR`, the dearest first; empty ones are passed over
 */
export function chooseLanguage(wishes: readonly (string | null)[]): Language {
  const tags = wishes.map((wish) => wish?.split('-')[0]?.toLowerCase() ?? '');
  return tags.find(isLanguage) ?? 'en';
}
