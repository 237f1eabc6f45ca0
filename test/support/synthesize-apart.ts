/**
 * Synthesizes in a process of its own, which loads the CDK once: a synthesis takes a second, in which the
 * stacks of this process would answer nobody, and their functions would give up.
 */
import { fork, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import type { Template } from '../../infra/local/aws/cloudformation/local-template';
import { synthesizeTemplate } from '../../infra/local/synthesize';

interface Order {
  settings: Record<string, string>;
  outdir: string;
  app: string | undefined;
}
type Answer = { outdir: string } & ({ template: Template } | { error: string });

let child: ChildProcess | undefined;

/** @throws Error with the text of what the synthesis threw */
export function synthesizeApart(order: Order): Promise<Template> {
  const synthesizer = (child ??= fork(__filename, ['orders'], { execArgv: ['--import', 'tsx'] }));
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The process that synthesizes has ended'));
    const answered = (answer: Answer) => {
      if (answer.outdir !== order.outdir) return;
      synthesizer.off('message', answered).off('exit', ended);
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer.template);
    };
    synthesizer.on('message', answered).on('exit', ended);
    synthesizer.send(order);
  });
}

async function answer({ settings, outdir, app }: Order): Promise<Answer> {
  try {
    return { outdir, template: await synthesizeTemplate(settings, outdir, app) };
  } catch (error) {
    return { outdir, error: (error as Error).stack ?? String(error) };
  }
}

if (process.argv[2] === 'orders') {
  process.on('message', (order: Order) => void answer(order).then((text) => process.send?.(text)));
  process.on('disconnect', () => process.exit(0));
}
