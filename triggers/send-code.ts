import { requiredEnv } from './environment';
import type { LanguageCode } from './mail/languages';
import { mailer } from './mail/mailer';
import { standardTemplate } from './mail/template';

/** With the setting `mailTemplate`, infra/bundles.ts builds this function from that template instead. */
export const handler = mailer(standardTemplate(requiredEnv('DEFAULT_LOCALE') as LanguageCode));
