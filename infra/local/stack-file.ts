import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './is-running';
import type { ResourceIds } from './aws/cloudformation/template';

/** `<dir>/stack.json`: there as long as the stack is ready. */
export interface StackFacts {
  /** Process that runs the stack; SIGTERM ends it. */
  pid: number;
  /** Null with `--no-web`. */
  appUrl: string | null;
  inboxUrl: string;
  cognitoEndpoint: string;
  lambdaEndpoint: string;
  dynamodbEndpoint: string;
  kmsEndpoint: string;
  sesEndpoint: string;
  sqsEndpoint: string;
  logsEndpoint: string;
  /** Log group of the audit trail. */
  auditLogGroup: string;
  eventsEndpoint: string;
  /** Where the functions reach the services. */
  gatewayEndpoint: string;
  /** Recorded calls, injected faults, on-failure queue: see gateway/server.ts. */
  controlEndpoint: string;
  region: string;
  userPoolId: string;
  clientId: string;
  tableName: string;
  /** All of the stack, as CloudFormation would list it. */
  resources: ResourceIds[];
  /** Names of the functions, to invoke at `lambdaEndpoint`. */
  functions: string[];
  demoUser: { email: string; password: string };
  /** One file per function and part. */
  logsDir: string;
}

const fileIn = (dir: string) => join(dir, 'stack.json');

/** In one step, so that no reader sees half of it. */
export function writeFacts(dir: string, facts: StackFacts): void {
  const draft = `${fileIn(dir)}.draft`;
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`);
  renameSync(draft, fileIn(dir));
}

export function removeFacts(dir: string): void {
  rmSync(fileIn(dir), { force: true });
}

/**
 * Takes the folder: removes what a stack that was killed left behind.
 * @throws Error if a stack still runs from it
 */
export function claim(dir: string): void {
  const pid = pidIn(dir);
  if (pid !== undefined && isRunning(pid)) {
    throw new Error(
      `A local stack already runs from ${dir} (process ${pid}): stop it, or use another folder with: npm start -- --port 4600 --dir .local-2`,
    );
  }
  removeFacts(dir);
}

function pidIn(dir: string): number | undefined {
  try {
    return (JSON.parse(readFileSync(fileIn(dir), 'utf8')) as StackFacts).pid;
  } catch {
    return undefined;
  }
}
