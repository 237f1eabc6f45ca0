/** The first candidate that is a well-formed language tag, such as `de` or `pt-BR`. */
export function chooseLocale(...candidates: (string | undefined)[]): string | undefined {
  return candidates.find(
    (candidate) => candidate && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,4})?$/.test(candidate),
  );
}
