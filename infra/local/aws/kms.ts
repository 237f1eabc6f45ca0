import {
  constants,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { serveJson, ServiceError } from './json-service';
import type { Endpoint } from './listen';
import type { Resource } from './cloudformation/local-template';

interface LocalKey {
  id: string;
  arn: string;
  spec: string;
  usage: string;
  privateKey: KeyObject;
}

type Input = Record<string, unknown>;
const ALGORITHMS = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'];

/**
 * KMS with the template's keys, new on every start: GetPublicKey, Decrypt and DescribeKey of asymmetric
 * keys for encryption. Everyone may call it: roles do not count locally.
 */
export async function startKms(keys: Resource[], port: number): Promise<Endpoint> {
  const byId = new Map<string, LocalKey>();
  for (const resource of keys) {
    const key = await makeKey(resource);
    byId.set(key.id, key).set(key.arn, key);
  }
  const onKey = (work: (key: LocalKey, input: Input) => unknown) => (input: Input) => {
    const key = byId.get(String(input.KeyId));
    if (!key)
      throw new ServiceError('NotFoundException', `Key '${String(input.KeyId)}' does not exist`);
    return work(key, input);
  };
  const operations = {
    GetPublicKey: onKey(getPublicKey),
    Decrypt: onKey(decrypt),
    DescribeKey: onKey(describeKey),
  };
  return serveJson('KMS', operations, port);
}

async function makeKey({ physicalId, arn, logicalId, properties }: Resource): Promise<LocalKey> {
  const { KeySpec, KeyUsage } = properties as { KeySpec?: string; KeyUsage?: string };
  const [, bits] = /^RSA_(\d+)$/.exec(KeySpec ?? '') ?? [];
  if (!KeySpec || !bits || KeyUsage !== 'ENCRYPT_DECRYPT') {
    throw new Error(
      `The local KMS supports RSA keys for encryption only; ${logicalId} is ${KeySpec} for ${KeyUsage}`,
    );
  }
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: Number(bits) });
  return { id: physicalId, arn, spec: KeySpec, usage: KeyUsage, privateKey };
}

function getPublicKey({ arn, spec, usage, privateKey }: LocalKey) {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    KeyId: arn,
    KeySpec: spec,
    KeyUsage: usage,
    EncryptionAlgorithms: ALGORITHMS,
    PublicKey: der.toString('base64'),
  };
}

function decrypt({ arn, privateKey }: LocalKey, { CiphertextBlob, EncryptionAlgorithm }: Input) {
  if (!ALGORITHMS.includes(String(EncryptionAlgorithm))) {
    throw new ServiceError(
      'InvalidKeyUsageException',
      `${arn} does not take the algorithm ${String(EncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT')}`,
    );
  }
  const sealed = Buffer.from(String(CiphertextBlob), 'base64');
  const oaepHash = EncryptionAlgorithm === 'RSAES_OAEP_SHA_256' ? 'sha256' : 'sha1';
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  try {
    const plain = privateDecrypt({ key: privateKey, padding, oaepHash }, sealed);
    return { KeyId: arn, EncryptionAlgorithm, Plaintext: plain.toString('base64') };
  } catch {
    throw new ServiceError('InvalidCiphertextException', 'The ciphertext is invalid');
  }
}

function describeKey({ id, arn, spec, usage }: LocalKey) {
  return {
    KeyMetadata: {
      KeyId: id,
      Arn: arn,
      Enabled: true,
      KeyState: 'Enabled',
      KeySpec: spec,
      KeyUsage: usage,
      EncryptionAlgorithms: ALGORITHMS,
    },
  };
}
