import type { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/settings';

/** The keys that codes are sealed with. */
export interface SealingKeys {
  /** Create seals with this one. */
  sealing: Key;
  /** All whose codes the mailer opens, by number: putting another first changes no right. */
  known: Key[];
}

/** Makes the keys that the setting numbers; how they take turns is told in operations/DATA.md. */
export function makeSealingKeys(
  scope: Construct,
  { sealingKeys }: Settings,
  removalPolicy: RemovalPolicy,
): SealingKeys {
  const make = (number: number) =>
    // The first has no number in its name: it was there before there were others.
    new Key(scope, number === 1 ? 'SealingKey' : `SealingKey${number}`, {
      description:
        'Seals e-mailed codes: encrypted with its public half, decrypted by the mailer only',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      removalPolicy,
    });
  const numbers = sealingKeys.split(',').map(Number);
  const keys = numbers.map((number) => ({ number, key: make(number) }));
  const [first] = keys;
  if (!first) throw new Error('There must be a sealing key');
  keys.sort((one, other) => one.number - other.number);
  return { sealing: first.key, known: keys.map(({ key }) => key) };
}
