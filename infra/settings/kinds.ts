/** The kinds of settings, each with its parser. */

/** Definition of one setting. */
export interface Spec<T> {
  default: T;
  /** Unit and bounds in words, such as `6 to 10 digits`. */
  allowed: string;
  /** What the setting does, in Markdown: a sentence or two of the settings reference. */
  about: string;
  /** Returns the value, or undefined if it is not allowed. */
  parse(raw: string): T | undefined;
}

export const integer = (
  unit: string,
  fallback: number,
  min: number,
  max: number,
  about: string,
) => ({
  ...spec(fallback, `${min} to ${max} ${unit}`, about, (raw) => {
    const value = /^\d{1,6}$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  }),
  min,
  max,
});

export const oneOf = <T extends string>(fallback: T, values: readonly T[], about: string) => ({
  ...spec<T>(fallback, values.join(', '), about, (raw) => values.find((value) => value === raw)),
  values,
});

export const text = (fallback: string, allowed: string, pattern: RegExp, about: string) => ({
  ...spec(fallback, allowed, about, (raw) => (pattern.test(raw) ? raw : undefined)),
  pattern,
});

export const list = (allowed: string, item: RegExp, about: string) =>
  spec<string[]>([], `${allowed}, separated by commas`, about, (raw) => {
    const items = raw.split(',').map((part) => part.trim());
    if (raw === '') return [];
    return items.every((part) => item.test(part)) ? items : undefined;
  });

function spec<T>(
  fallback: T,
  allowed: string,
  about: string,
  parse: (raw: string) => T | undefined,
): Spec<T> {
  return { default: fallback, allowed, about, parse };
}
