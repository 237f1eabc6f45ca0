import { KMSClient } from '@aws-sdk/client-kms';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { generateKeyPairSync } from 'node:crypto';
import { startKms } from '../../../infra/local/aws/kms';
import type { Endpoint } from '../../../infra/local/aws/listen';
import { sealCode } from '../../../triggers/challenge/seal';
import { parsePublicKey } from '../../../triggers/challenge/public-key';
import { answerTo } from '../../support/custom-resource';

const KEY_ID = 'the-key';
const key = {
  logicalId: 'Key',
  physicalId: KEY_ID,
  arn: `arn:aws:kms:us-east-1:000000000000:key/${KEY_ID}`,
  properties: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
  metadata: {},
};

let kms: Endpoint;
let reader: typeof import('../../../infra/handlers/read-public-key');
beforeAll(async () => {
  kms = await startKms([key], 0);
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
  });
  reader = await import('../../../infra/handlers/read-public-key');
});
beforeEach(() => void jest.spyOn(console, 'log').mockImplementation());
afterEach(() => jest.restoreAllMocks());
afterAll(() => kms.close());

const request = (RequestType: string, keyId: string) =>
  answerTo((ResponseURL) =>
    reader.handler({
      RequestType,
      ResponseURL,
      ResourceProperties: { keyId },
    } as unknown as CloudFormationCustomResourceEvent),
  );

/** KMS that answers with these, one after the other. An error's name stands for the error. */
function answers(...given: (string | Uint8Array)[]) {
  const client = new KMSClient({});
  const send = jest.spyOn(client, 'send') as unknown as jest.Mock;
  for (const answer of given) {
    send.mockImplementationOnce(() => {
      if (typeof answer !== 'string') return Promise.resolve({ PublicKey: answer });
      return Promise.reject(Object.assign(new Error('refused'), { name: answer }));
    });
  }
  return { client, send };
}

const der = (publicKey: { export: (as: { type: 'spki'; format: 'der' }) => Buffer }) =>
  publicKey.export({ type: 'spki', format: 'der' });
const rsa = der(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey);

test.each(['Create', 'Update'])(
  '%s reads a public half that codes can be sealed with',
  async (type) => {
    const answer = await request(type, KEY_ID);
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: KEY_ID });
    const publicKey = parsePublicKey(answer.Data.PublicKey ?? '');
    expect(sealCode(publicKey, 'id', '012345')).toHaveLength(256);
  },
);

test('a key that is not there fails the deployment, with the reason', async () => {
  expect(await request('Create', 'other')).toMatchObject({
    Status: 'FAILED',
    Reason: "NotFoundException: Key 'other' does not exist",
  });
});

test('the deletion of a key that is gone succeeds', async () => {
  expect(await request('Delete', 'other')).toMatchObject({
    Status: 'SUCCESS',
    PhysicalResourceId: 'other',
  });
});

test('a permission that does not count yet is waited for', async () => {
  const { client, send } = answers('AccessDeniedException', 'AccessDeniedException', rsa);
  const { PublicKey } = await reader.readPublicKey(client, KEY_ID, 0);
  expect(PublicKey).toBe(rsa.toString('base64'));
  expect(send).toHaveBeenCalledTimes(3);
});

test('a permission that never comes, and any other refusal, fails', async () => {
  const denied = answers(...Array.from({ length: 10 }, () => 'AccessDeniedException'));
  await expect(reader.readPublicKey(denied.client, KEY_ID, 0)).rejects.toThrow('refused');
  expect(denied.send).toHaveBeenCalledTimes(10);
  const disabled = answers('DisabledException');
  await expect(reader.readPublicKey(disabled.client, KEY_ID, 0)).rejects.toThrow('refused');
  expect(disabled.send).toHaveBeenCalledTimes(1);
});

test.each([
  ['nothing', new Uint8Array()],
  ['an elliptic curve', der(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
])('%s in place of an RSA key fails the deployment, not the sign-ins', async (_, answer) => {
  const { client } = answers(answer);
  await expect(reader.readPublicKey(client, KEY_ID, 0)).rejects.toThrow();
});
