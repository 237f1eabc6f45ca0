import { watchEffect } from 'vue';
import { useConfig } from '../config';
import type { TextKey } from '../language/en';
import { useLanguage } from '../language/useLanguage';

/** Sets the title of the window to the heading of the step, and says if there is an error. */
export function useTitle(heading: () => TextKey, hasError = () => false): void {
  const { t } = useLanguage();
  const { productName } = useConfig();
  watchEffect(() => {
    const text = t(heading(), { product: productName });
    const title = text.includes(productName) ? text : `${text} – ${productName}`;
    document.title = hasError() ? t('errorTitle', { title }) : title;
  });
}
