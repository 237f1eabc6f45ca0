import { formatRefusal, parseRefusal } from '../../triggers/public-parameters';
import { LOCKED, trigger, UserFacingError } from '../../triggers/refusal';

const event = { callerContext: { clientId: 'c' }, request: { userAttributes: { sub: 's' } } };
let lines: unknown[];
beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

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
  const refuse = trigger<typeof event>('create', async () => {
    throw new UserFacingError(LOCKED, Date.parse('2026-11-23T08:00:00Z'));
  });
  await expect(refuse(event)).rejects.toThrow(
    /^EmailMfaLocked \[retryAt=2026-11-23T08:00:00.000Z\]: Too many wrong codes/,
  );
  expect(lines).toEqual([
    { event: 'create.refused', sub: 's', clientId: 'c', reason: 'EmailMfaLocked' },
  ]);
});

test('any other error becomes one plain message, its cause in the log without addresses', async () => {
  const fail = trigger<typeof event>('create', async () => {
    throw new TypeError('table is down; jane@example.com waits');
  });
  await expect(fail(event)).rejects.toThrow(/^EmailMfaUnavailable: Signing in is not possible/);
  expect(lines).toEqual([
    {
      event: 'create.failed',
      sub: 's',
      clientId: 'c',
      error: 'TypeError',
      message: 'table is down; j•••@e••• waits',
    },
  ]);
});
