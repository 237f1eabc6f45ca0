import { CustomResource, Duration } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { PublicKeyAttributes, PublicKeyProperties } from '../handlers/read-public-key';
import type { Bundles } from '../packaging/function-files';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

export interface PublicKeysProps {
  settings: MfaSettings;
  bundles: Bundles;
  keys: { number: number; key: Key }[];
}

/**
 * Public halves of the sealing keys, read by a custom resource when a key is created. Every key has one, so that
 * choosing another current key changes the environment of one function and nothing else.
 */
export class PublicKeys extends Construct {
  readonly reader: Function;
  private readonly byNumber = new Map<number, string>();

  constructor(scope: Construct, id: string, { settings, bundles, keys }: PublicKeysProps) {
    super(scope, id);
    const reader = new TriggerFunction(this, 'PublicKeys', {
      settings,
      bundles,
      timeout: Duration.minutes(2),
    });
    this.reader = reader.function;
    reader.allow(['kms:GetPublicKey'], ...keys.map(({ key }) => key.keyArn));
    for (const { number, key } of keys) {
      const resource = new CustomResource(this, `Key${number}`, {
        resourceType: 'Custom::EmailMfaPublicKey',
        serviceToken: reader.function.functionArn,
        serviceTimeout: Duration.minutes(5),
        properties: { keyId: key.keyId } satisfies PublicKeyProperties,
      });
      resource.node.addDependency(reader.role);
      const attribute: keyof PublicKeyAttributes = 'PublicKey';
      this.byNumber.set(number, resource.getAttString(attribute));
    }
  }

  /** @throws Error if there is no key of this number */
  of(number: number): string {
    const found = this.byNumber.get(number);
    if (!found) throw new Error(`There is no sealing key ${number}`);
    return found;
  }
}
