import type { TextKey } from '../../vue/language/en';

/** What the form that is there before the app says, by language; `web/static-form.mts` fills it in. */
export const START_TEXTS = [
  'field.email',
  'field.password',
  'signIn.heading',
  'signIn.submit',
  'loading',
  'slow',
] as const satisfies TextKey[];

export type StartWords = Record<(typeof START_TEXTS)[number], string>;

/** One language, as the script before the app knows it. */
export interface StartLanguage {
  words: StartWords;
  direction: 'ltr' | 'rtl';
}
