/** The digits in what was typed or pasted: "123 456", "123-456" and "Your code is 123456" all work. */
export function normaliseCode(text: string): string {
  return text.replace(/\D/g, '');
}
