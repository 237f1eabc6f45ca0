import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb } from '../hosting/build-web';
import { parseSettings } from '../settings/settings';
import { webConfig } from '../hosting/web-config';
import type { StackFacts } from '../cli/stack-file';
import { LOCAL_CREDENTIALS, REGION } from './aws/account';
import type { LocalTemplate } from './aws/cloudformation/local-template';
import { startCognito } from './aws/cognito/server';
import { startHttpApi } from './aws/http-api/server';
import { cloudTrailEvent } from './aws/cloudtrail';
import { createDemoUser, DEMO_USER } from './demo-user';
import type { ControlHooks } from './aws/gateway/server';
import type { Origins } from './aws/guard';
import { HOST } from './aws/listen';
import { findDatabase, type Database, type DatabaseChoice } from './aws/dynamodb/database';
import { startDynamoDb } from './aws/dynamodb/server';
import type { LogEvent } from './aws/logs/log-store';
import { choosePorts, type Ports } from './ports';
import { serveWeb } from './serve-web';
import { StackParts } from './stack-parts';
import { startFunctions } from './start-functions';
import { startServices, type Services } from './start-services';
import { synthesize } from './synthesize';

export const STEPS = {
  template: 'Synthesize the template',
  dynamodb: 'DynamoDB',
  services: 'Services and inbox',
  functions: 'Functions and stream',
  cognito: 'Cognito',
  app: 'App',
} as const;
export type Step = keyof typeof STEPS;

export interface StackOptions {
  /** Folder for everything that the stack generates. */
  dir: string;
  /** The first port; 0 for any free ones. */
  basePort: number;
  /** The DynamoDB emulator; the first one found if omitted. */
  database: DatabaseChoice | undefined;
  /** Whether to build and serve the app. */
  web: boolean;
  /** Origins of pages besides the app that may call Cognito. */
  allowOrigins: string[];
  /** As with `cdk synth -c name=value`. */
  settings: Record<string, string>;
  /** Does the work of a step and shows its progress. */
  step<T>(step: Step, work: () => Promise<T>): Promise<T>;
  /** Module of the CDK app; infra/app.ts if omitted. */
  app?: string | undefined;
  /** Receives new events of the audit trail. */
  onAudit(events: LogEvent[]): void;
  /** A part ended by itself, so the stack does not work any more. */
  onCrash(reason: string): void;
}

export interface Prerequisites {
  database: Database;
  ports: Ports;
}

/**
 * Finds what the stack needs, before anything starts.
 * @throws Error that says in one line what is missing
 */
export async function checkPrerequisites(
  options: Pick<StackOptions, 'basePort' | 'settings' | 'database'>,
): Promise<Prerequisites> {
  parseSettings(options.settings);
  const [database, ports] = await Promise.all([
    findDatabase(options.database),
    choosePorts(options.basePort),
  ]);
  return { database, ports };
}

/** The whole system on one machine, wired from the synthesized template. */
export class LocalStack {
  private readonly parts = new StackParts();
  private readonly origins: Origins;
  private readonly control: ControlHooks;
  private readonly logsDir: string;
  private readonly outdir: string;
  private readonly webDir: string;

  constructor(private readonly options: StackOptions) {
    const { dir } = options;
    this.origins = new Set(options.allowOrigins);
    this.control = {
      allowOrigin: (origin) => this.origins.add(origin),
      loseAnswers: () => undefined,
    };
    this.logsDir = join(dir, 'logs');
    this.outdir = join(dir, 'cdk.out');
    this.webDir = join(dir, 'web');
    for (const generated of [this.logsDir, this.outdir, this.webDir]) {
      rmSync(generated, { recursive: true, force: true });
    }
    mkdirSync(this.logsDir, { recursive: true });
  }

  /** @throws Error of the first part that does not start; close() ends those that did */
  async start({ database, ports }: Prerequisites): Promise<StackFacts> {
    const { step, settings, onAudit } = this.options;
    // The database first: it starts in its own process while this one synthesizes the template.
    const dynamodb = step('dynamodb', () => this.startDynamoDb(database, ports));
    const synthesizing = step('template', () =>
      synthesize(settings, this.outdir, this.options.app),
    );
    const starting = step('services', async () =>
      startServices(await synthesizing, settings, { ports, parts: this.parts }),
    );
    const functions = step('functions', async () => {
      const [template, services] = await Promise.all([synthesizing, starting, dynamodb]);
      const { outdir, logsDir, parts, control } = this;
      const { onCrash } = this.options;
      return startFunctions(template, {
        services,
        outdir,
        logsDir,
        ports,
        parts,
        control,
        onCrash,
      });
    });
    const cognito = step('cognito', async () => {
      const [template, services] = await Promise.all([synthesizing, starting, functions]);
      return this.startCognito(template, services, ports);
    });
    const app = this.options.web && step('app', () => this.startApp(cognito, ports));

    const [template, { logStore }, { tableName, functions: names }, pool] = await Promise.all([
      synthesizing,
      starting,
      functions,
      cognito,
      app,
    ]);
    const auditLogGroup = auditLogGroupOf(template);
    logStore.watch(auditLogGroup, onAudit);
    return {
      pid: process.pid,
      endpoints: this.parts.endpoints,
      region: REGION,
      credentials: LOCAL_CREDENTIALS,
      ...pool,
      tableName,
      auditLogGroup,
      resources: template.ids,
      functions: names,
      demoUser: DEMO_USER,
      logsDir: this.logsDir,
    };
  }

  close(): Promise<void> {
    return this.parts.close();
  }

  private startDynamoDb(database: Database, { dynamodb: port }: Ports) {
    const { onCrash } = this.options;
    const logFile = this.log('DynamoDB');
    return this.parts.serve('dynamodb', startDynamoDb({ database, port, logFile, onCrash }));
  }

  private async startCognito(
    template: LocalTemplate,
    { ses, identities, listener }: Services,
    ports: Ports,
  ) {
    const pool = template.only('AWS::Cognito::UserPool');
    const clients = template.ofType('AWS::Cognito::UserPoolClient');
    const [client] = clients;
    if (!client) throw new Error('The template must have an AWS::Cognito::UserPoolClient');
    const { endpoint, loseAnswers } = await this.parts.serve(
      'cognito',
      startCognito({
        port: ports.cognito,
        origins: this.origins,
        region: REGION,
        userPoolId: pool.physicalId,
        userPool: pool.properties,
        clients: clients.map(({ physicalId: clientId, properties }) => ({ clientId, properties })),
        identities,
        lambdaEndpoint: this.parts.endpoints.lambda,
        sendMail: ses.sendCognitoMail,
        onCall: (operation, request) => {
          const event = cloudTrailEvent(operation, request);
          if (event) listener.publish(event);
        },
        log: (line) => appendFileSync(this.log('Cognito'), `${line}\n`),
      }),
    );
    this.control.loseAnswers = loseAnswers;
    if (template.ofType('AWS::ApiGatewayV2::Api').length > 0) {
      await this.parts.serve('accountApi', this.startAccountApi(template, ports));
    }
    await createDemoUser(endpoint, pool.physicalId);
    return { userPoolId: pool.physicalId, clientId: client.physicalId };
  }

  private startAccountApi(template: LocalTemplate, ports: Ports) {
    const { endpoints } = this.parts;
    return startHttpApi(template, {
      port: ports.accountApi,
      origins: this.origins,
      lambdaEndpoint: endpoints.lambda,
      cognito: () => endpoints.cognito,
    });
  }

  private async startApp(cognito: Promise<{ userPoolId: string; clientId: string }>, ports: Ports) {
    await buildWeb(this.webDir);
    const { userPoolId, clientId } = await cognito;
    const config = webConfig(parseSettings(this.options.settings), {
      region: REGION,
      userPoolId,
      userPoolClientId: clientId,
      userPoolEndpoint: `${this.parts.endpoints.cognito}/`,
      ...(this.parts.endpoints.accountApi && { accountApi: this.parts.endpoints.accountApi }),
    });
    const { endpoint } = await this.parts.serve('app', serveWeb(this.webDir, config, ports.app));
    this.origins.add(endpoint).add(endpoint.replace(HOST, 'localhost'));
  }

  private log(name: string): string {
    return join(this.logsDir, `${name}.log`);
  }
}

/** The only log group that a function writes to itself, and so has a stream in the template. */
function auditLogGroupOf(template: LocalTemplate): string {
  return String(template.only('AWS::Logs::LogStream').properties.LogGroupName);
}
