import { Hub } from 'aws-amplify/utils';
import { onMounted, onUnmounted } from 'vue';
import { sessionHolds } from './session';

/**
 * Calls back when the session ends from outside while somebody is signed in: revoked or expired (`revoked`),
 * or another tab signed out. Asks Cognito at the start, and whenever the person comes back to the page.
 */
export function useSessionEnd(onEnd: (revoked: boolean) => void): void {
  const check = async () => {
    if (document.visibilityState === 'visible' && !(await sessionHolds())) onEnd(true);
  };
  /** Another tab removes the tokens from localStorage when it signs out. */
  const onStorage = ({ key, newValue }: StorageEvent) => {
    const gone = key === null || (key.endsWith('.accessToken') && newValue === null);
    if (gone) onEnd(false);
  };
  let stopListening = () => {};

  onMounted(() => {
    void check();
    document.addEventListener('visibilitychange', check);
    window.addEventListener('storage', onStorage);
    stopListening = Hub.listen('auth', ({ payload }) => {
      if (payload.event === 'tokenRefresh_failure') void check();
    });
  });
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', check);
    window.removeEventListener('storage', onStorage);
    stopListening();
  });
}
