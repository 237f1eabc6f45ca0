import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { newBinding } from '../../triggers/public-parameters';
import { wrongCode } from '../support/codes';
import { codeIn, waitForMail } from '../support/inbox';
import { currentStack } from '../support/current-stack';
import { createUser } from '../support/users';

const DOCUMENT = readFileSync(join(__dirname, '../../triggers/PROTOCOL.md'), 'utf8');

type Json = Record<string, unknown>;
type Values = Record<string, string>;

interface Example {
  operation: string;
  request: string;
  answer: Json;
}

/** The text under a heading of the document. */
function section(heading: string): string {
  const text = DOCUMENT.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (!text) throw new Error(`PROTOCOL.md has no heading "${heading}"`);
  return text;
}

/** The requests under a heading, each with the answer that follows it. */
function examples(heading: string): Example[] {
  const blocks = [
    ...section(heading).matchAll(
      /```http\n(\w+)\n([^`]*)```[^`]*(?:`[^`]+`[^`]*)*```json\n([^`]*)```/g,
    ),
  ];
  return blocks.map(([, operation = '', request = '', answer = '']) => ({
    operation,
    request,
    answer: JSON.parse(answer) as Json,
  }));
}

const stack = currentStack();

/** Sends an example with the values so far, compares the answer, and returns the values with those of the answer. */
async function replay({ operation, request, answer }: Example, values: Values): Promise<Values> {
  const body = request.replace(/<(\w+)>/g, (_, name: string) => {
    if (values[name] === undefined) throw new Error(`No value for <${name}>`);
    return values[name];
  });
  const response = await fetch(stack.endpoints.cognito, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body,
  });
  const received = (await response.json()) as Json;
  const found: Values = {};
  expect(received).toEqual(pattern(answer, received, found));
  return { ...values, ...found };
}

/** The documented answer as a matcher; fills `found` with what stands for its `<names>`. */
function pattern(documented: unknown, received: unknown, found: Values): unknown {
  if (typeof documented === 'string' && documented.includes('<')) {
    const [before = '', name = ''] = documented.split(/<(\w+)>/);
    if (typeof received === 'string') found[name] = received.slice(before.length);
    return expect.stringMatching(`^${before.replaceAll('.', '\\.')}.+`);
  }
  if (documented === null || typeof documented !== 'object') return documented;
  return Object.fromEntries(
    Object.entries(documented).map(([key, value]) => [
      key,
      pattern(value, (received as Json | undefined)?.[key], found),
    ]),
  );
}

/** The examples ask for a German email. */
const mailedCode = async (email: string) => codeIn(await waitForMail(stack, email));

const [START, PROVE] = examples('Password') as [Example, Example];

/** Runs the examples of the section on the password, with another proof if there is one. */
async function provePassword(
  { email, password }: { email: string; password: string },
  { extra = {}, prove = PROVE }: { extra?: Values; prove?: Example } = {},
): Promise<Values> {
  const { clientId, userPoolId } = stack;
  const srp = createSrpSession(email, password, userPoolId, false);
  const started = await replay(START, { clientId, userPoolId, email, srpA: srp.largeA, ...extra });
  const { timestamp, passwordSignature } = signSrpSession(srp, {
    ChallengeParameters: {
      SRP_B: started.srpB ?? '',
      SALT: started.salt ?? '',
      SECRET_BLOCK: started.secretBlock ?? '',
      USER_ID_FOR_SRP: started.username ?? '',
    },
  });
  return replay(prove, { ...started, timestamp, signature: passwordSignature, ...newBinding() });
}

test('a sign-in: password, code, tokens, refresh', async () => {
  const user = await createUser(stack);
  const values = await provePassword(user);
  const [code] = examples('Code') as [Example];
  const done = await replay(code, { ...values, code: await mailedCode(user.email) });
  await replay(examples('Refresh')[0] as Example, done);
});

test('an incorrect code, then the refusal of an answer without a binding', async () => {
  const user = await createUser(stack);
  let values = await provePassword(user);
  const code = await mailedCode(user.email);
  const [wrong] = examples('Code that is not right') as [Example];
  values = await replay(wrong, { ...values, wrongCode: wrongCode(code) });
  await replay(examples('Refusals')[0] as Example, { ...values, code });
});

test('another code and news of the email', async () => {
  const user = await createUser(stack);
  let values = await provePassword(user);
  const both = examples('Another code, and news of the email');
  expect(both).toHaveLength(2);
  for (const example of both) values = await replay(example, values);
});

test('a first password', async () => {
  const user = await createUser(stack, { temporary: true });
  const [, first = ''] = /```json\n([^`]*)```/.exec(section('First password')) ?? [];
  const prove = { ...PROVE, answer: JSON.parse(first) as Json };
  const values = await provePassword(user, { prove });
  const [example] = examples('First password') as [Example];
  await replay(example, { ...values, newPassword: `Next-${user.password}` });
});

/** The text that a remembered browser signs, as the document shows it, with values filled in. */
function signedText(values: Values): string {
  const [, lines = ''] = /```text\n([^`]*)\n```/.exec(section('Remembered browser')) ?? [];
  return lines.replace(/<(\w+)>/g, (_, name: string) => values[name] ?? `<${name}>`);
}

const rawPoint = ({ x = '', y = '' }: { x?: string; y?: string }) =>
  Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);

test('a remembered browser: the key goes with the code, the next sign-in needs a signature only', async () => {
  const user = await createUser(stack);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const raw = rawPoint(publicKey.export({ format: 'jwk' }));
  const [remember, prove, answer] = examples('Remembered browser') as [Example, Example, Example];

  const first = await provePassword(user);
  const code = await mailedCode(user.email);
  await replay(remember, { ...first, code, publicKey: raw.toString('base64url') });

  const keyId = createHash('sha256').update(raw).digest('base64url');
  const second = await provePassword(user, { prove, extra: { keyId } });
  expect(second.sub).toBe(user.sub);
  const browserSignature = sign('sha256', Buffer.from(signedText(second)), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');
  await replay(answer, { ...second, browserSignature });
});

test('the test vector: key id, text and signature belong together', () => {
  const vector = Object.fromEntries(
    [...section('Remembered browser').matchAll(/^\| ([a-z ]+?) +\| `([^`]+)`/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const raw = Buffer.from(vector['public key'] ?? '', 'base64url');
  expect(createHash('sha256').update(raw).digest('base64url')).toBe(vector['key id']);
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: raw.subarray(1, 33).toString('base64url'),
      y: raw.subarray(33).toString('base64url'),
    },
  });
  const text = signedText({
    userPoolId: vector['user pool id'] ?? '',
    clientId: vector['app client id'] ?? '',
    sub: vector.sub ?? '',
    challengeId: vector['challenge id'] ?? '',
    nonce: vector.nonce ?? '',
  });
  const signature = Buffer.from(vector.signature ?? '', 'base64url');
  expect(verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(
    true,
  );
});
