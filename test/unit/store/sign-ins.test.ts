import { noteSignIn, recentSignIns } from '../../../triggers/store/sign-ins';
import { DAY } from '../../../triggers/limits/rules';

const NOW = 1_700_000_000_000;
const entry = (at: number) => ({ M: { at: { N: `${at}` }, how: { S: 'code' } } });

test('a sign-in takes the first place and moves each other one on by one', () => {
  const { set, values } = noteSignIn({ at: NOW, how: 'browser', browserName: 'Chrome' });
  const moves = set.split(', ').filter((part) => part.startsWith('signIn'));
  expect(moves[0]).toBe('signIn1 = :signIn');
  expect(set).toContain('signIn20 = if_not_exists(signIn19, :noSignIn)');
  expect(set).not.toContain('signIn21');
  expect(values[':signIn']).toEqual({
    M: { at: { N: `${NOW}` }, how: { S: 'browser' }, browserName: { S: 'Chrome' } },
  });
});

test('those of the last 30 days are shown, newest first; empty places are not', () => {
  const item = {
    signIn1: entry(NOW - DAY),
    signIn2: entry(NOW - 1),
    signIn3: entry(NOW - 30 * DAY),
    signIn4: { NULL: true as const },
  };
  expect(recentSignIns(item, NOW).map(({ at }) => at)).toEqual([NOW - 1, NOW - DAY]);
  expect(recentSignIns(undefined, NOW)).toEqual([]);
});
