import { useLanguage } from '../language/useLanguage';

/** Names a browser, as far as it said what it is. */
export function useBrowserLabel() {
  const { t } = useLanguage();
  return ({ browserName, systemName }: { browserName?: string; systemName?: string }): string => {
    if (!browserName || !systemName) {
      return browserName ?? systemName ?? t('account.unknownBrowser');
    }
    return t('account.browserOn', { browser: browserName, system: systemName });
  };
}
