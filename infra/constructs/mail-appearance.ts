import { Stack } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { isOfThisApp } from './pool-scope';
import type { MfaSettings } from './read-props';

/** Who resets a forgotten password in a pool of this app; undefined for an imported one. */
export function recoveryOf(userPool: IUserPool): 'email' | 'admin' | undefined {
  if (!isOfThisApp(userPool)) return undefined;
  const { accountRecoverySetting } = userPool.node.defaultChild as CfnUserPool;
  const { recoveryMechanisms = [] } = (Stack.of(userPool).resolve(accountRecoverySetting) ??
    {}) as {
    recoveryMechanisms?: { name: string }[];
  };
  return recoveryMechanisms.some(({ name }) => name === 'admin_only') ? 'admin' : 'email';
}

/** Environment of the functions that make emails; triggers/mail/appearance.ts reads it. */
export const mailAppearance = (settings: MfaSettings): Record<string, string> => ({
  PRODUCT_NAME: settings.productName,
  BRAND_COLOR: settings.brandColor,
  ...(settings.supportAddress && { SUPPORT_ADDRESS: settings.supportAddress }),
  ...(settings.pageUrl && { PAGE_URL: settings.pageUrl }),
  RECOVERY: settings.recovery,
  DEFAULT_LOCALE: settings.defaultLocale,
});
