import { errorFields } from '../../../triggers/audit/log';
import { formatRefusal, parseRefusal } from '../../../triggers/public-parameters';
import { LOCKED, UserFacingError } from '../../../triggers/runtime/refusal';
import { trigger } from '../../../triggers/runtime/trigger';

const event = { callerContext: { clientId: 'c' }, request: { userAttributes: { sub: 's' } } };
const hooks = { onRefusal: jest.fn(), onError: jest.fn() };
beforeEach(() => jest.resetAllMocks());

test('a refusal comes through Cognito with its code, its time and its words', () => {
  const refusal = {
    code: 'EmailMfaLocked',
    message: 'Too many wrong codes. Wait.',
    retryAt: '2026-11-23T08:00:00.000Z',
  } as const;
  const throughCognito = `CreateAuthChallenge failed with error ${formatRefusal(refusal)}.`;
  expect(throughCognito).toMatch(/Wait\.$/);
  expect(throughCognito).not.toMatch(/\.\.$/);
  expect(parseRefusal(throughCognito)).toEqual(refusal);
});

test('other errors hold no refusal', () => {
  expect(parseRefusal('Incorrect username or password.')).toBeUndefined();
});

test('a refusal for people passes through a trigger', async () => {
  const refuse = trigger<typeof event>(hooks, async () => {
    throw new UserFacingError(LOCKED, Date.parse('2026-11-23T08:00:00Z'));
  });
  await expect(refuse(event)).rejects.toThrow(
    /^EmailMfaLocked \[retryAt=2026-11-23T08:00:00.000Z\]: Account locked/,
  );
  expect(hooks.onRefusal).toHaveBeenCalledWith('EmailMfaLocked', { sub: 's', clientId: 'c' });
  expect(hooks.onError).not.toHaveBeenCalled();
});

test('any other error becomes one plain message, its cause for the log only', async () => {
  const cause = new TypeError('table is down');
  const fail = trigger<typeof event>(hooks, async () => {
    throw cause;
  });
  await expect(fail(event)).rejects.toThrow(
    /^EmailMfaUnavailable: Sign-in is temporarily unavailable/,
  );
  expect(hooks.onError).toHaveBeenCalledWith(cause, { sub: 's', clientId: 'c' });
  expect(hooks.onRefusal).not.toHaveBeenCalled();
});

test.each([
  ['table is down; jane@example.com waits', 'table is down; j•••@e••• waits'],
  ["not verified: jane.o'neill@example.com", 'not verified: j•••@e•••'],
  ["Bad address: 'jane@example.com'.", "Bad address: '•••@e•••"],
])('%j is logged without the address', (message, told) => {
  expect(errorFields(new TypeError(message))).toMatchObject({ error: 'TypeError', message: told });
});

test('the stack is logged without the message and without addresses', () => {
  const error = new Error('two lines:\n for jane@example.com');
  error.stack = `${error.stack}\n    at jane@example.com (index.js:1:2)`;
  const { stack } = errorFields(error);
  expect(stack).toMatch(/^at .*\nat /);
  expect(stack).toMatch(/at j•••@e••• \(index\.js:1:2\)$/);
  expect(stack).not.toMatch(/two lines|jane/);
  expect(errorFields('a text').stack).toMatch(/^at /);
});

test('retryAt is rounded up to a minute', () => {
  const retryAt = (time: string) =>
    parseRefusal(new UserFacingError(LOCKED, Date.parse(time)).message)?.retryAt;
  expect(retryAt('2026-11-23T08:00:00.001Z')).toBe('2026-11-23T08:01:00.000Z');
  expect(retryAt('2026-11-23T08:00:59.999Z')).toBe('2026-11-23T08:01:00.000Z');
  expect(retryAt('2026-11-23T08:00:00.000Z')).toBe('2026-11-23T08:00:00.000Z');
});
