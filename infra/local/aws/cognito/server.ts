import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';

import type { Origins } from '../guard';
import { listen, type Endpoint } from '../listen';
import { Directory } from './directory';
import { cognitoHttp, type Api } from './http';
import { TRIGGER_TIMEOUT_MS, TriggerInvoker, type LostAnswers } from './trigger-invoker';
import { CognitoMailer, type CognitoMail } from './cognito-mails';
import { PasswordLockout } from './passwords';
import type { CognitoParts } from './parts';
import { provision, type ProvisionOptions } from './provision';
import { cognitoApi } from './router';
import { Sessions } from './sessions';
import { SrpServer } from './srp';
import { jwksOf, makeSigningKeys } from './signing-keys';
import { Tokens } from './tokens';
import { VerificationCodes } from './verification-codes';
import { Triggers } from './pool-triggers';
import { clock } from '../clock';

export interface LocalCognitoOptions extends ProvisionOptions {
  /** On 127.0.0.1; 0 takes any free one. */
  port: number;
  /** Pages that may call it; none if omitted. */
  origins?: Origins;
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
   * @default the clock of the stack
   */
  now?(): number;
}

export interface LocalCognito extends Endpoint {
  /** Lets answers of a trigger get lost, so that Cognito runs it again. */
  loseAnswers(lost: LostAnswers): void;
}

/**
 * Starts a Cognito with one user pool, in memory, made from a template's properties. Tokens are issued by
 * `<endpoint>/<userPoolId>`.
 *
 * @throws Error if the port is taken (`EADDRINUSE`), or for a setting that would not be honoured
 */
export async function startCognito(options: LocalCognitoOptions): Promise<LocalCognito> {
  const now = options.now ?? clock.now;
  // Makes the answers for unknown users the same each time.
  const secret = randomBytes(32);
  const directory = new Directory(secret);
  provision(options, directory, new Date(now()));
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
  const keys = await makeSigningKeys();
  const parts: CognitoParts = {
    directory,
    sessions: new Sessions(now, options.sessionsReusable ?? false),
    lockout: new PasswordLockout(now),
    triggers,
    tokens: new Tokens(endpoint, triggers, keys, now),
    srp: new SrpServer(secret),
    codes: new VerificationCodes(now),
    mailer: new CognitoMailer(triggers, options.sendMail),
    now,
  };
  const naming = options.userPool['UsernameConfiguration'] as
    { CaseSensitive?: boolean } | undefined;
  const api = cognitoApi(parts, {
    identities: options.identities,
    log: options.log,
    caseSensitive: naming?.CaseSensitive ?? true,
  });
  const reported: Api = async (operation, request) => {
    const result = await api(operation, request);
    options.onCall?.(operation, request);
    return result;
  };
  handle = cognitoHttp(reported, { endpoint, jwks: jwksOf(keys) }, options.log);

  return {
    endpoint,
    loseAnswers: (lost) => invoker.loseAnswers(lost),
    close: async () => {
      invoker.close();
      await close();
    },
  };
}
