import {
  DecryptCommand,
  DescribeKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { startKms } from '../../../infra/local/aws/kms';
import type { Endpoint } from '../../../infra/local/aws/listen';

const ARN = 'arn:aws:kms:us-east-1:000000000000:key/1234';
const key = {
  logicalId: 'Key',
  physicalId: '1234',
  arn: ARN,
  properties: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
  metadata: {},
};

let server: Endpoint;
let kms: KMSClient;
beforeAll(async () => {
  server = await startKms([key], 0);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  kms = new KMSClient({ region: 'us-east-1', endpoint: server.endpoint, credentials });
});
afterAll(async () => {
  kms.destroy();
  await server.close();
});

async function seal(text: string): Promise<Buffer> {
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: '1234' }));
  const publicKey = createPublicKey({
    key: Buffer.from(PublicKey ?? []),
    format: 'der',
    type: 'spki',
  });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, Buffer.from(text));
}

test.each(['1234', ARN])('sealed text opens with key %s', async (KeyId) => {
  const { Plaintext } = await kms.send(
    new DecryptCommand({
      KeyId,
      CiphertextBlob: await seal('012345'),
      EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    }),
  );
  expect(Buffer.from(Plaintext ?? []).toString()).toBe('012345');
});

test('the key is described', async () => {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: '1234' }));
  expect(KeyMetadata).toMatchObject({ Arn: ARN, KeySpec: 'RSA_2048', Enabled: true });
});

test('refusals have the names of KMS', async () => {
  const decrypt = (input: Partial<DecryptCommand['input']>) =>
    kms.send(
      new DecryptCommand({
        KeyId: '1234',
        CiphertextBlob: Buffer.from('nonsense'),
        EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
        ...input,
      }),
    );
  await expect(decrypt({})).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  await expect(decrypt({ KeyId: 'other' })).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(decrypt({ EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' })).rejects.toMatchObject({
    name: 'InvalidKeyUsageException',
  });
});
