import { revokeAll, type Person, type Revocation } from '../../../infra/admin/revoke-all/revoke';

const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, n) => ({ username: `user-${n}`, sub: `sub-${n}` }));

async function* each(list: Person[]): AsyncGenerator<Person> {
  yield* list;
}

const error = (name: string, message = 'why') => Object.assign(new Error(message), { name });

async function run(users: Person[], options: Partial<Revocation> = {}) {
  const done: string[] = [];
  const failed = await revokeAll({
    users: each(users),
    done: new Set(),
    rate: 1000,
    signOut: () => Promise.resolve(),
    onDone: ({ sub }) => done.push(sub),
    signal: new AbortController().signal,
    ...options,
  });
  return { done, failed };
}

const failing = (names: string[], name: string) => (user: Person) =>
  names.includes(user.username) ? Promise.reject(error(name)) : Promise.resolve();

test('everyone is signed out, but for those who are already', async () => {
  const { done, failed } = await run(people(50), { done: new Set(['sub-3', 'sub-49']) });
  expect([done.length, failed]).toEqual([48, []]);
  expect(done).not.toContain('sub-3');
});

test('one who can not be signed out is told of, and does not stop the rest', async () => {
  const { done, failed } = await run(people(5), {
    signOut: failing(['user-1'], 'InternalErrorException'),
  });
  expect(done).toHaveLength(4);
  expect(failed).toEqual([
    { username: 'user-1', sub: 'sub-1', reason: 'InternalErrorException: why' },
  ]);
});

test('one who is gone needs no signing out', async () => {
  const signOut = failing(['user-1'], 'UserNotFoundException');
  expect((await run(people(3), { signOut })).done).toHaveLength(3);
});

test('without the right to sign people out it ends at once', async () => {
  let calls = 0;
  const refuse = failing(['user-1'], 'AccessDeniedException');
  const signOut = (user: Person) => (calls++, refuse(user));
  await expect(run(people(100), { signOut })).rejects.toThrow('why');
  expect(calls).toBeLessThan(10);
});

test('too many failures in a row are not those of the users', async () => {
  let calls = 0;
  const signOut = () => (calls++, Promise.reject(error('InternalErrorException')));
  await expect(run(people(1000), { signOut })).rejects.toThrow('why');
  expect(calls).toBeLessThan(100);
});

test('ended early, it waits for the calls under way and starts no others', async () => {
  const stop = new AbortController();
  const started: string[] = [];
  const { done } = await run(people(100), {
    signal: stop.signal,
    signOut: async ({ username }) => {
      started.push(username);
      if (started.length === 7) stop.abort();
      await Promise.resolve();
    },
  });
  expect(done).toHaveLength(started.length);
  expect(started.length).toBeLessThan(10);
});

test('it keeps to the rate', async () => {
  const began = Date.now();
  await run(people(21), { rate: 100 });
  // Timers may fire a millisecond early.
  expect(Date.now() - began).toBeGreaterThanOrEqual(20 * 10 - 20);
});

test('it lets only so many calls run at once', async () => {
  let now = 0;
  let most = 0;
  await run(people(60), {
    signOut: async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 100));
      now -= 1;
    },
  });
  expect(most).toBe(20);
});
