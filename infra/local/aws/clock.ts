type Listener = (aheadMs: number) => void;

/** The time of all emulated services, which tests can move ahead of the real one. A process runs one stack. */
class Clock {
  private aheadMs = 0;
  private readonly listeners = new Set<Listener>();

  /** Milliseconds ahead of the real time. */
  get ahead(): number {
    return this.aheadMs;
  }

  /** Epoch milliseconds. */
  readonly now = (): number => Date.now() + this.aheadMs;

  readonly date = (): Date => new Date(this.now());

  /** @throws Error if the clock would go back */
  advance(milliseconds: number): void {
    if (!(milliseconds > 0) || !Number.isFinite(milliseconds)) {
      throw new Error('The clock only goes ahead: name a number of minutes above 0.');
    }
    this.aheadMs += milliseconds;
    for (const listener of this.listeners) listener(this.aheadMs);
  }

  /** Tells a thread with a clock of its own how far ahead the time is. @returns what ends it */
  onAdvance(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export const clock = new Clock();
