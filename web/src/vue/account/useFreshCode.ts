import { ref } from 'vue';

/**
 * For calls that need a code which was entered minutes ago. While `asking`, show a StepUp:
 * `<StepUp v-if="asking" @confirmed="answer(true)" @cancel="answer(false)" />`.
 */
export function useFreshCode(needsFreshCode: (error: unknown) => boolean) {
  const asking = ref(false);
  let resolveAnswer: (confirmed: boolean) => void = () => {};

  /**
   * Runs a call. If it needs a fresh code, asks for one and runs it again.
   * @returns undefined if the person did not want to
   */
  async function withFreshCode<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!needsFreshCode(error)) throw error;
      asking.value = true;
      const confirmed = await new Promise<boolean>((resolve) => (resolveAnswer = resolve));
      asking.value = false;
      return confirmed ? call() : undefined;
    }
  }
  return { asking, withFreshCode, answer: (confirmed: boolean) => resolveAnswer(confirmed) };
}
