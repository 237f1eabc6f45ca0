import { fill } from './fill';
import type { Language } from './languages/language';
import type { Mail } from './message';

/** Host name of the sign-in page; empty if it is unknown. */
export const hostOf = ({ pageUrl }: Mail) => (pageUrl ? new URL(pageUrl).hostname : '');

export function pageOf(mail: Mail, language: Language): string[] {
  const host = hostOf(mail);
  return host ? [fill(language.page, { host })] : [];
}

/** Whom to ask. Without a support address that is the administrator, whom only some mails name. */
export function help(
  { supportAddress }: Mail,
  language: Language,
  when?: 'ALWAYS' | false,
): string[] {
  if (supportAddress) return [fill(language.help, { support: supportAddress })];
  return when ? [language.helpWithoutSupport] : [];
}
