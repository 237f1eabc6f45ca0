import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { changeTriggers } from '../../../infra/pool/change-triggers';
import { objectIn, type JsonObject } from '../../../infra/pool/json';
import { attach, installedTriggers } from '../../../infra/pool/lambda-config';
import { UserPoolApi } from '../../../infra/pool/user-pool-api';
import { startFakeCognito, type FakeCognito } from './fake-cognito';
import { OURS, POOLS } from './pools';

let cognito: FakeCognito;
beforeAll(async () => {
  cognito = await startFakeCognito();
  jest.spyOn(console, 'log').mockImplementation();
});
afterAll(() => cognito.close());

const pool = (name: string) => POOLS[name] as JsonObject;
const updates = () => cognito.calls.filter(({ target }) => target === 'UpdateUserPool').length;

describe('what others do to the pool meanwhile', () => {
  const sdk = () =>
    new UserPoolApi(
      new CognitoIdentityProviderClient({
        endpoint: cognito.endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      }),
      String(cognito.state.pool.Id),
    );
  const change = (config: JsonObject) =>
    attach(config, { arns: OURS, preTokenGenerationVersion: 'V1_0' });

  test('is merged, when Cognito refuses two changes at a time', async () => {
    cognito.load(pool('everything'));
    let refused = 0;
    cognito.state.before = ({ target }) => {
      if (target !== 'UpdateUserPool' || refused++ > 0) return;
      cognito.state.pool = { ...cognito.state.pool, MfaConfiguration: 'OFF' };
      cognito.refuse('ConcurrentModificationException', 'busy');
    };
    const after = await changeTriggers(sdk(), change, 1);
    expect(after.MfaConfiguration).toBe('OFF');
    expect(after.UserPoolTags).toEqual(pool('everything').UserPoolTags);
    expect(installedTriggers(objectIn(after, 'LambdaConfig'))).toEqual(OURS);
  });

  test('is reported, when it undoes the change', async () => {
    cognito.load(pool('everything'));
    cognito.state.before = ({ target }) => {
      if (target === 'DescribeUserPool' && updates() > 0) {
        cognito.state.pool = { ...pool('everything'), UserPoolTags: {} };
      }
    };
    await expect(changeTriggers(sdk(), change, 1)).rejects.toThrow(
      /UserPoolTags\.team, UserPoolTags\.cost-centre, LambdaConfig\.DefineAuthChallenge, .*PreTokenGeneration\./,
    );
  });

  test('does not confuse: a describe that lags behind is asked again', async () => {
    cognito.load(pool('old'));
    let stale = 2;
    let current: JsonObject = {};
    cognito.state.before = ({ target }) => {
      if (target !== 'DescribeUserPool' || updates() === 0) return;
      if (stale === 2) current = cognito.state.pool;
      cognito.state.pool = stale-- > 0 ? pool('old') : current;
    };
    const after = await changeTriggers(sdk(), change, 1);
    expect(installedTriggers(objectIn(after, 'LambdaConfig'))).toEqual(OURS);
  });
});
