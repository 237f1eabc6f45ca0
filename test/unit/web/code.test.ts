import { readCode } from '../../../web/src/client/code';

test.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  ['123-456', '123456'],
  [' 1 2 3 4 5 6 ', '123456'],
  ['Your code is 123456', '123456'],
  ['Your code is 123456, valid for 5 minutes', '123456'],
  ['5 minutes: 123456', '123456'],
  ['١٢٣٤٥٦', '123456'],
  ['۱۲۳۴۵۶', '123456'],
  ['１２３４５６', '123456'],
  ['012345', '012345'],
  ['1234567', '123456'],
  ['12', '12'],
  ['12a3', '123'],
  ['no digits', ''],
  ['', ''],
])('%j is read as %j', (text, code) => {
  expect(readCode(text, 6)).toBe(code);
});

test('longer codes', () => {
  expect(readCode('Code: 1234 5678 90', 10)).toBe('1234567890');
});
