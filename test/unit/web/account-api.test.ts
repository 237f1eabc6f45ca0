import {
  AccountApi,
  AccountApiError,
  explainAccount,
  needsFreshCode,
} from '../../../web/src/client/accountApi';

const TOKENS = { idToken: 'id-token', accessToken: 'access-token' };
const api = new AccountApi('https://api.example.com/', async () => TOKENS);
const sent = jest.spyOn(globalThis, 'fetch');
const answers = (status: number, body?: unknown) =>
  sent.mockResolvedValueOnce(
    new Response(body === undefined ? null : JSON.stringify(body), { status }),
  );

beforeEach(() => sent.mockReset());
afterAll(() => sent.mockRestore());

test('each call brings both tokens of the session', async () => {
  const account = { browsers: [], signIns: [] };
  answers(200, account);
  expect(await api.read()).toEqual(account);
  answers(202, {});
  await api.requestEmail('new@example.com');
  const headers = { authorization: 'Bearer id-token', 'x-access-token': 'access-token' };
  expect(sent.mock.calls).toEqual([
    [
      'https://api.example.com/account',
      expect.objectContaining({ method: 'GET', body: null, headers }),
    ],
    [
      'https://api.example.com/account/email',
      expect.objectContaining({
        method: 'POST',
        body: '{"email":"new@example.com"}',
        headers: { ...headers, 'content-type': 'application/json' },
      }),
    ],
  ]);
});

test('a browser that somebody else forgot already is forgotten', async () => {
  answers(404, { error: 'BROWSER_UNKNOWN', message: '' });
  await api.forgetBrowser('id');
  answers(429, { error: 'TOO_MANY_REQUESTS', message: '' });
  await expect(api.forgetBrowser('id')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

test.each([
  [403, { error: 'CODE_REQUIRED' }, 'codeRequired'],
  [400, { error: 'ADDRESS_INVALID' }, 'invalidEmail'],
  [400, { error: 'CODE_WRONG' }, 'incorrectCode'],
  [409, { error: 'ADDRESS_TAKEN' }, 'emailTaken'],
  [409, { error: 'ADDRESS_UNCHANGED' }, 'emailUnchanged'],
  [409, { error: 'ADDRESS_CHANGE_OFF' }, 'notAllowed'],
  [429, { error: 'TOO_MANY_REQUESTS' }, 'tooManyAttempts'],
  [401, { message: 'Unauthorized' }, 'sessionEnded'],
  [503, { error: 'UNAVAILABLE' }, 'unavailable'],
  [500, 'no object', 'unavailable'],
  [502, undefined, 'unavailable'],
])('%i %j is explained as %s', async (status, body, code) => {
  answers(status, body);
  const error = await api.confirmEmail('123456').catch((thrown: unknown) => thrown);
  expect(explainAccount(error)).toEqual({ code });
  expect(needsFreshCode(error)).toBe(false);
});

test('no answer means no connection', async () => {
  sent.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const error = await api.read().catch((thrown: unknown) => thrown);
  expect(explainAccount(error)).toEqual({ code: 'offline' });
});

test('an old code is no message, but a question', () => {
  expect(needsFreshCode(new AccountApiError('FRESH_CODE_REQUIRED'))).toBe(true);
  expect(needsFreshCode(new Error('FRESH_CODE_REQUIRED'))).toBe(false);
});
