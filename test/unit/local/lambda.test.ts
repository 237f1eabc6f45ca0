import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineFunction } from '../../../infra/local/aws/lambda/function';
import { startLambda } from '../../../infra/local/aws/lambda/server';
import type { Endpoint } from '../../../infra/local/aws/listen';

const HANDLER = `
let calls = 0;
exports.handler = async ({ does, wait = 0 }, context) => {
  calls += 1;
  console.log('handling', does);
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (does === 'throw') throw new TypeError('no such luck');
  if (does === 'exit') process.exit(3);
  if (does === 'loop') for (;;);
  if (does === 'nothing') return undefined;
  if (does === 'meet') await meet();
  return {
    calls,
    greeting: process.env.GREETING,
    home: process.env.HOME,
    key: process.env.AWS_ACCESS_KEY_ID,
    name: context.functionName,
    left: context.getRemainingTimeInMillis(),
  };
};
const meet = async () => {
  const { mkdtempSync, readdirSync } = require('node:fs');
  mkdtempSync(process.env.MEETING + '/guest-');
  while (readdirSync(process.env.MEETING).length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
};`;

let dir: string;
let meeting: string;
let lambda: Endpoint;
let client: LambdaClient;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'email-mfa-lambda-'));
  meeting = mkdtempSync(join(tmpdir(), 'email-mfa-lambda-meeting-'));
  writeFileSync(join(dir, 'index.js'), HANDLER);
  const define = (logicalId: string, physicalId: string, seconds: number) =>
    defineFunction(
      {
        logicalId,
        physicalId,
        arn: `arn:aws:lambda:us-east-1:000000000000:function:${physicalId}`,
        properties: {
          Handler: 'index.handler',
          Timeout: seconds,
          Environment: { Variables: { GREETING: 'hello', MEETING: meeting } },
          LoggingConfig: { LogFormat: 'JSON' },
        },
        metadata: {},
      },
      { bundle: dir, stackName: 'Greetings', logsDir: dir, gatewayEndpoint: 'http://127.0.0.1:1' },
    );
  lambda = await startLambda(
    [define('Greeter', 'the-greeter', 1), define('Patient', 'the-patient', 25)],
    0,
  );
  client = new LambdaClient({
    region: 'us-east-1',
    endpoint: lambda.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(async () => {
  client.destroy();
  await lambda.close();
  for (const folder of [dir, meeting]) rmSync(folder, { recursive: true });
});

async function invoke(event: Record<string, unknown>, FunctionName = 'the-greeter') {
  const answer = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const payload: unknown = JSON.parse(answer.Payload?.transformToString() || 'null');
  return { status: answer.StatusCode, error: answer.FunctionError, payload };
}

test('a function runs with its own environment, by name or ARN, warm the second time', async () => {
  const first = await invoke({});
  expect(first).toMatchObject({
    status: 200,
    error: undefined,
    payload: { calls: 1, greeting: 'hello', key: 'thegreeter', name: 'the-greeter' },
  });
  expect(first.payload).not.toHaveProperty('home');
  const second = await invoke({}, 'arn:aws:lambda:us-east-1:000000000000:function:the-greeter');
  expect(second.payload).toMatchObject({ calls: 2 });
});

test('what it logs is in the file before the answer, as JSON', async () => {
  await invoke({ does: 'talk' });
  const line = readFileSync(join(dir, 'the-greeter.log'), 'utf8').trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(line)).toMatchObject({ level: 'INFO', message: 'handling talk' });
});

test('a thrown error is the answer, with type and message', async () => {
  const { status, error, payload } = await invoke({ does: 'throw' });
  expect({ status, error }).toEqual({ status: 200, error: 'Unhandled' });
  expect(payload).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such luck' });
});

test('a crash is an error of the runtime, and the next event gets a new instance', async () => {
  const { error, payload } = await invoke({ does: 'exit' });
  expect(error).toBe('Unhandled');
  expect(payload).toMatchObject({ errorType: 'Runtime.ExitError' });
  expect((await invoke({})).payload).toMatchObject({ calls: 1 });
});

test.each([{ does: 'loop' }, { wait: 5_000 }])(
  'past its timeout it is ended: %j',
  async (event) => {
    const { payload } = await invoke(event);
    expect(payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Error: Task timed out after 1.00 seconds',
    });
  },
);

test('no return value is null', async () => {
  expect(await invoke({ does: 'nothing' })).toMatchObject({ error: undefined, payload: null });
});

test('events at the same time get instances of their own, one event at a time', async () => {
  // Each returns once all five are there, which one instance after another never are.
  const guests = Array.from({ length: 5 }, () => invoke({ does: 'meet' }, 'the-patient'));
  for (const { payload } of await Promise.all(guests)) expect(payload).toMatchObject({ calls: 1 });
});

test('an event without an answer is taken at once', async () => {
  const { StatusCode } = await client.send(
    new InvokeCommand({ FunctionName: 'the-greeter', InvocationType: 'Event', Payload: '{}' }),
  );
  expect(StatusCode).toBe(202);
});

test('an unknown function is not found', async () => {
  await expect(invoke({}, 'nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a function tells its environment and its stack', async () => {
  const { Configuration, Tags } = await client.send(
    new GetFunctionCommand({
      FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:the-greeter',
    }),
  );
  expect(Configuration?.Environment?.Variables?.GREETING).toBe('hello');
  expect(Tags).toEqual({
    'aws:cloudformation:stack-name': 'Greetings',
    'aws:cloudformation:logical-id': 'Greeter',
  });
});

test('a function that does not exist is not found', async () => {
  const asked = client.send(new GetFunctionCommand({ FunctionName: 'nobody' }));
  await expect(asked).rejects.toThrow('Function not found: nobody');
});
