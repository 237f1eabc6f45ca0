import type { Language } from '../languages';
import type { AccountDictionary } from './en';

/** Loads the words of the account page. */
const WORDS: Record<Language, () => Promise<AccountDictionary>> = {
  en: () => import('./en').then(({ en }) => en),
  de: () => import('./de').then(({ de }) => de),
  fr: () => import('./fr').then(({ fr }) => fr),
  es: () => import('./es').then(({ es }) => es),
  pt: () => import('./pt').then(({ pt }) => pt),
  it: () => import('./it').then(({ it }) => it),
  ja: () => import('./ja').then(({ ja }) => ja),
  ar: () => import('./ar').then(({ ar }) => ar),
};

export const accountWords = (language: Language): Promise<AccountDictionary> => WORDS[language]();
