import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StackFacts } from '../cli/stack-file';
import { LOCAL_CREDENTIALS, REGION } from './aws/account';
import type { LocalTemplate } from './aws/cloudformation/local-template';
import { startCognito } from './aws/cognito/server';
import { checkResources } from './aws/cognito/supported-settings';
import { startHttpApi } from './aws/http-api/server';
import { cloudTrailEvent } from './aws/cloudtrail';
import { createUsers, type NewUser } from './users';
import type { ControlHooks } from './aws/gateway/server';
import type { Origins } from './aws/guard';
import { HOST } from './aws/listen';
import { findDatabase, type Database, type DatabaseChoice } from './aws/dynamodb/database';
import { startDynamoDb } from './aws/dynamodb/server';
import type { LogEvent } from './aws/logs/log-store';
import { choosePorts, type Ports } from './ports';
import type { LocalApp } from './local-app';
import { serveWeb, type Page } from './serve-web';
import { StackParts } from './stack-parts';
import { startFunctions } from './start-functions';
import { startServices, type Services } from './start-services';

export const STEPS = {
  template: 'Template',
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
  /** The page to serve; none if omitted. */
  page?: Page | undefined;
  /** Users to create; the first one is the demo user. */
  users: NewUser[];
  /** Origins of pages besides the app that may call Cognito. */
  allowOrigins: string[];
  /** Does the work of a step and shows its progress. */
  step<T>(step: Step, work: () => Promise<T>): Promise<T>;
  /**
   * Gives the app to run.
   * @param outdir folder for what it makes
   */
  load(outdir: string): Promise<LocalApp>;
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
  options: Pick<StackOptions, 'basePort' | 'database'>,
): Promise<Prerequisites> {
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
    const { step, onAudit } = this.options;
    // The database first: it starts in its own process while this one synthesizes the template.
    const dynamodb = step('dynamodb', () => this.startDynamoDb(database, ports));
    const loading = step('template', () => this.options.load(this.outdir));
    const starting = step('services', async () =>
      startServices(await loading, { ports, parts: this.parts }),
    );
    const functions = step('functions', async () => {
      const [{ template, bundleOf }, services] = await Promise.all([loading, starting, dynamodb]);
      const { logsDir, parts, control } = this;
      const { onCrash } = this.options;
      return startFunctions(template, {
        services,
        bundleOf,
        logsDir,
        ports,
        parts,
        control,
        onCrash,
      });
    });
    const cognito = step('cognito', async () => {
      const [{ template }, services] = await Promise.all([loading, starting, functions]);
      return this.startCognito(template, services, ports);
    });
    const { page } = this.options;
    const app = page && step('app', () => this.startApp(page, cognito, ports));

    const [loaded, { logStore }, { tableName, functions: names }, pool] = await Promise.all([
      loading,
      starting,
      functions,
      cognito,
      app,
    ]);
    const { template, leftAlone } = loaded;
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
      leftAlone,
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
    checkResources(template.ids);
    const pool = template.only('AWS::Cognito::UserPool');
    const groups = template.ofType('AWS::Cognito::UserPoolGroup');
    const clients = template.ofType('AWS::Cognito::UserPoolClient');
    const [client] = clients;
    if (!client) throw new Error('The user pool has no app client. Add one: mfa.addClient(…)');
    const { endpoint, loseAnswers } = await this.parts.serve(
      'cognito',
      startCognito({
        port: ports.cognito,
        origins: this.origins,
        region: REGION,
        userPoolId: pool.physicalId,
        userPool: pool.properties,
        groups: groups.map(({ properties }) => properties),
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
    const demoUser = await createUsers(endpoint, pool, this.options.users);
    const ids = clients.map(({ logicalId, physicalId: clientId }) => ({ logicalId, clientId }));
    return {
      userPoolId: pool.physicalId,
      clientId: client.physicalId,
      clients: ids,
      demoUser,
    };
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

  private async startApp(
    page: Page,
    cognito: Promise<{ userPoolId: string; clientId: string }>,
    ports: Ports,
  ) {
    const root = await page.build(this.webDir);
    const { userPoolId, clientId } = await cognito;
    const config = page.config({
      region: REGION,
      userPoolId,
      userPoolClientId: clientId,
      userPoolEndpoint: `${this.parts.endpoints.cognito}/`,
      ...(this.parts.endpoints.accountApi && { accountApi: this.parts.endpoints.accountApi }),
    });
    const { endpoint } = await this.parts.serve('app', serveWeb(root, config, page, ports.app));
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
