import { BROWSER_NAMES, SYSTEM_NAMES } from '../../../triggers/public-parameters';

type BrowserName = (typeof BROWSER_NAMES)[number];
type SystemName = (typeof SYSTEM_NAMES)[number];

/** In this order: most browsers also name those that they descend from. */
const BROWSERS: readonly [RegExp, BrowserName][] = [
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|OPT\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Version\/\S+ .*Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, SystemName][] = [
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iOS'],
  [/iPad/, 'iPadOS'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
];

const find = <Name>(names: readonly [RegExp, Name][], userAgent: string): Name | undefined =>
  names.find(([pattern]) => pattern.test(userAgent))?.[1];

/** What the emails say of the person's browser; nothing for a browser that is not on the list. */
export function describeBrowser(userAgent: string): Record<string, string> {
  const browserName = find(BROWSERS, userAgent);
  const systemName = find(SYSTEMS, userAgent);
  return { ...(browserName && { browserName }), ...(systemName && { systemName }) };
}

/**
 * `clientMetadata` for a call to Cognito: it puts emails into the person's language and time zone.
 * Cognito passes metadata on with the call that brings it and no other, so every call has to.
 */
export function clientMetadata(locale: string): Record<string, string> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { locale, ...(timeZone && { timeZone }), ...describeBrowser(navigator.userAgent) };
}
