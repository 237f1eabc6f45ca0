/** Date and time in UTC, because the reader's time zone is unknown. @param time epoch milliseconds */
export function formatTime(time: number, tag: string): string {
  return new Intl.DateTimeFormat(numerals(tag), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(time);
}

export function formatMinutes(minutes: number, tag: string): string {
  const unit = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(numerals(tag), unit).format(minutes);
}

/** Gregorian calendar and Latin digits in every language, as in the code that people compare and type. */
const numerals = (tag: string) =>
  new Intl.Locale(tag, { calendar: 'gregory', numberingSystem: 'latn' });
