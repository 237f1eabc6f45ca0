import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from '../hosting/build-web';
import { parseSettings } from '../settings/settings';
import { webConfig } from '../hosting/web-config';
import { startCognito } from './aws/cognito/server';
import { createDemoUser, DEMO_USER } from './demo-user';
import { findDatabase, type Database, type DatabaseChoice } from './aws/dynamodb/database';
import { startDynamoDb } from './aws/dynamodb/server';
import { startFunctions } from './start-functions';
import type { Closable, Endpoint } from './aws/listen';
import type { LogEvent } from './aws/logs/store';
import { choosePorts, type Ports } from './ports';
import { startServices, type Services } from './start-services';
import type { StackFacts } from './stack-file';
import { REGION, synthesize } from './synth';
import type { LocalTemplate } from './aws/cloudformation/template';
import { serveWeb } from './serve-web';

export const STEPS = {
  template: 'Synthesize the template',
  dynamodb: 'DynamoDB',
  services: 'KMS, SES and inbox',
  functions: 'Functions and stream',
  cognito: 'Cognito',
  app: 'App',
} as const;
export type Step = keyof typeof STEPS;

export interface StackOptions {
  /** Everything generated goes here. */
  dir: string;
  /** First of the ports; 0: any that are free. */
  basePort: number;
  /** The DynamoDB emulator; the first one found if left out. */
  database: DatabaseChoice | undefined;
  /** Whether to build and serve the app. */
  web: boolean;
  /** As with `cdk synth -c name=value`. */
  settings: Record<string, string>;
  /** Does a step's work and shows its progress. */
  step<T>(step: Step, work: () => Promise<T>): Promise<T>;
  /** Gets what is put into the audit trail. */
  onAudit(events: LogEvent[]): void;
  /** A part ended by itself: the stack is of no use any more. */
  onCrash(reason: string): void;
}

export interface Preflight {
  database: Database;
  ports: Ports;
}

/**
 * What can be known to fail before anything starts.
 * @throws Error with one clear line for people
 */
export async function preflight(
  options: Pick<StackOptions, 'basePort' | 'settings' | 'database'>,
): Promise<Preflight> {
  parseSettings(options.settings);
  const [database, ports] = await Promise.all([
    findDatabase(options.database),
    choosePorts(options.basePort),
  ]);
  return { database, ports };
}

/** The whole system on one machine, wired from the synthesized template. */
export class LocalStack {
  private readonly parts: Closable[] = [];
  private readonly logsDir: string;
  private readonly outdir: string;
  private readonly webDir: string;

  constructor(private readonly options: StackOptions) {
    const { dir } = options;
    this.logsDir = join(dir, 'logs');
    this.outdir = join(dir, 'cdk.out');
    this.webDir = join(dir, 'web');
    for (const generated of [this.logsDir, this.outdir, this.webDir]) {
      rmSync(generated, { recursive: true, force: true });
    }
    mkdirSync(this.logsDir, { recursive: true });
  }

  /** @throws Error of the first part that does not start; close() ends those that did */
  async start({ database, ports }: Preflight): Promise<StackFacts> {
    const { step, web, onCrash } = this.options;
    // The database first: it starts in its own process while this one synthesizes the template.
    const dynamodb = step('dynamodb', () =>
      this.part(
        startDynamoDb({ database, port: ports.dynamodb, logFile: this.log('DynamoDB'), onCrash }),
      ),
    );
    const template = step('template', () => synthesize(this.options.settings, this.outdir));
    const services = step('services', async () =>
      startServices(await template, this.options.settings, ports, (starting) =>
        this.part(starting),
      ),
    );
    const functions = step('functions', async () =>
      startFunctions(await template, {
        ports,
        outdir: this.outdir,
        logsDir: this.logsDir,
        dynamodb: await dynamodb,
        services: await services,
        part: (starting) => this.part(starting),
        onCrash,
      }),
    );
    const cognito = step('cognito', async () =>
      this.startCognito(await template, await services, await functions, ports),
    );
    const app = web ? step('app', () => this.startApp(cognito, ports)) : Promise.resolve(null);

    const [tables, { kms, ses, sqs }, running, pool, served] = await Promise.all([
      dynamodb,
      services,
      functions,
      cognito,
      app,
    ]);
    const { lambda, gateway, logs, events } = running;
    const auditLogGroup = auditLogGroupOf(await template);
    running.store.watch(auditLogGroup, this.options.onAudit);
    return {
      pid: process.pid,
      appUrl: served && served.endpoint,
      inboxUrl: ses.endpoint,
      cognitoEndpoint: pool.endpoint,
      lambdaEndpoint: lambda.endpoint,
      dynamodbEndpoint: tables.endpoint,
      kmsEndpoint: kms.endpoint,
      sesEndpoint: ses.endpoint,
      sqsEndpoint: sqs.endpoint,
      logsEndpoint: logs.endpoint,
      auditLogGroup,
      eventsEndpoint: events.endpoint,
      gatewayEndpoint: gateway.endpoint,
      controlEndpoint: gateway.controlEndpoint,
      region: REGION,
      userPoolId: pool.userPoolId,
      clientId: pool.clientId,
      tableName: running.tableName,
      resources: (await template).ids,
      functions: running.functions,
      demoUser: DEMO_USER,
      logsDir: this.logsDir,
    };
  }

  /** Ends all parts, those that use others first. */
  async close(): Promise<void> {
    for (const part of this.parts.splice(0).reverse()) await part.close();
  }

  private async startCognito(
    template: LocalTemplate,
    { ses }: Services,
    { lambda }: { lambda: Endpoint },
    ports: Ports,
  ) {
    const pool = template.only('AWS::Cognito::UserPool');
    const clients = template.ofType('AWS::Cognito::UserPoolClient');
    const [client] = clients;
    if (!client) throw new Error('The template must hold an AWS::Cognito::UserPoolClient');
    const { endpoint } = await this.part(
      startCognito({
        port: ports.cognito,
        region: REGION,
        userPoolId: pool.physicalId,
        userPool: pool.properties,
        clients: clients.map(({ physicalId: clientId, properties }) => ({ clientId, properties })),
        lambdaEndpoint: lambda.endpoint,
        sendMail: ses.sendCognitoMail,
        log: (line) => appendFileSync(this.log('Cognito'), `${line}\n`),
      }),
    );
    await createDemoUser(endpoint, pool.physicalId);
    return { endpoint, userPoolId: pool.physicalId, clientId: client.physicalId };
  }

  private async startApp(
    cognito: Promise<{ endpoint: string; userPoolId: string; clientId: string }>,
    ports: Ports,
  ): Promise<Endpoint> {
    await buildWeb(this.webDir);
    const { endpoint, userPoolId, clientId } = await cognito;
    const config = webConfig(parseSettings(this.options.settings), {
      region: REGION,
      userPoolId,
      userPoolClientId: clientId,
      userPoolEndpoint: `${endpoint}/`,
    });
    return this.part(serveWeb(this.webDir, config, ports.app));
  }

  private async part<T extends Closable>(starting: Promise<T> | T): Promise<T> {
    const part = await starting;
    this.parts.push(part);
    return part;
  }

  private log(name: string): string {
    return join(this.logsDir, `${name}.log`);
  }
}

/** The only log group that is written to by a function, and so has a stream in the template. */
function auditLogGroupOf(template: LocalTemplate): string {
  return String(template.only('AWS::Logs::LogStream').properties.LogGroupName);
}
