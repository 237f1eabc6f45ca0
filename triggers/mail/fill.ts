const OPEN = '\u2068';
const CLOSE = '\u2069';

/** Fills in `{name}`. Marks keep its own direction of writing, as of a Latin name in an Arabic sentence. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(
    /\{(\w+)\}/g,
    (_, name: string) => OPEN + plain(values[name] ?? '') + CLOSE,
  );
}

/** Removes the marks, which not every mail program knows in subjects and plain text. */
export const plain = (text: string) => text.replaceAll(OPEN, '').replaceAll(CLOSE, '');

/** Text as HTML, with the marks as elements. */
export const isolated = (text: string) =>
  escapeHtml(text).replaceAll(OPEN, '<bdi>').replaceAll(CLOSE, '</bdi>');

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
