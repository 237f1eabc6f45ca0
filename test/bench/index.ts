/** `npm run bench`: every number of the README in one table each, and as JSON with `--json FILE`. */
import { Command, Option } from 'commander';
import { Listr } from 'listr2';
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { startStack } from '../support/stack';
import { aboutLines, markdown, print, surroundings, type Run, type Section } from './report';
import { attackCost } from './sections/attack-cost';
import { calls } from './sections/calls';
import { cost } from './sections/cost';
import { latency } from './sections/latency';
import { localCognito } from './sections/local-cognito';
import { mail } from './sections/mail';
import { ownFunction } from './sections/own-function';
import { scale } from './sections/scale';
import { signIns } from './sections/sign-ins';
import { soak } from './sections/soak';
import { web } from './sections/web';
import { weight } from './sections/weight';

const SECTIONS: Record<string, (run: Run) => Promise<Section[]>> = {
  weight,
  calls,
  latency: withStack(latency),
  'own-function': ownFunction,
  mail: withStack(mail),
  'sign-ins': signIns,
  'local-cognito': localCognito,
  soak,
  web,
  scale: async (run) => scale(run),
  'attack-cost': async () => attackCost(),
  cost: async () => cost(),
};

function withStack(
  section: (stack: Awaited<ReturnType<typeof startStack>>['facts'], run: Run) => Promise<Section[]>,
) {
  return async (run: Run) => {
    run.progress('starting a stack');
    const { facts, stop } = await startStack();
    try {
      return await section(facts, run);
    } finally {
      await stop();
    }
  };
}

async function main(): Promise<void> {
  // The SDK's notice on Node 20 would stand between the lines of progress.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { quick, only, ...files } = new Command('npm run bench --')
    .option('--json <file>', 'write the results there, too')
    .option('--markdown <file>', 'and there, as tables to read')
    .option('--quick', 'fewer runs and people', false)
    .addOption(new Option('--only <section...>', 'just these').choices(Object.keys(SECTIONS)))
    .parse()
    .opts<{ json?: string; markdown?: string; quick: boolean; only?: string[] }>();

  const about = surroundings();
  const sections: Section[] = [];
  const failures: string[] = [];
  const wanted = Object.entries(SECTIONS).filter(([name]) => only?.includes(name) ?? true);
  await new Listr(
    wanted.map(([title, section]) => ({
      title,
      task: async (_: unknown, task: { output: string }) => {
        const progress = (text: string) => (task.output = text);
        try {
          sections.push(...(await section({ quick, progress })));
        } catch (error) {
          failures.push(`${title}: ${(error as Error).message}`);
          throw error;
        } finally {
          // After each section: an interruption loses none of those before it.
          if (files.json) {
            const results = { ...about, quick, sections, failures };
            writeFileSync(files.json, `${JSON.stringify(results, null, 2)}\n`);
          }
        }
      },
    })),
    { exitOnError: false },
  ).run();

  process.stdout.write(`\n${[...sections.map(print), ...aboutLines(about)].join('\n\n')}\n`);
  if (files.markdown) {
    const text = ['# Results of `npm run bench`', ...aboutLines(about), ...sections.map(markdown)];
    writeFileSync(files.markdown, await format(text.join('\n\n'), { parser: 'markdown' }));
  }
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
