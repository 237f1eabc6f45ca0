import crypto from 'node:crypto';
import fc from 'fast-check';
import { drawCode, normalizeAnswer } from '../../../triggers/challenge/code';

const length = fc.integer({ min: 6, max: 10 });

test('a code has exactly the digits asked for', () => {
  fc.assert(fc.property(length, (n) => new RegExp(`^[0-9]{${n}}$`).test(drawCode(n))));
});

test('biased codes: every digit is equally likely at every place, leading zeros included', () => {
  const draws = 40_000;
  const counts = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
  for (let i = 0; i < draws; i++) {
    [...drawCode(6)].forEach((digit, place) => {
      const atPlace = counts[place] as number[];
      atPlace[Number(digit)] = (atPlace[Number(digit)] ?? 0) + 1;
    });
  }
  const expected = draws / 10;
  for (const place of counts) {
    const chiSquare = place.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 9 degrees of freedom: a fair generator exceeds 50 about once in ten million times.
    expect(chiSquare).toBeLessThan(50);
  }
});

test('what people paste is trimmed to the code', () => {
  for (const pasted of [
    '123456',
    ' 123456\n',
    '123 456',
    '123-456',
    '1 2 3 4 5 6',
    '\u00a0123\u2009456',
    '123–456',
    '123\u2011456',
    '\u200e123456\u200f',
    '\ufeff123\u200b456',
    '123\u00ad456',
    '１２３４５６',
    '١٢٣٤٥٦',
    '۱۲۳۴۵۶',
    '१२३४५६',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
    '𝟷𝟸𝟹𝟺𝟻𝟼',
  ]) {
    expect(normalizeAnswer(pasted, 6)).toBe('123456');
  }
});

test('oversize, non-string and other number signs are refused', () => {
  for (const answer of [
    '',
    '12345',
    '1234567',
    '12345a',
    '一二三四五六',
    'ⅠⅡⅢⅣⅤⅥ',
    '①②③④⑤⑥',
    '¹²³⁴⁵⁶',
    '123456'.padEnd(1_000_000),
    '+23456',
    '1e5000',
    123456,
    null,
    undefined,
    ['123456'],
    { toString: () => '123456' },
  ]) {
    expect(normalizeAnswer(answer, 6)).toBeUndefined();
  }
});

test('an accepted answer is always that many ASCII digits', () => {
  fc.assert(
    fc.property(fc.anything(), length, (answer, n) => {
      const code = normalizeAnswer(answer, n);
      return code === undefined || new RegExp(`^[0-9]{${n}}$`).test(code);
    }),
  );
});

test.each([6, 7, 8, 9, 10])(
  'biased codes: %i digits are one draw of randomInt over the whole range',
  (digits) => {
    const randomInt = jest.spyOn(crypto, 'randomInt') as unknown as jest.Mock;
    for (const [drawn, code] of [
      [0, '0'.repeat(digits)],
      [42, '42'.padStart(digits, '0')],
      [10 ** digits - 1, '9'.repeat(digits)],
    ] as const) {
      randomInt.mockReset().mockReturnValue(drawn);
      expect(drawCode(digits)).toBe(code);
      expect(randomInt.mock.calls).toEqual([[10 ** digits]]);
    }
    randomInt.mockRestore();
  },
);

test('an answer with more in it than digits, white space, dashes and invisible marks is refused', () => {
  for (const answer of ['123456a', 'a123456', '123456!', '{"code":"123456"}', '123456\u0000']) {
    expect(normalizeAnswer(answer, 6)).toBeUndefined();
  }
});

test('digits of every script count as what they say', () => {
  const systems = Intl.supportedValuesOf('numberingSystem');
  let tried = 0;
  for (const system of systems) {
    const format = new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false });
    const answer = format.format(1234567890);
    if (!/^\p{Nd}{10}$/u.test(answer)) continue;
    expect(normalizeAnswer(answer, 10)).toBe('1234567890');
    tried++;
  }
  expect(tried).toBeGreaterThan(50);
});
