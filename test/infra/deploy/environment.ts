import { startFakeAws, type FakeAws } from '../../support/fake-aws';

/** What every AWS tool takes from the environment, pointing at the fake; nothing of the person's own. */
export const environmentOf = ({ endpoint }: Pick<FakeAws, 'endpoint'>) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_MAX_ATTEMPTS: '1',
});

/** A fake account for each test of a file, which the process's own AWS clients call. */
export function useFakeAws(): () => FakeAws {
  const before = { ...process.env };
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await startFakeAws();
    Object.assign(process.env, environmentOf(aws));
  });
  afterEach(async () => {
    process.env = { ...before };
    await aws.close();
  });
  return () => aws;
}
