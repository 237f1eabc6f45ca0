import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionName } from '../../infra/packaging/function-files';
import { defineFunction } from '../../infra/local/aws/lambda/function';
import { answerPublicKeys } from '../../infra/local/public-keys';
import type { StackFacts } from '../../infra/cli/stack-file';
import { ACCOUNT_ID, REGION } from '../../infra/local/aws/account';
import { LocalTemplate } from '../../infra/local/aws/cloudformation/local-template';

/** One invocation, in milliseconds. */
export interface Timing {
  total: number;
  /** Time that the process spent on work of its own; the rest it waited for calls. */
  busy: number;
}

export interface Stats {
  /** Bytes in use after a garbage collection. */
  heap: number;
  /** Sockets, timers and the like that the process holds. */
  handles: number;
}

interface Reply {
  response?: unknown;
  error?: string;
  timing?: Timing;
  stats?: Stats;
}

const DEPLOYMENT = { region: REGION, accountId: ACCOUNT_ID, stackName: 'EmailMfa' };

/** Bundle and environment of a function, from the template that the stack runs. */
async function definitionOf({ logsDir, endpoints }: StackFacts, name: FunctionName) {
  const outdir = join(logsDir, '..', 'cdk.out');
  const file = readFileSync(join(outdir, 'EmailMfa.template.json'), 'utf8');
  const template = new LocalTemplate(JSON.parse(file), DEPLOYMENT);
  await answerPublicKeys(template, endpoints.kms);
  const resource = template
    .ofType('AWS::Lambda::Function')
    .find(({ physicalId }) => physicalId.includes(name));
  if (!resource) throw new Error(`No function ${name} in the template`);
  return defineFunction(resource, {
    bundle: join(outdir, String(resource.metadata['aws:asset:path'])),
    logsDir,
    gatewayEndpoint: endpoints.gateway,
    ...DEPLOYMENT,
  });
}

/** What the child runs: loads the bundle, then answers one message at a time. */
const CHILD = `
const { performance } = require('node:perf_hooks');
console.log = () => {};
const context = { getRemainingTimeInMillis: () => 30_000 };
const { handler } = require(process.argv[1]);
process.on('message', async ({ event, stats }) => {
  if (stats) {
    global.gc();
    const held = process.getActiveResourcesInfo().length;
    return process.send({ stats: { heap: process.memoryUsage().heapUsed, handles: held } });
  }
  const from = performance.now();
  const before = performance.eventLoopUtilization();
  let reply;
  try { reply = { response: await handler(event, context) }; } catch (error) { reply = { error: error.message }; }
  const { active } = performance.eventLoopUtilization(before);
  process.send({ ...reply, timing: { total: performance.now() - from, busy: active } });
});
process.send({});
`;

/**
 * One function's deployed bundle in a process of its own, like a Lambda instance, against the services of a
 * local stack: what it takes and what it holds can be measured from inside.
 */
export class TriggerHost {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly child: ChildProcess) {}

  /** @param changes to the environment that the template gives it */
  static async start(
    stack: StackFacts,
    name: FunctionName,
    changes: Record<string, string> = {},
  ): Promise<TriggerHost> {
    const { bundle, environment } = await definitionOf(stack, name);
    const child = spawn(process.execPath, ['--expose-gc', '-e', CHILD, bundle], {
      env: { ...environment, ...changes },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return new TriggerHost(child);
  }

  async invoke(event: unknown): Promise<Reply & { timing: Timing }> {
    return this.ask({ event }) as Promise<Reply & { timing: Timing }>;
  }

  async stats(): Promise<Stats> {
    return (await this.ask({ stats: true })).stats as Stats;
  }

  /** One message at a time, as a Lambda instance takes one event at a time; the others queue. */
  private ask(message: object): Promise<Reply> {
    const answer = this.last.then(async () => {
      const reply = once(this.child, 'message');
      this.child.send(message);
      return (await reply)[0] as Reply;
    });
    this.last = answer;
    return answer;
  }

  stop(): void {
    this.child.kill();
  }
}
