import { requiredEnv } from '../runtime/environment';
import type { LanguageCode } from '../mail/languages';
import { mailer } from '../mail/mailer';
import { standardTemplate } from '../mail/template';

/** With the setting `mailTemplate`, infra/packaging/bundle.ts builds this function from that template instead. */
export const handler = mailer(standardTemplate(requiredEnv('DEFAULT_LOCALE') as LanguageCode));
