import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CommandError } from '../cli/errors';

/** The AWS account and region of a deployment. */
export interface AwsEnvironment {
  account: string;
  region: string;
}

/**
 * Finds account and region from this machine's credentials and settings, as other AWS tools do.
 * @throws CommandError if no region is set; the SDK's errors if credentials are missing or invalid
 */
export async function findEnvironment(): Promise<AwsEnvironment> {
  // The AWS CLI and the CDK read AWS_DEFAULT_REGION, the SDK does not.
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  if (!AWS_REGION && AWS_DEFAULT_REGION) process.env.AWS_REGION = AWS_DEFAULT_REGION;
  const sts = new STSClient({});
  const region = await sts.config.region().catch(() => {
    throw new CommandError('No AWS region is set. Set AWS_REGION, for example to eu-central-1.');
  });
  // Makes the CDK use the same region.
  process.env.AWS_REGION = region;
  const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, region };
}
