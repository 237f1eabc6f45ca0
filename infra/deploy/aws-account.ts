import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { UsageError } from '../cli/errors';

/** Where a deployment goes. */
export interface Target {
  account: string;
  region: string;
}

/**
 * Account and region that credentials and settings of this machine lead to, as for any AWS tool.
 * @throws UsageError if no region is set; the SDK's errors if there are no credentials, or bad ones
 */
export async function findTarget(): Promise<Target> {
  // The SDK does not read this one; the AWS CLI and the CDK do.
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  if (!AWS_REGION && AWS_DEFAULT_REGION) process.env.AWS_REGION = AWS_DEFAULT_REGION;
  const sts = new STSClient({});
  const region = await sts.config.region().catch(() => {
    throw new UsageError('There is no AWS region: set AWS_REGION, for example to eu-central-1.');
  });
  // The CDK must not end up elsewhere.
  process.env.AWS_REGION = region;
  const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, region };
}
