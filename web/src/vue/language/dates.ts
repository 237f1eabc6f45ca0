import { variantOf } from './format';
import type { Language } from './languages';

const write = (then: Date, language: Language, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(variantOf(language, navigator.languages), {
    numberingSystem: 'latn',
    ...style,
  }).format(then);

export const localDate = (then: Date, language: Language): string =>
  write(then, language, { dateStyle: 'medium' });

export const localDateAndTime = (then: Date, language: Language): string =>
  write(then, language, { dateStyle: 'medium', timeStyle: 'short' });
