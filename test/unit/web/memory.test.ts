import type { Challenge } from '../../../web/src/client/challenge';
import { createQueue } from '../../../web/src/client/queue';
import { SignInMemory } from '../../../web/src/client/memory';

class FakeStorage extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
  removeItem = (key: string) => void this.delete(key);
}

const challenge = { destination: 'j•••@e•••' } as Challenge;
const state = { email: 'jane@example.com', missingAttributes: [], challenge };

test('keeps address and challenge, and no more', () => {
  const storage = new FakeStorage();
  const memory = new SignInMemory(storage as unknown as Storage);
  expect(memory.recall()).toBeUndefined();
  memory.keep({ ...state, problem: { code: 'incorrectCodeAttemptsLeft' } });
  expect(memory.recall()).toEqual({ email: state.email, challenge, canContinue: false });
  storage.set('CognitoSignInState.signInSession', 'session');
  expect(memory.recall()?.canContinue).toBe(true);
  memory.forget();
  expect(memory.recall()).toBeUndefined();
});

test('calls are made one after the other, whether they succeed or not', async () => {
  const queue = createQueue();
  const order: string[] = [];
  const call = (name: string, fail = false) =>
    queue(async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fail) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([call('a', true), call('b'), call('c')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
