import { errorFields } from '../../../triggers/audit/log';
import { formatRefusal, parseRefusal } from '../../../triggers/public-parameters';
import { LOCKED, trigger, UserFacingError } from '../../../triggers/runtime/refusal';

const event = { callerContext: { clientId: 'c' }, request: { userAttributes: { sub: 's' } } };
const notes = { refused: jest.fn(), failed: jest.fn() };
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
  const refuse = trigger<typeof event>(notes, async () => {
    throw new UserFacingError(LOCKED, Date.parse('2026-11-23T08:00:00Z'));
  });
  await expect(refuse(event)).rejects.toThrow(
    /^EmailMfaLocked \[retryAt=2026-11-23T08:00:00.000Z\]: Too many wrong codes/,
  );
  expect(notes.refused).toHaveBeenCalledWith('EmailMfaLocked', { sub: 's', clientId: 'c' });
  expect(notes.failed).not.toHaveBeenCalled();
});

test('any other error becomes one plain message, its cause for the notes only', async () => {
  const cause = new TypeError('table is down');
  const fail = trigger<typeof event>(notes, async () => {
    throw cause;
  });
  await expect(fail(event)).rejects.toThrow(/^EmailMfaUnavailable: Signing in is not possible/);
  expect(notes.failed).toHaveBeenCalledWith(cause, { sub: 's', clientId: 'c' });
  expect(notes.refused).not.toHaveBeenCalled();
});

test.each([
  ['table is down; jane@example.com waits', 'table is down; j•••@e••• waits'],
  ["not verified: jane.o'neill@example.com", 'not verified: j•••@e•••'],
  ["Bad address: 'jane@example.com'.", "Bad address: '•••@e•••"],
])('%j is told without the address', (message, told) => {
  expect(errorFields(new TypeError(message))).toEqual({ error: 'TypeError', message: told });
});
