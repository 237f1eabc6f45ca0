import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { UsageError } from '../cli/errors';
import { SETTINGS, type Settings } from '../settings/settings';
import { checkRotation } from './rotation';
import { deployedResources } from './deployed-stack';
import type { Target } from './aws-account';

/**
 * What would keep a deployment from working, as far as it can be known before.
 * @returns notes for people, one line each, on what stops no deployment but mail
 * @throws UsageError, in one line, for what stops it
 */
export async function preflight(settings: Settings, target: Target): Promise<string[]> {
  if (settings.sender === SETTINGS.sender.default) {
    throw new UsageError(
      'Say which address codes are mailed from: npm run deploy -- -c sender=login@your-domain.',
    );
  }
  await checkBootstrap(target);
  await checkRotation(settings, target);
  const ses = new SESv2Client({ region: target.region });
  return [...(await checkSender(ses, settings, target)), ...(await checkAccount(ses, target))];
}

async function checkBootstrap({ account, region }: Target): Promise<void> {
  const ssm = new SSMClient({ region });
  try {
    await ssm.send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }));
  } catch (error) {
    if (named(error, 'ParameterNotFound')) {
      throw new UsageError(
        `Account ${account} is not ready for the CDK in ${region}: run npx cdk bootstrap aws://${account}/${region} once.`,
      );
    }
    // Whoever may not read it may still deploy: the CDK looks it up with a role of its own.
    if (!named(error, 'AccessDeniedException')) throw error;
  }
}

async function checkSender(
  ses: SESv2Client,
  { sender, senderIdentity }: Settings,
  { region }: Target,
): Promise<string[]> {
  const identity = senderIdentity || sender;
  const verified = await isVerified(ses, identity);
  if (senderIdentity) {
    if (verified === undefined) {
      throw new UsageError(
        `SES has no identity ${identity} in ${region}: create and verify it there, or leave senderIdentity out.`,
      );
    }
    if (!verified) {
      throw new UsageError(`SES has not verified ${identity} in ${region}: finish that first.`);
    }
    return [];
  }
  if (verified !== undefined && !(await belongsToStack(identity, region))) {
    throw new UsageError(
      `SES has an identity ${identity} in ${region} already: use it with -c senderIdentity=${identity}.`,
    );
  }
  if (verified) return [];
  return [
    `${sender} is not verified: SES mails it a link to open. Until then no code can be mailed.`,
  ];
}

/** @returns undefined if there is no such identity */
async function isVerified(ses: SESv2Client, EmailIdentity: string): Promise<boolean | undefined> {
  try {
    const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
    return found.VerifiedForSendingStatus === true;
  } catch (error) {
    if (named(error, 'NotFoundException')) return undefined;
    throw error;
  }
}

async function belongsToStack(identity: string, region: string): Promise<boolean> {
  const resources = await deployedResources(region);
  return resources.some(
    ({ ResourceType, PhysicalResourceId }) =>
      ResourceType === 'AWS::SES::EmailIdentity' && PhysicalResourceId === identity,
  );
}

async function checkAccount(ses: SESv2Client, { region }: Target): Promise<string[]> {
  const { ProductionAccessEnabled, SendingEnabled } = await ses.send(new GetAccountCommand({}));
  const sandbox =
    `SES is in its sandbox in ${region}: it mails verified addresses only, 200 a day. ` +
    'Ask for production access in its console, under Account dashboard.';
  const paused = `SES has stopped this account from sending in ${region}: see its console.`;
  return [...(ProductionAccessEnabled ? [] : [sandbox]), ...(SendingEnabled ? [] : [paused])];
}

const named = (error: unknown, name: string) => error instanceof Error && error.name === name;
