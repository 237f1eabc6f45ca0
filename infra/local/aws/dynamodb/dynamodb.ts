import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL_CREDENTIALS } from '../credentials';
import { HOST, type Endpoint } from '../listen';
import { REGION } from '../../synth';
import type { Resource } from '../cloudformation/template';

const START_TIMEOUT = 30_000;
const STOP_TIMEOUT = 2_000;

export interface DynamoDbOptions {
  /** The java command. */
  java: string;
  port: number;
  logFile: string;
  /** The process ended by itself. */
  onCrash(reason: string): void;
}

/**
 * DynamoDB Local, in memory, in a JVM of its own.
 * @throws Error if it does not answer in time
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<Endpoint> {
  const { java, port, logFile, onCrash } = options;
  const log = openSync(logFile, 'a');
  const child = spawn(java, javaArguments(port), {
    // Standard input ends with this process, and the JVM with it: see dynamodb.xml.
    stdio: ['pipe', log, log],
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
  });
  closeSync(log);
  let stopping = false;
  let ended: string | undefined;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => {
    ended = `DynamoDB Local ended by itself (${signal ?? `exit code ${code}`}), see ${logFile}`;
    if (!stopping) onCrash(ended);
  });
  const close = () => {
    stopping = true;
    return stop(child);
  };

  const endpoint = `http://${HOST}:${port}`;
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(endpoint))) {
    if (ended) throw new Error(ended);
    if (Date.now() > deadline) {
      await close();
      throw new Error(`DynamoDB Local did not answer in ${START_TIMEOUT / 1000} s, see ${logFile}`);
    }
    await sleep(50);
  }
  return { endpoint, close };
}

function javaArguments(port: number): string[] {
  const packageFile = require.resolve('amplify-dynamodb-simulator/package.json');
  const emulator = join(dirname(packageFile), 'emulator');
  const libraries = join(emulator, 'DynamoDBLocal_lib');
  return [
    // Quick to start, and small: this database holds a few records.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Xshare:auto',
    '-Xmx256m',
    `-Djava.library.path=${libraries}`,
    '-Dorg.eclipse.jetty.LEVEL=WARN',
    '-Dorg.eclipse.jetty.util.log.announce=false',
    '-cp',
    [join(emulator, 'DynamoDBLocal.jar'), join(libraries, '*')].join(delimiter),
    'org.eclipse.jetty.xml.XmlConfiguration',
    `port=${port}`,
    join(__dirname, 'dynamodb.xml'),
  ];
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

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await exit;
  clearTimeout(force);
}

/**
 * Creates the template's table: keys, indexes, stream, time to live.
 * @returns ARN of its stream, as DynamoDB Local knows it
 */
export async function createTable(endpoint: string, table: Resource): Promise<string> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  const declared = table.properties as Pick<
    CreateTableCommandInput,
    'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'
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
        GlobalSecondaryIndexes: declared.GlobalSecondaryIndexes,
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
