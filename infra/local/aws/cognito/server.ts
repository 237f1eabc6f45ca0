import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';

import type { Context } from 'cognito-local/lib/services/context';

import type { Origins } from '../guard';
import { listen, type Endpoint } from '../listen';
import { Directory } from './directory';
import { cognitoHttp, type Api } from './http';
import { TRIGGER_TIMEOUT_MS, TriggerInvoker } from './trigger-invoker';
import { cognitoMails, type CognitoMail } from './cognito-mails';
import { PasswordLockout } from './passwords';
import { provision } from './provision';
import { cognitoApi } from './router';
import { Sessions } from './sessions';
import { SrpServer } from './srp';
import { JWKS, Tokens } from './tokens';
import { Triggers } from './pool-triggers';

export interface LocalCognitoOptions {
  /** On 127.0.0.1; 0 takes any free one. */
  port: number;
  /** Pages that may call it; none if omitted. */
  origins?: Origins;
  region: string;
  /** Of the form `region_name`, for example `us-east-1_LocalPool`. */
  userPoolId: string;
  /** Resolved properties of the template's AWS::Cognito::UserPool; LambdaConfig holds function ARNs. */
  userPool: Record<string, unknown>;
  /** Resolved properties of each AWS::Cognito::UserPoolClient. */
  clients: { clientId: string; properties: Record<string, unknown> }[];
  /** Lambda Invoke API. */
  lambdaEndpoint: string;
  /** Sends Cognito's own mails: sign-up, forgotten password, changed address, temporary password. */
  sendMail(mail: CognitoMail): Promise<void>;
  /** Is called after each call that succeeded. */
  onCall?(operation: string, request: Record<string, unknown>): void;
  /** Gets one line per refused request or failed trigger; no names, passwords, codes or sessions. */
  log(line: string): void;
  /**
   * Lets a session be answered any number of times. That Cognito's are single use is only reported;
   * with this on, tests can show that the triggers hold even if it were not so.
   *
   * @default false
   */
  sessionsReusable?: boolean;
  /**
   * Milliseconds that a trigger has for each of its three tries.
   *
   * @default 5000
   */
  triggerTimeoutMs?: number;
  /**
   * Epoch milliseconds, for tests.
   *
   * @default Date.now
   */
  now?(): number;
}

const nothing = () => undefined;

/** cognito-local logs whole users and messages: none of it is kept. */
const SILENT: Context = {
  logger: {
    child: () => SILENT.logger,
    debug: nothing,
    error: nothing,
    info: nothing,
    warn: nothing,
  },
};

/**
 * Starts a Cognito with one user pool, in memory, made from a template's properties. Tokens are issued by
 * `<endpoint>/<userPoolId>`.
 *
 * @throws if the port is taken (`EADDRINUSE`).
 */
export async function startCognito(options: LocalCognitoOptions): Promise<Endpoint> {
  const now = options.now ?? Date.now;
  const clock = { get: () => new Date(now()) };
  const services = await provision(options, clock, SILENT);
  let handle: RequestListener = (_, response) => void response.writeHead(503).end();
  const { endpoint, close } = await listen(
    (request, response) => handle(request, response),
    options.port,
    options.origins,
  );

  const invoker = new TriggerInvoker({
    lambdaEndpoint: options.lambdaEndpoint,
    region: options.region,
    timeoutMs: options.triggerTimeoutMs ?? TRIGGER_TIMEOUT_MS,
    log: options.log,
  });
  const triggers = new Triggers(invoker, options.region);
  // Makes the answers for unknown users the same each time.
  const secret = randomBytes(32);
  const srp = new SrpServer(secret);
  const directory = new Directory(services.cognito, SILENT, secret);
  const messages = cognitoMails(directory, triggers, options.sendMail);
  const parts = {
    directory,
    sessions: new Sessions(now, options.sessionsReusable ?? false),
    lockout: new PasswordLockout(now),
    triggers,
    tokens: new Tokens(endpoint, triggers, now),
    srp,
  };
  const naming = options.userPool['UsernameConfiguration'] as
    { CaseSensitive?: boolean } | undefined;
  const api = cognitoApi({ ...services, messages }, SILENT, parts, {
    now,
    log: options.log,
    caseSensitive: naming?.CaseSensitive === true,
  });
  const reported: Api = async (operation, request) => {
    const result = await api(operation, request);
    options.onCall?.(operation, request);
    return result;
  };
  handle = cognitoHttp(reported, JWKS, options.log);

  return {
    endpoint,
    close: async () => {
      invoker.close();
      await srp.close();
      await close();
    },
  };
}
