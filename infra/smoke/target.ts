import {
  ListUserPoolClientsCommand,
  DescribeUserPoolClientCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type DeploymentOptions } from '../admin/deployment';
import { CommandError, UsageError } from '../cli/errors';
import { readStackFile } from '../cli/stack-file';

/** The pool that the run proves, and how it reads the mails to its user. */
export interface Target {
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  clientId: string;
  /** `iss` of its tokens. */
  issuer: string;
  /**
   * Resolves with the code of the next mail.
   * @param which says which mail it is, for the person who is asked
   * @throws CommandError if none comes
   */
  readCode(email: string, which: string): Promise<string>;
}

export interface TargetOptions extends DeploymentOptions {
  client?: string;
}

/** @throws UsageError if the pool or the app client is not clear; CommandError if no local stack runs */
export async function findTarget(options: TargetOptions): Promise<Target> {
  const { cognito, userPoolId, region, local } = connect(options, { maxAttempts: 1 });
  if (!local) {
    return {
      cognito,
      userPoolId,
      clientId: options.client ?? (await onlyClient(cognito, userPoolId)),
      issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
      readCode: askForCode,
    };
  }
  const { endpoints, clientId } = readStackFile(options.dir ?? '.local');
  return {
    cognito,
    userPoolId,
    clientId: options.client ?? clientId,
    issuer: `${endpoints.cognito}/${userPoolId}`,
    readCode: inboxReader(endpoints.ses),
  };
}

/** The only app client that allows custom authentication. */
async function onlyClient(cognito: CognitoIdentityProviderClient, UserPoolId: string) {
  const { UserPoolClients = [] } = await cognito.send(
    new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }),
  );
  const custom: string[] = [];
  for (const { ClientId } of UserPoolClients) {
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
    );
    const { ExplicitAuthFlows: flows = [], ClientSecret } = UserPoolClient ?? {};
    if (flows.includes('ALLOW_CUSTOM_AUTH') && !ClientSecret) custom.push(ClientId ?? '');
  }
  const [clientId, ...others] = custom;
  if (clientId && others.length === 0) return clientId;
  throw new UsageError(
    `${custom.length} app clients of this pool allow custom authentication without a secret. Name one with --client.`,
  );
}

async function askForCode(email: string, which: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UsageError('This command asks for codes from the mailbox, so it needs a terminal.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(`Enter the code of the ${which} to ${email}: `);
    return typed.replace(/\s/g, '');
  } finally {
    terminal.close();
  }
}

interface StoredMail {
  messageId: string;
  destination: { to: string[] };
  body: { text?: string };
}

const MAIL_TIMEOUT_MS = 20_000;

/** Reads the local inbox. A mail that was read once is not read again. */
function inboxReader(inbox: string): Target['readCode'] {
  const read = new Set<string>();
  return async (email, which) => {
    for (const end = Date.now() + MAIL_TIMEOUT_MS; Date.now() < end; await sleep(100)) {
      const { emails } = (await (await fetch(`${inbox}/store`)).json()) as { emails: StoredMail[] };
      const mail = emails.find(
        ({ messageId, destination }) =>
          !read.has(messageId) && destination.to.join().includes(email),
      );
      const code = /(?<!\d)\d{6,10}(?!\d)/.exec(mail?.body.text ?? '')?.[0];
      if (mail) read.add(mail.messageId);
      if (code) return code;
    }
    throw new CommandError(`The ${which} to ${email} did not arrive within 20 s.`);
  };
}
