import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { MfaSettings } from './read-props';

/** The KMS keys that seal codes. */
export interface SealingKeys {
  /** CreateAuthChallenge seals new codes with this key. */
  current: Key;
  /** Every key that the mailer can decrypt with, in the order of their numbers. */
  all: Key[];
}

/**
 * Creates one key for each number; the first number is the current key. Keys are sorted by
 * number, so that choosing another current key changes no permission. operations/DATA.md describes rotation.
 */
export function makeSealingKeys(
  scope: Construct,
  { sealingKeys, removalPolicy }: Pick<MfaSettings, 'sealingKeys' | 'removalPolicy'>,
): SealingKeys {
  const make = (number: number) =>
    // Key 1 existed before rotation did, so its construct id has no number.
    new Key(scope, number === 1 ? 'SealingKey' : `SealingKey${number}`, {
      description:
        'Seals e-mailed codes: encrypted with its public half, decrypted by the mailer only',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      removalPolicy,
    });
  const keys = sealingKeys.map((number) => ({ number, key: make(number) }));
  const [first] = keys;
  if (!first) throw new Error('There must be a sealing key');
  keys.sort((one, other) => one.number - other.number);
  return { current: first.key, all: keys.map(({ key }) => key) };
}
