/** Short enough for a record, and whatever else it is, a language comes first. */
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/**
 * The candidates that are language tags, such as `de` or `pt-BR`, best first and separated by commas: which
 * of them is spoken is for the mail's template to know.
 */
export function chooseLocale(...candidates: (string | undefined)[]): string | undefined {
  const tags = candidates
    .map((candidate) => candidate?.replaceAll('_', '-') ?? '')
    .filter((candidate) => TAG.test(candidate) && isWellFormed(candidate));
  return tags.length > 0 ? [...new Set(tags)].join(',') : undefined;
}

function isWellFormed(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
