import { requiredEnv } from '../runtime/environment';

/** What all mails of a deployment have in common, from the environment. */
export const readAppearance = () => ({
  productName: requiredEnv('PRODUCT_NAME'),
  brandColor: requiredEnv('BRAND_COLOR'),
  supportAddress: process.env.SUPPORT_ADDRESS || undefined,
  recovery: process.env.RECOVERY === 'admin' ? ('admin' as const) : ('email' as const),
  pageUrl: process.env.PAGE_URL || undefined,
});
