import type { Challenge } from '../../../web/src/client/challenge';
import { SignInMemory, type InterruptedStep } from '../../../web/src/client/memory';
import { createQueue } from '../../../web/src/client/queue';
import { browserStorage } from '../../../web/src/client/storage';

const SESSION = 'CognitoSignInState.signInSession';
const EXPIRY = 'CognitoSignInState.expiry';
const MINUTE = 60_000;
const NOW = 1_700_000_000_000;

const email = 'jane@example.com';
const challenge = { destination: 'j•••@e•••' } as Challenge;
const code: InterruptedStep = { step: 'code', email, challenge };

function setUp(items: Record<string, string> = {}) {
  const storage = browserStorage('sessionStorage');
  for (const [key, value] of Object.entries(items)) storage.setItem(key, value);
  return { storage, memory: new SignInMemory(storage) };
}

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

test('keeps the code step for as long as Cognito may keep its session, not for Amplify’s 3 minutes', () => {
  const { storage, memory } = setUp({ [SESSION]: 'session', [EXPIRY]: String(NOW + 3 * MINUTE) });
  memory.keep(code);
  expect(Number(storage.getItem(EXPIRY))).toBe(NOW + 15 * MINUTE);
  jest.setSystemTime(NOW + 15 * MINUTE - 1);
  expect(memory.recall()).toEqual({ ...code, canContinue: true });
  jest.setSystemTime(NOW + 15 * MINUTE);
  expect(memory.recall()).toMatchObject({ canContinue: false });
  memory.forget();
  expect(memory.recall()).toBeUndefined();
});

test.each<[InterruptedStep, number]>([
  [{ step: 'confirmSignUp', email, resendAt: NOW }, 24 * 60],
  [{ step: 'resetPassword', email, resendAt: NOW }, 60],
])('%j needs no session', (step, minutes) => {
  const { memory } = setUp();
  memory.keep(step);
  jest.setSystemTime(NOW + minutes * MINUTE - 1);
  expect(memory.recall()).toEqual({ ...step, canContinue: true });
  jest.setSystemTime(NOW + minutes * MINUTE);
  expect(memory.recall()).toMatchObject({ canContinue: false });
});

test.each<InterruptedStep>([code, { step: 'firstPassword', email, missingAttributes: ['name'] }])(
  '%j is over without a session',
  (step) => {
    const { memory } = setUp();
    memory.keep(step);
    expect(memory.recall()).toMatchObject({ canContinue: false });
  },
);

test('a browser without storage for the page remembers in memory', () => {
  const blocked = jest.fn(() => {
    throw new Error('SecurityError');
  });
  Object.defineProperty(globalThis, 'localStorage', { get: blocked, configurable: true });
  try {
    const storage = browserStorage('localStorage');
    expect(blocked).toHaveBeenCalled();
    storage.setItem('language', 'de');
    expect(storage.getItem('language')).toBe('de');
    storage.removeItem('language');
    expect(storage.getItem('language')).toBeNull();
  } finally {
    Reflect.deleteProperty(globalThis, 'localStorage');
  }
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
