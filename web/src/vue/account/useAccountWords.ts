import { onMounted, ref } from 'vue';
import { accountWords } from '../language/account/words';
import { useLanguage } from '../language/useLanguage';

/** Loads the words of the account page, for a component that has to wait for them. */
export function useAccountWords() {
  const { addWords } = useLanguage();
  const loaded = ref(false);
  const failed = ref(false);
  onMounted(async () => {
    try {
      await addWords(accountWords);
      loaded.value = true;
    } catch {
      failed.value = true;
    }
  });
  return { loaded, failed };
}
