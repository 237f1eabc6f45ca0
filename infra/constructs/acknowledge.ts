import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says why a construct breaks a rule of cdk-nag on purpose. Older versions of the CDK cannot record that. */
export function acknowledge(
  construct: IConstruct,
  ...rules: { id: string; reason: string }[]
): void {
  (Validations as typeof Validations | undefined)?.of(construct).acknowledge(...rules);
}
