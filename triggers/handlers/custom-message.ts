import { requiredEnv } from '../runtime/environment';
import { customMessage } from '../mail/custom-message';
import type { LanguageCode } from '../mail/languages';
import { standardTemplate } from '../mail/template';

/**
 * Entry point of the CustomMessage trigger. With the setting `mailTemplate`, infra/packaging/bundle.ts builds
 * this function with that template instead.
 */
export const handler = customMessage(
  standardTemplate(requiredEnv('DEFAULT_LOCALE') as LanguageCode),
);
