import { onMounted, onUnmounted } from 'vue';

/** Calls back when another tab of this browser signs out, which it does by removing the tokens. */
export function useSignedOutElsewhere(onSignedOut: () => void): void {
  const listen = ({ key, newValue }: StorageEvent) => {
    const gone = key === null || (key.endsWith('.accessToken') && newValue === null);
    if (gone) onSignedOut();
  };
  onMounted(() => window.addEventListener('storage', listen));
  onUnmounted(() => window.removeEventListener('storage', listen));
}
