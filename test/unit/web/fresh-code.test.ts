import { useFreshCode } from '../../../web/src/vue/account/useFreshCode';

class TooOld extends Error {}
const isTooOld = (error: unknown) => error instanceof TooOld;

/** A call that is refused until a fresh code was entered. */
function guarded() {
  const state = { fresh: false, calls: 0 };
  const call = async () => {
    state.calls += 1;
    if (!state.fresh) throw new TooOld();
    return 'done';
  };
  return { state, call };
}

test('a call with a young code asks nothing', async () => {
  const { asking, withFreshCode } = useFreshCode(isTooOld);
  expect(await withFreshCode(async () => 'done')).toBe('done');
  expect(asking.value).toBe(false);
});

test('with an old one the person is asked, and the call goes on', async () => {
  const { asking, withFreshCode, answer } = useFreshCode(isTooOld);
  const { state, call } = guarded();
  const result = withFreshCode(call);
  await new Promise(setImmediate);
  expect(asking.value).toBe(true);
  state.fresh = true;
  answer(true);
  expect(await result).toBe('done');
  expect([asking.value, state.calls]).toEqual([false, 2]);
});

test('who does not want to is not asked again, and nothing is done', async () => {
  const { asking, withFreshCode, answer } = useFreshCode(isTooOld);
  const { state, call } = guarded();
  const result = withFreshCode(call);
  await new Promise(setImmediate);
  answer(false);
  expect(await result).toBeUndefined();
  expect([asking.value, state.calls]).toEqual([false, 1]);
});

test('another error is not asked about', async () => {
  const { asking, withFreshCode } = useFreshCode(isTooOld);
  await expect(withFreshCode(() => Promise.reject(new Error('Full')))).rejects.toThrow('Full');
  expect(asking.value).toBe(false);
});
