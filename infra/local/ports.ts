import getPort from 'get-port';
import { createServer } from 'node:net';
import { HOST } from './aws/listen';

/** Parts that listen, in the order of their ports, with their names for people. */
const PARTS = {
  app: 'app',
  inbox: 'inbox and SES',
  cognito: 'Cognito',
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  kms: 'KMS',
  sqs: 'SQS',
  gateway: 'gateway',
  logs: 'CloudWatch Logs',
  events: 'EventBridge',
} as const;
export type PartName = keyof typeof PARTS;
export type Ports = Record<PartName, number>;

/**
 * The ports of all parts, found free before anything starts.
 * @param base first of the ports; 0: any that are free
 * @throws Error naming the port that is taken, and its part
 */
export async function choosePorts(base: number): Promise<Ports> {
  const names = Object.keys(PARTS) as PartName[];
  const chosen = names.map(async (name, index): Promise<[PartName, number]> => {
    // The parts in this process can let the system choose; only the JVM must be told.
    if (base === 0) return [name, name === 'dynamodb' ? await getPort({ host: HOST }) : 0];
    const port = base + index;
    if (await isFree(port)) return [name, port];
    throw new Error(
      `Port ${port} (${PARTS[name]}) is taken: stop what uses it, or start on other ports with: npm start -- --port ${base + 1000}`,
    );
  });
  return Object.fromEntries(await Promise.all(chosen)) as Ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}
