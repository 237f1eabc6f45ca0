/**
 * Date and time with the name of the zone.
 * @param time epoch milliseconds
 * @param timeZone IANA name; UTC if it is undefined or unknown
 */
export function formatTime(time: number, tag: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(latinDigits(tag), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
    timeZoneName: 'short',
  }).format(time);
}

export function formatDuration(amount: number, unit: 'minute' | 'hour', tag: string): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(latinDigits(tag), options).format(amount);
}

function isTimeZone(timeZone: string | undefined): boolean {
  try {
    return Boolean(timeZone && new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** Gregorian calendar and Latin digits in every language, as in the code that people compare and type. */
const latinDigits = (tag: string) =>
  new Intl.Locale(tag, { calendar: 'gregory', numberingSystem: 'latn' });
