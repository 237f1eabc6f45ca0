import fc from 'fast-check';
import {
  browsersKey,
  challengeKey,
  noticeKey,
  parseKey,
  passKey,
  userKey,
} from '../../../triggers/store/keys';

const id = fc.string({ minLength: 1 });

test('a key names its kind and its id', () => {
  fc.assert(
    fc.property(id, id, (one, two) => {
      expect(parseKey(challengeKey(one).pk.S)).toEqual({ kind: 'challenge', id: one });
      expect(parseKey(noticeKey(one).pk.S)).toEqual({ kind: 'notice', id: one });
      expect(parseKey(passKey(one, two).pk.S)).toEqual({ kind: 'pass', id: `${one}#${two}` });
      expect(parseKey(browsersKey(one, two).pk.S)).toEqual({
        kind: 'browsers',
        id: `${one}#${two}`,
      });
      expect(parseKey(userKey(one, two).pk.S)).toEqual({ kind: 'user', id: `${one}#${two}` });
    }),
  );
});

test.each([undefined, '', 'challenge', 'challenge#', 'other#1', ' challenge#1', 'Challenge#1'])(
  '%j is not a key of the table',
  (pk) => {
    expect(parseKey(pk)).toBeUndefined();
  },
);
