import { requiredEnv } from '../runtime/environment';
import { accountTemplate } from '../mail/account-template';
import { customMessage } from '../mail/custom-message';
import type { LanguageCode } from '../mail/languages';

/**
 * Entry point of the CustomMessage trigger. With the setting `mailTemplate`, infra/packaging/bundle.ts builds
 * this function with that template instead.
 */
export const handler = customMessage(
  accountTemplate(requiredEnv('DEFAULT_LOCALE') as LanguageCode),
  process.env.OWN_FUNCTION_ARN,
);
