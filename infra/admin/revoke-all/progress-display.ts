import { Listr } from 'listr2';

const WIDTH = 24;

export interface Progress {
  done: number;
  /** Cognito's estimate. */
  total: number;
  /** Users per second. */
  rate: number;
}

/** `████████░░░░  640 of about 1,000  36 s left` */
export function bar({ done, total, rate }: Progress): string {
  const part = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(part * WIDTH);
  const left = Math.max(0, total - done) / rate;
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}  ${count(done)} of about ${count(total)}  ${duration(left)} left`;
}

const count = (number: number) => number.toLocaleString('en');

export const users = (number: number) => `${count(number)} ${number === 1 ? 'user' : 'users'}`;

/** Rounded to the second below a minute, to the minute above. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Shows a progress bar during the work, on a terminal. */
export async function withBar<T>(
  interactive: boolean,
  work: (show: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  let result: T | undefined;
  const list = new Listr(
    [
      {
        title: 'Signing out',
        task: async (_, task) => {
          result = await work((progress) => (task.title = bar(progress)));
        },
      },
    ],
    {
      registerSignalListeners: false,
      renderer: interactive ? 'default' : 'silent',
      // The caller prints the error.
      rendererOptions: { showErrorMessage: false, collapseErrors: false },
    },
  );
  await list.run();
  return result as T;
}
