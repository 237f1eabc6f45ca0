/**
 * The first preferred language that there is, or else English.
 * @param preferred language tags such as `pt-BR`, in order of preference; empty ones are skipped
 */
export function choose<Language extends string>(
  preferred: readonly (string | null)[],
  languages: readonly Language[],
): Language {
  const tags = preferred.map((tag) => tag?.split('-')[0]?.toLowerCase());
  const found = tags.map((tag) => languages.find((language) => language === tag)).find(Boolean);
  return found ?? ('en' as Language);
}

/** Where the browser keeps the language that the person chose. */
export const LANGUAGE_KEY = 'language';
