import type { MessageValues } from '../../client/messages';
import { type Language, languageOf } from './languages';

/** Values for the placeholders. A Date becomes the time of day, with the date if it is not today. */
export type Values = MessageValues;

/** Keeps an address or a number whole inside text of the other direction. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

/** Fills the placeholders of a text: `{name}` becomes `values.name`. */
export function fill(text: string, values: Values, language: Language, now = new Date()): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    const written = value instanceof Date ? localTime(value, language, now) : String(value);
    return languageOf(language).direction === 'rtl' ? isolate(written) : written;
  });
}

export function localTime(then: Date, language: Language, now: Date): string {
  const sameDay = then.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language, {
    timeStyle: 'short',
    ...(!sameDay && { dateStyle: 'medium' }),
  }).format(then);
}

/** `4:05` for 245 seconds. */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
