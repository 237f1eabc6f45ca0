import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CommandError } from '../cli/errors';
import { SETTINGS, type Settings } from '../settings/settings';
import { checkRotation } from './rotation';
import { deployedResources } from './deployed-stack';
import type { AwsEnvironment } from './aws-environment';

/**
 * Checks before a deployment whether it can work.
 * @returns notes of one line each, on what does not stop the deployment
 * @throws CommandError for what would stop it
 */
export async function preflight(
  settings: Settings,
  environment: AwsEnvironment,
): Promise<string[]> {
  if (settings.sender === SETTINGS.sender.default) {
    throw new CommandError(
      'Set the address that sends the codes: npm run deploy -- -c sender=login@your-domain.',
    );
  }
  await checkBootstrap(environment);
  await checkRotation(settings, environment);
  const ses = new SESv2Client({ region: environment.region });
  return [
    ...(await checkSender(ses, settings, environment)),
    ...(await checkAccount(ses, environment)),
    ...poolMails(settings),
  ];
}

/** Cognito's own emails go through SES only if an identity was verified before. */
const poolMails = ({ senderIdentity }: Settings): string[] =>
  senderIdentity
    ? []
    : [
        'Without senderIdentity, Cognito sends sign-up, reset and invitation emails itself: in its own words, from its own address, and at most 50 a day.',
      ];

async function checkBootstrap({ account, region }: AwsEnvironment): Promise<void> {
  const ssm = new SSMClient({ region });
  try {
    await ssm.send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }));
  } catch (error) {
    if (named(error, 'ParameterNotFound')) {
      throw new CommandError(
        `Account ${account} is not bootstrapped for the CDK in ${region}. Run npx cdk bootstrap aws://${account}/${region} once.`,
      );
    }
    // Without this permission a deployment can still work: the CDK reads the parameter with its own role.
    if (!named(error, 'AccessDeniedException')) throw error;
  }
}

async function checkSender(
  ses: SESv2Client,
  { sender, senderIdentity }: Settings,
  { region }: AwsEnvironment,
): Promise<string[]> {
  const identity = senderIdentity || sender;
  const verified = await isVerified(ses, identity);
  if (senderIdentity) {
    if (verified === undefined) {
      throw new CommandError(
        `SES has no identity ${identity} in ${region}. Create and verify it there, or leave out senderIdentity.`,
      );
    }
    if (!verified) {
      throw new CommandError(
        `SES has not verified ${identity} in ${region}. Complete the verification first.`,
      );
    }
    return [];
  }
  if (verified !== undefined && !(await belongsToStack(identity, region))) {
    throw new CommandError(
      `SES already has an identity ${identity} in ${region}. Use it with -c senderIdentity=${identity}.`,
    );
  }
  if (verified) return [];
  return [
    `${sender} is not verified. SES sends it an email with a link. No code can be sent until you open that link.`,
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

async function checkAccount(ses: SESv2Client, { region }: AwsEnvironment): Promise<string[]> {
  const { ProductionAccessEnabled, SendingEnabled } = await ses.send(new GetAccountCommand({}));
  const sandbox =
    `SES is in the sandbox in ${region}: it sends to verified addresses only, 200 emails a day. ` +
    'Request production access in the SES console, under Account dashboard.';
  const paused = `SES has paused sending for this account in ${region}. See the SES console.`;
  return [...(ProductionAccessEnabled ? [] : [sandbox]), ...(SendingEnabled ? [] : [paused])];
}

const named = (error: unknown, name: string) => error instanceof Error && error.name === name;
