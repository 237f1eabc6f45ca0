import { randomInt } from 'node:crypto';

/**
 * Draws a code of `length` digits (6 to 10). `randomInt` rejects instead of folding, so every code from
 * 00…0 to 99…9 is equally likely, leading zeros included.
 */
export function drawCode(length: number): string {
  return String(randomInt(10 ** length)).padStart(length, '0');
}

/**
 * The digits of an answer as people type or paste them: decimal digits of any script. White space, dashes and
 * invisible characters are dropped; anything else is refused.
 * @returns exactly `length` ASCII digits, or undefined if the answer cannot be a code
 */
export function normalizeAnswer(answer: unknown, length: number): string | undefined {
  if (typeof answer !== 'string' || answer.length > 64) return undefined;
  const digits = answer
    .replace(/[\s\p{Pd}\p{Cf}\p{VS}\u2212]/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
  return digits.length === length && /^[0-9]+$/.test(digits) ? digits : undefined;
}

/** Unicode keeps the ten digits of a script, or several sets of ten, next to each other in their order. */
function valueOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let first = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return (point - first) % 10;
}
