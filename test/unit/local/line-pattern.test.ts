import { compileLinePattern } from '../../../infra/local/aws/logs/line-pattern';

const line = JSON.stringify({ version: '1', event: 'mail.sent', count: 3 });

test.each([
  ['', true],
  ['{ ($.version = "*") && ($.event = "*") }', true],
  ['{ $.event = "mail.sent" }', true],
  ['{ $.event = "mail.*" }', true],
  ['{ $.event = "mail" }', false],
  ['{ ($.version = "1") && ($.event = "answer.*") }', false],
  ['{ $.event != "mail.failed" }', true],
  ['{ $.missing = "*" }', false],
  ['{ $.missing != "x" }', false],
])('%s matches the line: %s', (pattern, matches) => {
  expect(compileLinePattern(pattern)(line)).toBe(matches);
});

test('lines that are no JSON match no JSON pattern', () => {
  expect(compileLinePattern('{ $.event = "*" }')('START RequestId')).toBe(false);
  expect(compileLinePattern('{ $.event = "*" }')('null')).toBe(false);
});

test.each([
  'ERROR',
  '{ $.a = 1 }',
  '{ $.a = "x" || $.b = "y" }',
  '{ $.a.b = "x" }',
  '{ $.a = "a*b*c" }',
])('%s is not known: refused, not read wrong', (pattern) => {
  expect(() => compileLinePattern(pattern)).toThrow('does not support the filter pattern');
});
