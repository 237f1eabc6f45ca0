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
import type { FindResource } from '../stack-resources';
import type { Deployment } from '../deployment';
import { possibleIdentities, type MailSetup } from './mail-status';

/** Reads the state of mailer, SES account and sender identity. */
export async function readMailSetup(
  { ses, lambda }: Deployment,
  resource: FindResource,
): Promise<MailSetup> {
  const { sender, mailer } = await readMailer(lambda, resource('sendCode'));
  const ConfigurationSetName = resource('configurationSet');
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

async function identityOf(ses: SESv2Client, sender: string): Promise<MailSetup['identity']> {
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

/** @returns undefined if SES does not suppress the address */
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
