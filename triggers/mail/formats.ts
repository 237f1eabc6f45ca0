/** A moment with its date, in UTC: where the reader is, nobody told us. @param time epoch milliseconds */
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

/** The same calendar and digits everywhere: those of the code, which is to be compared and typed. */
const numerals = (tag: string) =>
  new Intl.Locale(tag, { calendar: 'gregory', numberingSystem: 'latn' });
