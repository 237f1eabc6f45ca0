import { onMounted, onUnmounted, watch } from 'vue';
import type { SignInFlow } from '../client/flow';

/** Milliseconds after a code was sent. Each question is a round of the sign-in, so there are just two. */
const ASK_AFTER = [15_000, 45_000];

/**
 * Has it asked how the mail with the code fares, for as long as the component is shown.
 * @param ask asks, or leaves it if the person is busy with the code
 */
export function useMailStatus(flow: SignInFlow, ask: () => void): void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const cancel = () => timers.forEach(clearTimeout);

  onMounted(() => {
    watch(
      () => flow.challenge?.sentAt,
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
