import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { latestCode, type Inbox } from './latest-code';
import type { LocalStackFacts, NewUser, TestUser } from './types';

/** The command of the package, in a process of its own: a test runner's fake timers and globals do not reach it. */
const COMMAND = join(__dirname, '..', 'local', 'cli.js');

export interface LocalStackOptions {
  /** Folder that `cdk synth` wrote. @default 'cdk.out' */
  assembly?: string;
  /** One synthesized template, instead of `assembly`. */
  template?: string;
  /** The stack to look in. @default the one that has a user pool with EmailMfa */
  stack?: string;
  /** Logical ids of resources to start without. @default none */
  leaveOut?: string[];
  /** Values that only AWS has, by parameter, `Resource.Attribute` or export. @default none */
  values?: Record<string, string>;
  /** Users to create; the first is `facts.demoUser`. @default a demo user */
  users?: (NewUser & { email: string; password: string })[];
  /** Folder of a built page to serve. @default none */
  web?: string;
  /** Origins of pages that may call Cognito, for example that of a dev server. @default only the page's own */
  allowOrigins?: string[];
  /** The first port. @default 0, which takes any free ones */
  port?: number;
  /** DynamoDB emulator. @default the first one found */
  database?: 'dynoxide' | 'dynamodb-local';
  /** Milliseconds until the stack must be ready. @default 60000 */
  timeout?: number;
}

/** A running local stack. */
export interface LocalStack {
  readonly facts: LocalStackFacts;
  /** Its `stack.json`, for {@link connectLocalStack} in another process. */
  readonly file: string;
  /** Creates a user with a verified address, as an admin would. */
  createUser(user?: NewUser): Promise<TestUser>;
  /**
   * Waits for a mail with a code and gives the newest code that no call gave before.
   * @param options.timeout milliseconds; 15000 if omitted
   */
  latestCode(email: string, options?: { timeout?: number }): Promise<string>;
  /**
   * Moves the clock of Cognito, the functions, the stream and the logs ahead, so that codes, limits, locks and tokens
   * expire. The clock of the test, the page and the inbox stays.
   */
  advanceClock(minutes: number): Promise<void>;
  /** Lets mails to an address bounce from now on. */
  bounce(email: string): Promise<void>;
  /** Lets a service throttle all calls of the functions from now on. */
  throttle(service: 'ses' | 'kms' | 'dynamodb' | 'logs' | 'events' | 'cognito'): Promise<void>;
  /** Ends {@link bounce} and {@link throttle}. Addresses whose mail bounced stay suppressed, as with SES. */
  clearFaults(): Promise<void>;
  /** Stops the stack and removes its files; does nothing for one that another process started. */
  close(): Promise<void>;
}

/**
 * Starts a local stack from a synthesized CDK app with EmailMfa.
 * @throws Error with all that the stack printed if it does not start, for example because a package is missing
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const dir = mkdtempSync(join(tmpdir(), 'email-mfa-'));
  const file = join(dir, 'stack.json');
  const child = spawn(process.execPath, [COMMAND, 'local', ...argumentsOf(options, dir)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const close = async () => {
    await end(child);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await ready(child, file, options.timeout ?? 60_000);
  } catch (error) {
    await close();
    throw error;
  }
  return new RunningStack(file, close);
}

/**
 * Uses a stack that another process started, for example the global set-up of a test runner.
 * @param file its `stack.json`: {@link LocalStack.file}, or in the folder of the command `local`
 */
export const connectLocalStack = (file: string): LocalStack =>
  new RunningStack(file, () => Promise.resolve());

function argumentsOf(options: LocalStackOptions, dir: string): string[] {
  const { assembly, template, stack, leaveOut = [], values = {}, users } = options;
  const { web, allowOrigins = [], port = 0, database } = options;
  const given = { app: assembly, template, stack, web, database };
  const usersFile = join(dir, 'users.json');
  if (users) writeFileSync(usersFile, JSON.stringify(users));
  return [
    ...['--dir', dir, '--port', String(port)],
    ...Object.entries(given).flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
    ...leaveOut.flatMap((id) => ['--leave-out', id]),
    ...Object.entries(values).flatMap(([name, value]) => ['--value', `${name}=${value}`]),
    ...allowOrigins.flatMap((origin) => ['--allow-origin', origin]),
    ...(users ? ['--users', usersFile] : []),
  ];
}

async function ready(child: ChildProcess, file: string, timeout: number): Promise<void> {
  let output = '';
  const gather = (chunk: Buffer) => (output += chunk.toString());
  child.stdout?.on('data', gather);
  child.stderr?.on('data', gather);
  let over = false;
  child.once('close', () => (over = true));
  for (const deadline = Date.now() + timeout; !existsSync(file); await sleep(50)) {
    if (over) throw new Error(`The local stack did not start:\n${output}`);
    if (Date.now() > deadline) {
      throw new Error(`The local stack was not ready in ${timeout} ms:\n${output}`);
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}

class RunningStack implements LocalStack {
  readonly facts: LocalStackFacts;
  private readonly inbox: Inbox;

  constructor(
    readonly file: string,
    readonly close: () => Promise<void>,
  ) {
    this.facts = JSON.parse(readFileSync(file, 'utf8')) as LocalStackFacts;
    this.inbox = inboxAt(this.facts.endpoints.ses);
  }

  async createUser(user: NewUser = {}): Promise<TestUser> {
    const { email = `user-${randomUUID()}@example.com`, temporary = false } = user;
    const { password = `Aa1!${randomUUID()}`, username = await this.usernameFor(email) } = user;
    const named = { UserPoolId: this.facts.userPoolId, Username: username };
    const attributes = { email, email_verified: 'true', ...user.attributes };
    const { User } = await this.cognito<CreatedUser>('AdminCreateUser', {
      ...named,
      MessageAction: 'SUPPRESS',
      ...(temporary && { TemporaryPassword: password }),
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
    if (!temporary) {
      const request = { ...named, Password: password, Permanent: true };
      await this.cognito('AdminSetUserPassword', request);
    }
    for (const GroupName of user.groups ?? []) {
      await this.cognito('AdminAddUserToGroup', { ...named, GroupName });
    }
    const sub = User.Attributes.find(({ Name }) => Name === 'sub')?.Value ?? '';
    return { email, password, username, sub };
  }

  /** The address, or what is before the @ in a pool whose users have names. */
  private async usernameFor(email: string): Promise<string> {
    const { UserPool } = await this.cognito<DescribedPool>('DescribeUserPool', {
      UserPoolId: this.facts.userPoolId,
    });
    return UserPool.UsernameAttributes?.includes('email') ? email : email.replace(/@.*/, '');
  }

  latestCode(email: string, { timeout = 15_000 } = {}): Promise<string> {
    return latestCode(email, { inbox: this.inbox, timeout, interval: 50 });
  }

  async advanceClock(minutes: number): Promise<void> {
    await this.control('POST', 'clock', { minutes });
  }

  async bounce(recipient: string): Promise<void> {
    await this.control('POST', 'faults', { fault: 'bounce', recipient });
  }

  async throttle(service: string): Promise<void> {
    await this.control('POST', 'faults', { fault: 'throttle', service });
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', 'faults');
  }

  private async cognito<T>(operation: string, request: object): Promise<T> {
    const response = await fetch(this.facts.endpoints.cognito, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(request),
    });
    const answer = (await response.json()) as T & { __type?: string; message?: string };
    if (!response.ok) throw new Error(`${operation}: ${answer.__type}: ${answer.message}`);
    return answer;
  }

  private async control(method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(`${this.facts.endpoints.gateway}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.ok) return;
    const { message } = (await response.json()) as { message: string };
    throw new Error(message);
  }
}

interface DescribedPool {
  UserPool: { UsernameAttributes?: string[] };
}

interface CreatedUser {
  User: { Attributes: { Name: string; Value?: string }[] };
}

/** The inbox of a local stack, oldest mail first: times are only exact to the second. */
function inboxAt(endpoint: string): Inbox {
  return async (email) => {
    const response = await fetch(`${endpoint}/store`);
    const { emails } = (await response.json()) as { emails: StoredMail[] };
    return emails
      .filter(({ destination }) =>
        destination.to.some((to) => to.toLowerCase().includes(email.toLowerCase())),
      )
      .map(({ messageId, subject, body, at }) => ({
        id: messageId,
        subject,
        text: body.text ?? '',
        receivedAt: new Date(at * 1000),
      }));
  };
}

interface StoredMail {
  messageId: string;
  destination: { to: string[] };
  subject: string;
  body: { text?: string };
  /** Epoch seconds. */
  at: number;
}
