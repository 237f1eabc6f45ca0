import {
  AccountRootPrincipal,
  ArnPrincipal,
  PolicyDocument,
  PolicyStatement,
  type IRole,
} from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Bundles } from '../packaging/function-files';
import { PublicKeys } from './public-keys';
import type { MfaSettings } from './read-props';

/** The KMS keys that seal codes. */
export interface SealingKeys {
  /** CreateAuthChallenge seals new codes with this key, of which it knows the public half. */
  current: { key: Key; publicKey: string };
  /** Every key that the mailer can decrypt with, in the order of their numbers. */
  all: Key[];
  /** Reads the public halves. */
  reader: Function;
}

/**
 * What the account may do with a key, as far as IAM policies allow it: administer it and read its public half.
 * The CDK's default is `kms:*`, by which any IAM policy could allow decryption. Left out on purpose:
 * `kms:Decrypt` and `kms:CreateGrant`, which could hand decryption on. `kms:PutKeyPolicy` is in, so that the
 * account can't lock itself out of the key; whoever has that right can still allow decryption, which
 * CloudTrail records.
 */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RetireGrant',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];

/**
 * Allows a role to decrypt, in the key's own policy. KMS stores the role's internal id: if someone deletes the
 * role by hand and creates it again, update the key's policy by deploying again.
 */
export function allowDecryption(key: Key, role: IRole): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'MailerDecrypts',
      actions: ['kms:Decrypt'],
      principals: [new ArnPrincipal(role.roleArn)],
      resources: ['*'],
    }),
  );
}

/**
 * Creates one key for each number; the first number is the current key. Keys are sorted by
 * number, so that choosing another current key changes no permission. operations/DATA.md describes rotation.
 */
export function makeSealingKeys(
  scope: Construct,
  { settings, bundles }: { settings: MfaSettings; bundles: Bundles },
): SealingKeys {
  const { sealingKeys, removalPolicy } = settings;
  const make = (number: number) =>
    // Key 1 existed before rotation did, so its construct id has no number.
    new Key(scope, number === 1 ? 'SealingKey' : `SealingKey${number}`, {
      description:
        'Seals e-mailed codes: encrypted with its public half, decrypted by the mailer only',
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'AccountAdministers',
            actions: ADMINISTRATION,
            principals: [new AccountRootPrincipal()],
            resources: ['*'],
          }),
        ],
      }),
      removalPolicy,
    });
  const keys = sealingKeys.map((number) => ({ number, key: make(number) }));
  const [first] = keys;
  if (!first) throw new Error('There must be a sealing key');
  keys.sort((one, other) => one.number - other.number);
  const publicKeys = new PublicKeys(scope, 'PublicKeys', { settings, bundles, keys });
  return {
    current: { key: first.key, publicKey: publicKeys.of(first.number) },
    all: keys.map(({ key }) => key),
    reader: publicKeys.reader,
  };
}
