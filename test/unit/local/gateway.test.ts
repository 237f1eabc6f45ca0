import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  CALLED_SERVICE_NAMES,
  type CalledService,
} from '../../../infra/local/aws/gateway/called-services';
import { startGateway } from '../../../infra/local/aws/gateway/server';
import { listen, type Endpoint } from '../../../infra/local/aws/listen';
import { callsOf, failuresOf, forgetCalls, inject } from '../../support/calls';
import type { StackFacts } from '../../../infra/cli/stack-file';

let reached = 0;
let service: Endpoint;
let gateway: Endpoint;
let facts: StackFacts;
const clients: { destroy(): void }[] = [];
const effects = { endInstance: jest.fn(), reportMail: jest.fn() };

/** Calls as the function `Sender` does. */
const options = () => ({
  region: 'us-east-1',
  endpoint: gateway.endpoint,
  credentials: { accessKeyId: 'Sender', secretAccessKey: 'x', sessionToken: 'copy-1' },
  maxAttempts: 1,
});
const keep = <T extends { destroy(): void }>(client: T): T => {
  clients.push(client);
  return client;
};
const listTables = () => keep(new DynamoDBClient(options())).send(new ListTablesCommand({}));
const mailTo = (address: string, abortSignal?: AbortSignal) =>
  keep(new SESv2Client(options())).send(
    new SendEmailCommand({
      FromEmailAddress: 'a@example.com',
      Destination: { ToAddresses: [address] },
      Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 'text' } } } },
    }),
    { abortSignal },
  );

beforeAll(async () => {
  service = await listen((_, response) => {
    reached += 1;
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{"MessageId":"1"}');
  }, 0);
  const services = CALLED_SERVICE_NAMES.map((name) => [name, service.endpoint]);
  const endpoints = Object.fromEntries(services) as Record<CalledService, string>;
  const kept = {
    failures: () => ['given up'],
    events: () => [],
    control: { allowOrigin: () => undefined, loseAnswers: () => undefined },
  };
  gateway = await startGateway(endpoints, kept, 0, effects);
  facts = { endpoints: { gateway: gateway.endpoint } } as StackFacts;
});
beforeEach(async () => {
  reached = 0;
  await forgetCalls(facts);
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await gateway.close();
  await service.close();
});

test('calls go through and are recorded with function, service and operation', async () => {
  await listTables();
  await mailTo('ann@example.com');
  expect(reached).toBe(2);
  expect(await callsOf(facts)).toEqual([
    {
      function: 'Sender',
      service: 'dynamodb',
      operation: 'ListTables',
      time: expect.any(String),
      permissions: expect.any(Array),
    },
    {
      ...{
        function: 'Sender',
        service: 'ses',
        operation: 'SendEmail',
        time: expect.any(String),
        permissions: expect.any(Array),
      },
      recipients: ['ann@example.com'],
    },
  ]);
  expect(await failuresOf(facts)).toEqual(['given up']);
});

test('throttle, error and reject answer with the errors of the service', async () => {
  const end = await inject(facts, { fault: 'throttle', times: 1 });
  await expect(listTables()).rejects.toMatchObject({ name: 'ThrottlingException' });
  await end();
  const endReject = await inject(facts, { service: 'ses', fault: 'reject' });
  await expect(mailTo('ann@example.com')).rejects.toMatchObject({ name: 'MessageRejected' });
  await endReject();
  const endNamed = await inject(facts, { fault: 'reject', errorName: 'DisabledException' });
  const decrypt = new DecryptCommand({ KeyId: 'k', CiphertextBlob: Buffer.from('x') });
  await expect(keep(new KMSClient(options())).send(decrypt)).rejects.toMatchObject({
    name: 'DisabledException',
  });
  await endNamed();
  const endError = await inject(facts, { fault: 'error' });
  await expect(listTables()).rejects.toMatchObject({ name: 'InternalServerError' });
  await endError();
  expect(reached).toBe(0);
  expect((await callsOf(facts)).map(({ fault }) => fault)).toEqual([
    'throttle',
    'reject',
    'reject',
    'error',
  ]);
});

test('a rule bites the calls it matches, after those it skips, as often as it says', async () => {
  const end = await inject(facts, {
    ...{ service: 'ses', operation: 'SendEmail', function: 'Sender', recipient: 'Ann@Example.com' },
    ...{ fault: 'error', skip: 1, times: 1 },
  });
  await mailTo('ann@example.com');
  await mailTo('bob@example.com');
  await expect(mailTo('ann@example.com')).rejects.toThrow();
  await mailTo('ann@example.com');
  await end();
  const endContains = await inject(facts, { fault: 'error', contains: 'carl@' });
  await mailTo('ann@example.com');
  await expect(mailTo('carl@example.com')).rejects.toThrow();
  await endContains();
  expect(reached).toBe(4);
});

test('a dropped response was still done', async () => {
  const end = await inject(facts, { fault: 'drop-response' });
  await expect(listTables()).rejects.toThrow('socket hang up');
  await end();
  expect(reached).toBe(1);
});

test('a hanging call hangs until its client gives up, or the rule ends', async () => {
  const end = await inject(facts, { fault: 'hang' });
  await expect(mailTo('ann@example.com', AbortSignal.timeout(200))).rejects.toThrow();
  const hanging = expect(mailTo('ann@example.com')).rejects.toThrow('socket hang up');
  while ((await callsOf(facts)).length < 2);
  await end();
  await hanging;
  expect(reached).toBe(0);
});

test('latency delays', async () => {
  const end = await inject(facts, { fault: 'latency', latency: 150 });
  const began = Date.now();
  await listTables();
  expect(Date.now() - began).toBeGreaterThanOrEqual(149);
  await end();
});

test('a rule that is none is refused', async () => {
  await expect(inject(facts, { fault: 'explode' as 'error' })).rejects.toThrow('allowed: throttle');
});

test('crash ends the calling copy of the function, before or after the call is done', async () => {
  const end = await inject(facts, { fault: 'crash', service: 'ses' });
  await expect(mailTo('ann@example.com')).rejects.toThrow();
  expect(reached).toBe(0);
  await end();
  const endAfter = await inject(facts, { fault: 'crash-after', service: 'ses' });
  await expect(mailTo('ann@example.com')).rejects.toThrow();
  expect(reached).toBe(1);
  await endAfter();
  expect(effects.endInstance.mock.calls).toEqual([['copy-1'], ['copy-1']]);
});

test.each([
  ['bounce', 0],
  ['suppressed', 0],
  ['virus', 0],
  ['complaint', 1],
] as const)('%s: SES takes the mail and tells later', async (fault, arrived) => {
  effects.reportMail.mockClear();
  const end = await inject(facts, { fault, recipient: 'ann@example.com' });
  const { MessageId } = await mailTo('ann@example.com');
  await mailTo('bob@example.com');
  await end();
  expect(reached).toBe(arrived + 1);
  expect(effects.reportMail.mock.calls).toEqual([
    [fault, MessageId, expect.stringContaining('ann@example.com')],
  ]);
});
