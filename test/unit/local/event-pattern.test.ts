import { compilePattern } from '../../../infra/local/aws/event-pattern';

const insert = { eventName: 'INSERT', dynamodb: { Keys: { pk: { S: 'challenge#1' } } } };

test.each<[string, unknown, unknown, boolean]>([
  ['an exact value', { eventName: ['INSERT'] }, insert, true],
  ['another value', { eventName: ['REMOVE'] }, insert, false],
  ['one of several', { eventName: ['MODIFY', 'INSERT'] }, insert, true],
  [
    'a nested prefix',
    { dynamodb: { Keys: { pk: { S: [{ prefix: 'challenge#' }] } } } },
    insert,
    true,
  ],
  ['another prefix', { dynamodb: { Keys: { pk: { S: [{ prefix: 'user#' }] } } } }, insert, false],
  ['all fields of the pattern', { eventName: ['INSERT'], eventVersion: ['1.1'] }, insert, false],
  [
    'a field that is there',
    { dynamodb: { Keys: { pk: { S: [{ exists: true }] } } } },
    insert,
    true,
  ],
  [
    'a field that is not there',
    { dynamodb: { NewImage: { S: [{ exists: false }] } } },
    insert,
    true,
  ],
  ['null', { value: [null] }, { value: null }, true],
  ['a number, not its text', { value: [1] }, { value: '1' }, false],
  ['an item of a list', { tags: ['b'] }, { tags: ['a', 'b'] }, true],
])('a pattern matches %s', (_, pattern, record, expected) => {
  expect(compilePattern(pattern)(record)).toBe(expected);
});

test.each([
  { eventName: [{ 'anything-but': ['REMOVE'] }] },
  { eventName: [{ numeric: ['>', 1] }] },
  { eventName: [{ prefix: { 'equals-ignore-case': 'a' } }] },
  { eventName: 'INSERT' },
])('a pattern that is not known is refused: %j', (pattern) => {
  expect(() => compilePattern(pattern)).toThrow();
});
