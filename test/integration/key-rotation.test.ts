import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import { readPublicKey } from '../../infra/handlers/read-public-key';
import { ACCOUNT_ID, REGION } from '../../infra/local/aws/account';
import { LocalTemplate } from '../../infra/local/aws/cloudformation/local-template';
import { TriggerHost } from '../bench/trigger-host';
import { callsOf } from '../support/calls';
import { codeMail, codeMailedTo } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { codeIn } from '../support/inbox';
import { SrpClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { TableAccess } from '../support/table';
import { afterPassword, triggerEvent, Triggers, type Challenge } from '../support/triggers';
import { createUser, type TestUser } from '../support/users';

// Other test files keep the machine busy, and the first mail waits for a cold start.
jest.setTimeout(30_000);

/** A stack right after codes began to be sealed with key 2, and a Create as it was the moment before. */
let running: RunningStack;
let stack: StackFacts;
let keys: { 1: string; 2: string };
let createBefore: TriggerHost;
let table: TableAccess;
let triggers: Triggers;

beforeAll(async () => {
  running = await startStack({ settings: { sealingKeys: '2,1' } });
  stack = running.facts;
  keys = keysOf(stack);
  createBefore = await TriggerHost.start(stack, 'CreateAuthChallenge', {
    SEALING_KEY_ID: keys[1],
    SEALING_PUBLIC_KEY: await publicHalfOf(keys[1]),
  });
  table = new TableAccess(stack);
  triggers = new Triggers(stack);
});
afterAll(async () => {
  createBefore?.stop();
  await running?.stop();
});

function keysOf({ logsDir }: StackFacts): { 1: string; 2: string } {
  const file = join(logsDir, '..', 'cdk.out', 'EmailMfa.template.json');
  const place = { region: REGION, accountId: ACCOUNT_ID, stackName: 'EmailMfa' };
  const found = new LocalTemplate(JSON.parse(readFileSync(file, 'utf8')), place)
    .ofType('AWS::KMS::Key')
    .map(({ logicalId, physicalId }) => [/SealingKey2/.test(logicalId) ? 2 : 1, physicalId]);
  return Object.fromEntries(found) as { 1: string; 2: string };
}

async function publicHalfOf(key: string): Promise<string> {
  const client = new KMSClient(clientOptions(stack, 'kms'));
  return (await readPublicKey(client, key)).PublicKey;
}

async function createdBefore(user: TestUser): Promise<Challenge> {
  const event = triggerEvent(stack, 'CreateAuthChallenge', user, {
    challengeName: 'CUSTOM_CHALLENGE',
    session: afterPassword(),
  });
  const { response, error } = await createBefore.invoke(event);
  if (error) throw new Error(error);
  return (response as { response: Challenge }).response;
}

const idOf = ({ challengeMetadata }: Challenge): string => JSON.parse(challengeMetadata).id;
const sealedWith = async (challenge: Challenge) =>
  (await table.challenge(idOf(challenge)))?.sealingKeyId?.S;

/** Keys that the mailer decrypted with since there were `from` such calls. */
async function decryptions(from = 0): Promise<string[]> {
  const calls = await callsOf(stack, { service: 'kms', operation: 'Decrypt' });
  return calls
    .slice(from)
    .flatMap(({ permissions }) => permissions.map(({ resource }) => resource));
}

test('a code sealed before the switch is mailed and signs in after it', async () => {
  const user = await createUser(stack);
  const before = (await decryptions()).length;
  const challenge = await createdBefore(user);
  expect(await sealedWith(challenge)).toBe(keys[1]);

  const code = await codeMailedTo(stack, user.email);
  expect(await triggers.verify(user, challenge, code)).toBe(true);
  expect(await triggers.release(user)).toBeDefined();
  // The record names its key, so none is tried in vain.
  expect(await decryptions(before)).toEqual([keys[1]]);
});

test('codes are sealed with the new key, at one call to KMS for each sign-in, the first one included', async () => {
  const client = new SrpClient(stack);
  const signIn = async () => {
    const user = await createUser(stack);
    const challenge = await client.password(user);
    const done = await client.answer(challenge, await codeMailedTo(stack, user.email));
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();
  };
  const before = (await callsOf(stack, { service: 'kms' })).length;
  await signIn();
  const calls = (await callsOf(stack, { service: 'kms' })).slice(before);
  expect(calls.flatMap(({ permissions }) => permissions)).toEqual([
    { action: 'kms:Decrypt', resource: keys[2] },
  ]);
});

test('a new code asked for after the switch replaces one from before', async () => {
  const user = await createUser(stack);
  const old = await createdBefore(user);
  const oldMail = await codeMail(stack, user.email);
  await table.coolDown(user.sub);
  const next = await triggers.resend(user, old);
  expect(await sealedWith(next)).toBe(keys[2]);
  const mail = await codeMail(stack, user.email, oldMail);
  expect(await triggers.verify(user, next, codeIn(mail))).toBe(true);
});

test('a copy of Create that runs on from before goes on with its key, public half and name', async () => {
  const [one, other] = [await createUser(stack), await createUser(stack)];
  for (const user of [one, other]) {
    const challenge = await createdBefore(user);
    expect(await sealedWith(challenge)).toBe(keys[1]);
    expect(await codeMailedTo(stack, user.email)).toMatch(/^\d{6}$/);
  }
});

test('a stack whose keys never changed has the first key only', async () => {
  const shared = currentStack();
  const user = await createUser(shared);
  const challenge = await new Triggers(shared).create(user);
  const record = await new TableAccess(shared).challenge(idOf(challenge));
  expect(keysOf(shared)).toEqual({ 1: record?.sealingKeyId?.S });
});
