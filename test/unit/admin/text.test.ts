import { nameValueList, json, printable, table } from '../../../infra/cli/text';

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const ADDRESS = `${'a'.repeat(90)}@example.com`;
const SENTENCE = 'No user has had this many words said about them in one line before today';

test('a table fits the terminal, and nothing is cut off', () => {
  const text = table(
    ['User', 'State'],
    [
      [ADDRESS, 'ready'],
      ['b@example.com', 'disabled'],
    ],
    60,
  );
  expect(widest(text)).toBeLessThanOrEqual(60);
  expect(text.replace(/[^a-z@.]/g, '').match(/a/g)?.length).toBeGreaterThanOrEqual(90);
});

test('a name-value list fits the terminal, and break between words', () => {
  const text = nameValueList(
    [
      ['User', 'ann'],
      ['Sign-in', SENTENCE],
    ],
    40,
  );
  expect(widest(text)).toBeLessThanOrEqual(40);
  expect(text.split(/\s+/).slice(3)).toEqual(SENTENCE.split(' '));
});

test('a column that is narrow already does not get wider where there is no room', () => {
  const row = ['2026-11-22 13:26:32', 'code mailed', 'a'.repeat(18)];
  const [natural, narrow] = [100, 40].map((width) => widest(table(['A', 'B', 'C'], [row], width)));
  expect(narrow).toBeLessThanOrEqual(natural ?? 0);
});

test('a table that fits has a line per row', () => {
  expect(table(['A'], [['1'], ['2']], 80).split('\n')).toHaveLength(6);
});

test.each([
  ['a\u001b[31mb', 'a\ufffd[31mb'],
  ['a\nb\tc', 'a\ufffdb\ufffdc'],
  ['ab\u202edc', 'ab\ufffddc'],
  ['Zoë 田中', 'Zoë 田中'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

// Fails with what JSON escapes by itself: U+009B begins commands to terminals, too.
test('JSON steers no terminal and stays the same value', () => {
  const value = { name: 'a\u009b31m\u202eb\u{e0041}\u001b\u007f Zoë 田中' };
  const text = json(value);
  expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  expect(text).toContain('Zoë 田中');
  expect(JSON.parse(text)).toEqual(value);
});
