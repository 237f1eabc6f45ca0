/**
 * A token bucket, as API Gateway throttles a stage.
 * @param rate requests a second
 * @param burst requests at once
 * @param now milliseconds, for tests
 * @returns a function that says whether one more request may pass
 */
export function throttle(rate: number, burst: number, now = Date.now): () => boolean {
  let [tokens, filledAt] = [burst, now()];
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
