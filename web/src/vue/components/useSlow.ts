import { onUnmounted, readonly, type Ref, ref, watch } from 'vue';

/** Milliseconds after which people wonder whether anything happens. */
const SLOW_AFTER = 8000;

/** Whether something has been busy for so long that the person should be message. */
export function useSlow(busy: () => boolean): Readonly<Ref<boolean>> {
  const slow = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(busy, (isBusy) => {
    clearTimeout(timer);
    slow.value = false;
    if (isBusy) timer = setTimeout(() => (slow.value = true), SLOW_AFTER);
  });
  onUnmounted(() => clearTimeout(timer));
  return readonly(slow);
}
