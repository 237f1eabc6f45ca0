import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { examine } from '../../../infra/pool/examine';
import { secondFactorOf, type TriggerFunctions } from '../../../infra/pool/second-factor';
import { UserPoolApi } from '../../../infra/pool/user-pool-api';
import { startFakeCognito, type FakeCognito } from './fake-cognito';

const POOL = { Id: 'eu-central-1_AbCdEfGhI', UserPoolTier: 'ESSENTIALS' };

let fake: FakeCognito;
beforeAll(async () => {
  fake = await startFakeCognito();
  fake.state.pool = POOL;
});
afterAll(() => fake.close());
beforeEach(() => (fake.state.before = () => undefined));

async function finding(plan: string) {
  const cognito = new CognitoIdentityProviderClient({
    endpoint: fake.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const none = {} as TriggerFunctions;
  const pool = { ...POOL, UserPoolTier: plan };
  const { findings } = await examine(new UserPoolApi(cognito, POOL.Id), pool, secondFactorOf(none));
  return findings.find(({ name }) => name === 'replicas');
}

test('the pool itself is no copy', async () => {
  fake.state.replicas = [{ RegionName: 'eu-central-1', Role: 'PRIMARY' }];
  expect(await finding('ESSENTIALS')).toMatchObject({ level: 'ok' });
});

test('a copy is found, with its region', async () => {
  fake.state.replicas = [
    { RegionName: 'eu-central-1', Role: 'PRIMARY' },
    { RegionName: 'us-east-1', Role: 'SECONDARY' },
  ];
  expect(await finding('ESSENTIALS')).toMatchObject({
    level: 'problem',
    text: expect.stringContaining('us-east-1'),
  });
});

test('where Cognito does not say, that is noted, and all other checks go on', async () => {
  fake.state.before = ({ target }) => {
    if (target === 'ListUserPoolReplicas') fake.refuse('InvalidParameterException', 'Not here');
  };
  expect(await finding('ESSENTIALS')).toMatchObject({ level: 'note' });
});

test('on the Lite plan, which allows no copy, it is not asked', async () => {
  const before = fake.calls.length;
  expect(await finding('LITE')).toMatchObject({ level: 'ok' });
  expect(fake.calls.slice(before).map(({ target }) => target)).not.toContain(
    'ListUserPoolReplicas',
  );
});
