/** A language with up to three subtags: short enough to store, and safe in HTML and in a record. */
const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/**
 * Joins the candidates that are well-formed language tags, such as `de` or `pt-BR`, with commas, best first.
 * The mail's template picks the first that it supports.
 * @returns undefined if no candidate is a language tag
 */
export function toLocaleList(...candidates: (string | undefined)[]): string | undefined {
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
