import { watchEffect } from 'vue';
import type { TextKey } from '../language/en';
import { useLanguage } from '../language/useLanguage';

let product = '';

export function setProduct(name: string): void {
  product = name;
}

/** Sets the title of the window to the heading of the step. */
export function useTitle(heading: () => TextKey): void {
  const { t } = useLanguage();
  watchEffect(() => {
    document.title = `${t(heading())} – ${product}`;
  });
}
