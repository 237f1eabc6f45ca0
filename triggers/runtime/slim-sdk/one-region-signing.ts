/**
 * Stands in for `@aws-sdk/signature-v4-multi-region` in the bundles: SES signs for several regions only if a
 * call names a multi-region endpoint, and no call of ours does.
 */
export { SignatureV4 as SignatureV4MultiRegion } from '@smithy/signature-v4';
