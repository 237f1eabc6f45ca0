import { onMounted, onUnmounted, watch } from 'vue';
import type { SignInState } from '../client/state';

/** Milliseconds after a code was sent. Each question is a round of the sign-in, so there are only two. */
const ASK_AFTER = [15_000, 45_000];

/**
 * Asks whether the email with the code was delivered, while the component is shown.
 * @param ask asks, unless the person is just entering the code
 */
export function useMailStatus(state: SignInState, ask: () => void): void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const cancel = () => timers.forEach(clearTimeout);

  onMounted(() => {
    watch(
      () => state.challenge?.sentAt,
      (sentAt) => {
        cancel();
        if (sentAt === undefined) return;
        const waits = ASK_AFTER.map((after) => sentAt + after - Date.now());
        timers = waits.filter((wait) => wait > 0).map((wait) => setTimeout(ask, wait));
      },
      { immediate: true },
    );
  });
  onUnmounted(cancel);
}
