import { toLocaleList } from '../mail/locales';
import { BROWSER_NAMES, SYSTEM_NAMES } from '../public-parameters';

/** What the client says of itself, for the mail. None of it decides anything. */
export interface ClientDetails {
  /** Language tag. */
  locale?: string | undefined;
  /** IANA time zone. */
  timeZone?: string | undefined;
  browserName?: string | undefined;
  systemName?: string | undefined;
}

/**
 * Reads the details from clientMetadata, which belongs to one call. What this call does not say, the sign-in
 * remembers from an earlier one.
 */
export function clientDetails(
  metadata: Record<string, string> | undefined | null,
  remembered: ClientDetails = {},
): ClientDetails {
  const { locale, timeZone, browserName, systemName } = metadata ?? {};
  return {
    locale: toLocaleList(locale) ?? remembered.locale,
    timeZone: isTimeZone(timeZone) ? timeZone : remembered.timeZone,
    browserName: BROWSER_NAMES.find((name) => name === browserName) ?? remembered.browserName,
    systemName: SYSTEM_NAMES.find((name) => name === systemName) ?? remembered.systemName,
  };
}

/** Names only, such as `Europe/Berlin`: some runtimes take offsets as well. */
function isTimeZone(name: string | undefined): name is string {
  if (!name || !/^[A-Za-z][\w+-]{0,31}(\/[\w+-]{1,32}){0,2}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
