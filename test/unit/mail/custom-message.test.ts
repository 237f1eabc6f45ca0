import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { standardTemplate } from '../../../triggers/mail/template';

Object.assign(process.env, {
  PRODUCT_NAME: 'Shop 👩\u200d🚀',
  BRAND_COLOR: '#3454d1',
  PAGE_URL: 'https://login.shop.example/',
  SUPPORT_ADDRESS: 'help@shop.example',
});
const load = async () => (await import('../../../triggers/mail/custom-message')).customMessage;

/** What Cognito accepts; invisible characters are not in it. */
const SUBJECT = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]{1,140}$/u;
const BODY = /^[\p{L}\p{M}\p{S}\p{N}\p{P}\s]{6,20000}$/u;

const event = (source: string, request: object = {}) =>
  ({
    triggerSource: `CustomMessage_${source}`,
    request: {
      userAttributes: { sub: '1', locale: 'de' },
      codeParameter: '{####}',
      usernameParameter: source === 'AdminCreateUser' ? '{username}' : null,
      ...request,
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  }) as unknown as CustomMessageTriggerEvent;

const logged = jest.spyOn(console, 'log').mockImplementation(() => undefined);
beforeEach(() => logged.mockClear());

test.each([
  ['SignUp', 'Bestätigen Sie Ihre E-Mail-Adresse', '24 Stunden'],
  ['ResendCode', 'Bestätigen Sie Ihre E-Mail-Adresse', '24 Stunden'],
  ['ForgotPassword', 'Passwort zurücksetzen', '1 Stunde'],
  ['UpdateUserAttribute', 'Bestätigen Sie Ihre E-Mail-Adresse', '24 Stunden'],
  ['VerifyUserAttribute', 'Bestätigen Sie Ihre E-Mail-Adresse', '24 Stunden'],
  ['AdminCreateUser', 'Einladung zu', '{username}'],
])('%s: a mail in the layout and language of the code mail', async (source, heading, part) => {
  const handler = (await load())(standardTemplate('en'));
  const { response } = await handler(event(source));
  expect(response.emailSubject).toMatch(SUBJECT);
  expect(response.emailSubject).not.toContain('{####}');
  expect(response.emailMessage).toMatch(BODY);
  for (const text of [heading, part, '{####}', 'class="sheet"']) {
    expect(response.emailMessage).toContain(text);
  }
  expect(response.smsMessage).toBeNull();
});

test('the invitation has the address of the page', async () => {
  const { response } = await (await load())(standardTemplate('en'))(event('AdminCreateUser'));
  expect(response.emailMessage).toContain('https://login.shop.example');
});

test("the user's language comes before that of the page", async () => {
  const handler = (await load())(standardTemplate('en'));
  const page = { clientMetadata: { locale: 'fr' } };
  const mail = async (attributes: object) =>
    (await handler(event('SignUp', { userAttributes: { sub: '1', ...attributes }, ...page })))
      .response.emailMessage;
  expect(await mail({ locale: 'ja' })).toContain('lang="ja"');
  expect(await mail({})).toContain('lang="fr"');
});

test.each([
  ['a code for a text message', event('Authentication')],
  ['an unknown source', event('SomethingNew')],
  ['a link in place of a code', event('SignUp', { codeParameter: null })],
])("%s: Cognito's own text stays", async (_, given) => {
  const { response } = await (await load())(standardTemplate('en'))(given);
  expect(response).toEqual({ smsMessage: null, emailMessage: null, emailSubject: null });
});

test.each([
  [
    'fails',
    () => {
      throw new Error('no');
    },
  ],
  ['leaves the code out', () => ({ subject: 'a', text: 'a', html: 'a' })],
])("a template that %s: Cognito's own text stays, and the log says so", async (_, template) => {
  const { response } = await (await load())(template)(event('SignUp'));
  expect(response.emailMessage).toBeNull();
  expect(logged).toHaveBeenCalledWith(
    expect.objectContaining({
      event: 'mail.custom-message-failed',
      reason: 'CustomMessage_SignUp',
    }),
  );
});

describe("with the app's own CustomMessage function", () => {
  const own = 'arn:aws:lambda:eu-central-1:111122223333:function:own';
  let answer: () => Response;
  const fetched = jest.fn();
  beforeEach(() => {
    Object.assign(process.env, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    fetched.mockReset();
    jest.spyOn(global, 'fetch').mockImplementation(async (url, request) => {
      fetched(String(url), JSON.parse(String(request?.body)));
      return answer();
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const responding = (response: object) => () => Response.json({ response });
  const texts = async (source = 'SignUp') =>
    (await (await load())(standardTemplate('en'), own)(event(source))).response;

  test('it gets the event as Cognito sent it; what it sets stands, and ours fills in the rest', async () => {
    answer = responding({ emailSubject: 'Welcome', emailMessage: null, smsMessage: 'Hi {####}' });
    const { emailSubject, emailMessage, smsMessage } = await texts();
    expect([emailSubject, smsMessage]).toEqual(['Welcome', 'Hi {####}']);
    expect(emailMessage).toContain('class="sheet"');
    expect(fetched).toHaveBeenCalledWith(
      expect.stringContaining('function%3Aown'),
      event('SignUp'),
    );
  });

  test('a body of its own has no subject of ours', async () => {
    answer = responding({ emailMessage: 'Code {####}' });
    expect(await texts()).toEqual({
      emailMessage: 'Code {####}',
      emailSubject: null,
      smsMessage: null,
    });
  });

  test('its own error passes through, as if Cognito had called it', async () => {
    answer = () =>
      Response.json(
        { errorMessage: 'Not from here' },
        { headers: { 'x-amz-function-error': 'Unhandled' } },
      );
    await expect(texts()).rejects.toThrow('Not from here');
  });

  test('if it can not be reached, ours makes the mail', async () => {
    answer = () => new Response('busy', { status: 429 });
    expect((await texts()).emailMessage).toContain('class="sheet"');
  });
});
