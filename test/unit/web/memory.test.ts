import type { Challenge } from '../../../web/src/client/challenge';
import { inTurn } from '../../../web/src/client/inTurn';
import { SignInMemory } from '../../../web/src/client/memory';

class FakeStorage extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
  removeItem = (key: string) => void this.delete(key);
}

const challenge = { destination: 'j•••@e•••' } as Challenge;
const flow = { email: 'jane@example.com', missingAttributes: [], challenge };

test('keeps address and challenge, and no more', () => {
  const storage = new FakeStorage();
  const memory = new SignInMemory(storage as unknown as Storage);
  expect(memory.recall()).toBeUndefined();
  memory.keep({ ...flow, problem: { key: 'code.wrong' } });
  expect(memory.recall()).toEqual({ email: flow.email, challenge, canGoOn: false });
  storage.set('CognitoSignInState.signInSession', 'session');
  expect(memory.recall()?.canGoOn).toBe(true);
  memory.forget();
  expect(memory.recall()).toBeUndefined();
});

test('calls are made one after the other, whether they succeed or not', async () => {
  const queue = inTurn();
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
