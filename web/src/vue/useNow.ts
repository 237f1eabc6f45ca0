import { onMounted, onUnmounted, type Ref, ref } from 'vue';

/** Epoch milliseconds, once a second while the component is shown. */
export function useNow(): Ref<number> {
  const now = ref(Date.now());
  let timer: ReturnType<typeof setInterval>;
  onMounted(() => {
    timer = setInterval(() => (now.value = Date.now()), 1000);
  });
  onUnmounted(() => clearInterval(timer));
  return now;
}
