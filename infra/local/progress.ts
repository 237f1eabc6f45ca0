import { Listr } from 'listr2';
import { STEPS, type Step } from './local-stack';

interface Pending {
  promise: Promise<unknown>;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** Shows the steps of starting: live in a terminal, as plain lines elsewhere. */
export class Progress {
  private readonly pending = new Map<Step, Pending>();
  private shown: Promise<unknown> = Promise.resolve();

  show(steps: Step[]): void {
    const list = new Listr(
      steps.map((step) => ({ title: STEPS[step], task: () => this.of(step).promise })),
      {
        concurrent: true,
        registerSignalListeners: false,
        fallbackRenderer: 'simple',
        // The error is shown once, at the end.
        rendererOptions: { showErrorMessage: false, collapseErrors: false },
      },
    );
    this.shown = list.run().catch(() => undefined);
  }

  async step<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const { resolve, reject } = this.of(step);
    try {
      const result = await work();
      resolve(undefined);
      return result;
    } catch (error) {
      reject(error);
      throw error;
    }
  }

  /** Resolves when all steps are shown as done. */
  async done(): Promise<void> {
    await this.shown;
  }

  /** Ends the display, even if steps are still running. */
  async abort(reason: Error): Promise<void> {
    for (const { reject } of this.pending.values()) reject(reason);
    await this.shown;
  }

  private of(step: Step): Pending {
    const known = this.pending.get(step);
    if (known) return known;
    let [resolve, reject]: [Pending['resolve'], Pending['reject']] = [
      () => undefined,
      () => undefined,
    ];
    const promise = new Promise((onDone, onError) => ([resolve, reject] = [onDone, onError]));
    promise.catch(() => undefined);
    const pending = { promise, resolve, reject };
    this.pending.set(step, pending);
    return pending;
  }
}
