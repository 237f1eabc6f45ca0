/** The first well-formed language tag (`de`, `pt-BR`), lower case language only where no region is given. */
export function chooseLocale(...candidates: (string | undefined)[]): string | undefined {
  return candidates.find(
    (candidate) => candidate && /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,4})?$/.test(candidate),
  );
}
