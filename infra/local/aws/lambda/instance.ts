import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition } from './function';
import { clock } from '../clock';

/** The answer of Lambda: the payload as JSON, and whether the function failed. */
export interface InvokeResult {
  requestId: string;
  payload: string;
  failed: boolean;
}

type Message =
  | { type: 'ready' }
  | { type: 'result'; payload: string }
  | { type: 'error'; payload: string; fatal: boolean };

/** Lambda's own limit for loading a function. */
const INIT_TIMEOUT = 10_000;

/** One running instance of a function; it handles one event at a time. */
export class Instance {
  /** False after a crash, a timeout or stop(): it takes no more events. */
  alive = true;
  /** Session token of its calls, so that the gateway knows which instance calls. */
  readonly id = randomUUID();
  private readonly worker: Worker;
  private readonly ready: Promise<Message>;
  private settle: (message: Message) => void = () => undefined;

  constructor(
    private readonly definition: FunctionDefinition,
    private readonly log: (text: Buffer | string) => void,
  ) {
    const { bundle, handler, jsonLogs, environment, name, arn } = definition;
    this.worker = new Worker(join(__dirname, 'runtime.mjs'), {
      env: { ...environment, AWS_SESSION_TOKEN: this.id },
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: {
        bundle,
        handler,
        jsonLogs,
        ahead: clock.ahead,
        context: {
          functionName: name,
          functionVersion: '$LATEST',
          invokedFunctionArn: arn,
          memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
          logGroupName: `/aws/lambda/${name}`,
          logStreamName: 'local',
        },
      },
    });
    this.worker.stdout.on('data', log);
    this.worker.stderr.on('data', log);
    this.worker.on('message', (message: Message) => this.settle(message));
    this.worker.on('error', (error) => log(`${error.stack ?? error.message}\n`));
    const endClock = clock.onAdvance((ahead) => this.worker.postMessage({ ahead }));
    this.worker.on('exit', (code) => {
      endClock();
      this.alive = false;
      this.settle(
        failure('Runtime.ExitError', `Error: Runtime exited with error: exit status ${code}`),
      );
    });
    this.ready = this.answer(INIT_TIMEOUT);
  }

  async invoke(event: string): Promise<InvokeResult> {
    const requestId = randomUUID();
    const { timeout } = this.definition;
    const initialised = await this.ready;
    if (initialised.type !== 'ready') return this.result(requestId, initialised);
    const answer = this.answer(timeout);
    this.worker.postMessage({ requestId, event, deadline: Date.now() + timeout });
    return this.result(requestId, await answer);
  }

  async stop(): Promise<void> {
    this.alive = false;
    await this.worker.terminate();
  }

  /** The next message of the worker; its end or a timeout counts as an answer. */
  private answer(timeout: number): Promise<Message> {
    return new Promise((resolve) => {
      const seconds = (timeout / 1000).toFixed(2);
      const timer = setTimeout(
        () =>
          this.settle(
            failure('Sandbox.Timedout', `Error: Task timed out after ${seconds} seconds`),
          ),
        timeout,
      );
      this.settle = (message) => {
        clearTimeout(timer);
        if (message.type === 'error' && message.fatal) void this.stop();
        resolve(message);
      };
    });
  }

  private result(requestId: string, message: Message): InvokeResult {
    const payload = message.type === 'ready' ? 'null' : message.payload;
    if (message.type === 'error' && message.fatal) this.log(`${requestId} ${payload}\n`);
    return { requestId, payload, failed: message.type === 'error' };
  }
}

function failure(errorType: string, errorMessage: string): Message {
  return { type: 'error', payload: JSON.stringify({ errorType, errorMessage }), fatal: true };
}
