import { requiredEnv } from '../runtime/environment';
import type { LanguageCode } from '../mail/languages';
import { mailer } from '../mail/mailer';
import { signInTemplate } from '../mail/sign-in-template';

/**
 * Entry point of the mailer; triggers/mail/deliver.ts does the work. With the setting `mailTemplate`,
 * infra/packaging/bundle.ts builds this function with that template instead.
 */
export const handler = mailer(signInTemplate(requiredEnv('DEFAULT_LOCALE') as LanguageCode));
