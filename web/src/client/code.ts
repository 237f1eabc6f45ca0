const DIGIT_ZEROS = [0x30, 0x660, 0x6f0, 0xff10];

/** Turns Arabic, Persian and full-width digits into ASCII digits, for the keyboards of all languages. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    const zero = DIGIT_ZEROS.find((start) => point >= start && point < start + 10);
    return zero === undefined ? '' : String(point - zero);
  });
}

/**
 * Finds the code in typed or pasted text, such as "123 456", "123-456" or "Your code is 123456, valid for
 * 5 minutes". Returns the digits so far while the code is incomplete.
 * @param length number of digits of a code
 */
export function readCode(text: string, length: number): string {
  const typed = asciiDigits(text);
  const whole = new RegExp(`(?<!\\d)\\d(?:[\\s-]?\\d){${length - 1}}(?!\\d)`).exec(typed)?.[0];
  return (whole ?? typed).replace(/\D/g, '').slice(0, length);
}
