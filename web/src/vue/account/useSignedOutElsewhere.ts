import { onMounted, onUnmounted } from 'vue';

/** Calls back when another tab signs out: it removes the tokens from localStorage. */
export function useSignedOutElsewhere(onSignedOut: () => void): void {
  const listen = ({ key, newValue }: StorageEvent) => {
    const gone = key === null || (key.endsWith('.accessToken') && newValue === null);
    if (gone) onSignedOut();
  };
  onMounted(() => window.addEventListener('storage', listen));
  onUnmounted(() => window.removeEventListener('storage', listen));
}
