import type { MfaSettings } from './read-props';

/** Environment of the functions that make emails; triggers/mail/appearance.ts reads it. */
export const mailAppearance = (settings: MfaSettings): Record<string, string> => ({
  PRODUCT_NAME: settings.productName,
  BRAND_COLOR: settings.brandColor,
  ...(settings.supportAddress && { SUPPORT_ADDRESS: settings.supportAddress }),
  ...(settings.pageUrl && { PAGE_URL: settings.pageUrl }),
  DEFAULT_LOCALE: settings.defaultLocale,
});
