import { appendFileSync } from 'node:fs';
import type { FunctionDefinition } from './function';
import { Instance, type InvokeResult } from './instance';

/** Further events wait for an instance; Lambda would start more, or throttle. */
const MAX_INSTANCES = 20;

/** All instances of one function. */
export class FunctionPool {
  private readonly instances = new Set<Instance>();
  private readonly idle: Instance[] = [];
  private readonly waiting: ((instance: Instance) => void)[] = [];

  constructor(
    readonly definition: FunctionDefinition,
    private readonly onLine: (line: string) => void = () => undefined,
  ) {}

  /** @param event JSON */
  async invoke(event: string): Promise<InvokeResult> {
    const instance = await this.take();
    try {
      return await instance.invoke(event);
    } finally {
      this.giveBack(instance);
    }
  }

  /** Ends an instance in the middle of its work, if it belongs to this function. */
  async endInstance(id: string): Promise<void> {
    await [...this.instances].find((instance) => instance.id === id)?.stop();
  }

  async close(): Promise<void> {
    await Promise.all([...this.instances].map((instance) => instance.stop()));
  }

  private async take(): Promise<Instance> {
    for (let idle = this.idle.pop(); idle; idle = this.idle.pop()) {
      if (idle.alive) return idle;
      this.instances.delete(idle);
    }
    if (this.instances.size < MAX_INSTANCES) return this.start();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(instance: Instance): void {
    if (!instance.alive) this.instances.delete(instance);
    const next = this.waiting.shift();
    if (next) next(instance.alive ? instance : this.start());
    else if (instance.alive) this.idle.push(instance);
  }

  private start(): Instance {
    const writeLines = byLine(this.onLine);
    const instance = new Instance(this.definition, (chunk) => {
      appendFileSync(this.definition.logFile, chunk);
      writeLines(chunk);
    });
    this.instances.add(instance);
    return instance;
  }
}

/** Collects chunks into whole lines. */
function byLine(onLine: (line: string) => void): (chunk: Buffer | string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line) onLine(line);
  };
}
