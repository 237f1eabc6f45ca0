import {
  GetFunctionCommand,
  ListEventSourceMappingsCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  GetSuppressedDestinationCommand,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { StackResources } from '../stack-resources';
import type { Target } from '../deployment';
import { possibleIdentities, type MailFacts } from './mail-status';

/** What Lambda and SES say, and from the mailer's environment who sends. */
export async function readMailFacts(
  { ses, lambda }: Target,
  { sendCodeName, configurationSetName: ConfigurationSetName }: StackResources,
): Promise<MailFacts> {
  const { sender, mailer } = await readMailer(lambda, sendCodeName);
  return {
    sender,
    mailer,
    account: await ses.send(new GetAccountCommand({})),
    identity: await identityOf(ses, sender),
    configurationSet: await found(
      ses.send(new GetConfigurationSetCommand({ ConfigurationSetName })),
    ),
  };
}

async function readMailer(lambda: LambdaClient, FunctionName: string) {
  const { Configuration, Concurrency } = await lambda.send(
    new GetFunctionCommand({ FunctionName }),
  );
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  return {
    sender: Configuration?.Environment?.Variables?.SENDER ?? '',
    mailer: {
      name: FunctionName,
      logGroup: Configuration?.LoggingConfig?.LogGroup,
      reservedConcurrency: Concurrency?.ReservedConcurrentExecutions,
      mappings: EventSourceMappings.map(({ State = 'unknown' }) => State),
    },
  };
}

async function identityOf(ses: SESv2Client, sender: string): Promise<MailFacts['identity']> {
  for (const name of possibleIdentities(sender)) {
    const identity = await found(ses.send(new GetEmailIdentityCommand({ EmailIdentity: name })));
    if (identity) return { name, verified: identity.VerifiedForSendingStatus === true };
  }
  return undefined;
}

export interface Suppressed {
  address: string;
  /** BOUNCE or COMPLAINT. */
  reason: string;
  /** Epoch milliseconds. */
  since: number;
}

/** @returns undefined for an address that SES does not suppress */
export async function suppressed(ses: SESv2Client, address: string) {
  const command = new GetSuppressedDestinationCommand({ EmailAddress: address });
  const answer = await found(ses.send(command));
  if (!answer?.SuppressedDestination) return undefined;
  const { Reason = 'unknown', LastUpdateTime } = answer.SuppressedDestination;
  return { address, reason: Reason, since: LastUpdateTime?.getTime() ?? 0 } satisfies Suppressed;
}

export async function unsuppress(ses: SESv2Client, EmailAddress: string): Promise<void> {
  await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
}

async function found<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundException') return undefined;
    throw error;
  }
}
