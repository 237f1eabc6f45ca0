const DIGIT_ZEROS = [0x30, 0x660, 0x6f0, 0xff10];

/** ASCII, Arabic, Persian and full-width digits become ASCII ones; keyboards of all eight languages. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    const zero = DIGIT_ZEROS.find((start) => point >= start && point < start + 10);
    return zero === undefined ? '' : String(point - zero);
  });
}

/**
 * The code in what was typed or pasted: "123 456", "123-456" and "Your code is 123456, valid for
 * 5 minutes" all work. While it is not complete, the digits so far.
 * @param length digits of a code
 */
export function readCode(text: string, length: number): string {
  const typed = asciiDigits(text);
  const whole = new RegExp(`(?<!\\d)\\d(?:[\\s-]?\\d){${length - 1}}(?!\\d)`).exec(typed)?.[0];
  return (whole ?? typed).replace(/\D/g, '').slice(0, length);
}
