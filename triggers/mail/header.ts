/** RFC 2047 allows 75 characters for an encoded word: 60 of base64, or 45 bytes, fit in. */
const MOST_BYTES = 45;

/** Encodes a display name for a header: quoted if it is plain ASCII, else as encoded words (RFC 2047). */
export function displayName(name: string): string {
  return /^[\x20-\x7e]*$/.test(name) && !name.includes('=?')
    ? `"${name.replace(/["\\]/g, '\\$&')}"`
    : splitByBytes(name).map(encodedWord).join(' ');
}

const encodedWord = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** Splits between characters, because each encoded word is decoded by itself. */
function splitByBytes(text: string): string[] {
  const parts = [''];
  for (const character of text) {
    const last = parts.at(-1) ?? '';
    if (Buffer.byteLength(last + character) <= MOST_BYTES)
      parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts;
}
