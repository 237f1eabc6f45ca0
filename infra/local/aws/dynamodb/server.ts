import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_CREDENTIALS, REGION } from '../account';
import { forward } from '../forward';
import { listen, type Endpoint } from '../listen';
import type { Resource } from '../cloudformation/local-template';
import type { Database } from './database';
import { privateAddress } from './private-address';

const END_WITH_PARENT = join(__dirname, 'end-with-parent.mjs');

const START_TIMEOUT = 30_000;

export interface DynamoDbOptions {
  database: Database;
  port: number;
  logFile: string;
  /** The process ended by itself. */
  onCrash(reason: string): void;
}

/**
 * Starts a DynamoDB emulator in a process of its own, which ends with this one, behind a guarded port.
 * @throws Error if it does not answer in time
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<Endpoint> {
  const { database, port, logFile, onCrash } = options;
  const address = await privateAddress();
  const log = openSync(logFile, 'a');
  const child = spawn(database.command, database.args(address.host, address.port), {
    stdio: ['ignore', log, log],
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
  });
  closeSync(log);
  let stopping = false;
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => {
    ended = `${database.name} ended by itself (${signal ?? `exit code ${code}`}), see ${logFile}`;
    if (!stopping) onCrash(ended);
  });
  const watcher = spawn(process.execPath, [END_WITH_PARENT, String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const close = async () => {
    stopping = true;
    watcher.kill('SIGKILL');
    await kill(child);
  };

  const emulator = `http://${address.host}:${address.port}`;
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(emulator))) {
    if (ended) throw new Error(ended);
    if (Date.now() > deadline) {
      await close();
      throw new Error(
        `${database.name} did not answer in ${START_TIMEOUT / 1000} s, see ${logFile}`,
      );
    }
    await sleep(20);
  }
  const proxy = forward(emulator);
  const { endpoint, close: stopListening } = await listen(proxy.handler, port);
  return {
    endpoint,
    close: async () => {
      await stopListening();
      proxy.close();
      await close();
    },
  };
}

async function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    async (response) => {
      await response.arrayBuffer();
      return true;
    },
    () => false,
  );
}

/** Nothing is lost: all data is in memory. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/**
 * Creates the template's table: key, stream, time to live.
 * @returns ARN of its stream, as the emulator names it
 */
export async function createTable(endpoint: string, table: Resource): Promise<string> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  const declared = table.properties as Pick<
    CreateTableCommandInput,
    'AttributeDefinitions' | 'KeySchema'
  > & {
    StreamSpecification?: { StreamViewType: 'NEW_IMAGE' };
    TimeToLiveSpecification?: { AttributeName: string; Enabled: boolean };
  };
  const TableName = table.physicalId;
  try {
    const { TableDescription } = await client.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions: declared.AttributeDefinitions,
        KeySchema: declared.KeySchema,
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: declared.StreamSpecification && {
          StreamEnabled: true,
          ...declared.StreamSpecification,
        },
      }),
    );
    const { TimeToLiveSpecification } = declared;
    if (TimeToLiveSpecification) {
      await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    }
    return TableDescription?.LatestStreamArn ?? '';
  } finally {
    client.destroy();
  }
}
