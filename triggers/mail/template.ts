import { accountTemplate } from './account-template';
import type { LanguageCode } from './languages';
import type { MailTemplate } from './message';
import { signInTemplate } from './sign-in-template';

/**
 * All mails as they are without a template of your own, to build one on.
 * @param defaultLocale if no locale is supported
 */
export function standardTemplate(defaultLocale: LanguageCode): MailTemplate {
  const signIn = signInTemplate(defaultLocale);
  const account = accountTemplate(defaultLocale);
  return (mail) => {
    switch (mail.kind) {
      case 'code':
      case 'lock':
      case 'addressChanged':
      case 'passwordChanged':
      case 'browserRemembered':
        return signIn(mail);
      default:
        return account(mail);
    }
  };
}
