import { objectIn, type JsonObject } from '../../../infra/pool/json';
import { attach, installedTriggers } from '../../../infra/pool/lambda-config';
import { startFakeCognito, type FakeCognito } from '../pool/fake-cognito';
import { OURS, POOLS } from '../pool/pools';
import { metricLines } from '../metric-lines';
import { load } from './pool-handler';

let cognito: FakeCognito;
const lines: Record<string, unknown>[] = [];
beforeAll(async () => {
  cognito = await startFakeCognito();
  jest
    .spyOn(console, 'log')
    .mockImplementation((line) => void lines.push(line as Record<string, unknown>));
  metricLines(lines);
});
afterAll(() => cognito.close());

const OLD = POOLS.old as JsonObject;
const attached = attach(objectIn(OLD, 'LambdaConfig'), {
  arns: OURS,
  preTokenGenerationVersion: 'V1_0',
});

/** What the watch counts, and says of it. */
async function watch(pool: JsonObject, environment: Record<string, string> = {}) {
  lines.length = 0;
  cognito.load({ ...OLD, ...pool });
  const handler = await load<() => Promise<void>>('guard-watch', cognito.endpoint, {
    pool: OLD,
    environment,
  });
  await handler();
  return lines.filter(({ _aws }) => _aws).map(({ event, reason }) => [event, reason]);
}
const triggers = () => installedTriggers(objectIn(cognito.state.pool, 'LambdaConfig'));
const repair = { GUARD_REPAIR: 'yes' };
const theirs = 'arn:aws:lambda:eu-central-1:111122223333:function:theirs';

test('a guarded pool is checked, and that is all', async () => {
  expect(await watch({ LambdaConfig: attached }, repair)).toEqual([['guard.checked', undefined]]);
  expect(cognito.calls.map(({ target }) => target)).not.toContain('UpdateUserPool');
});

test('missing triggers are reported, and stay so unless it is to repair', async () => {
  const missing = ['Define', 'Create', 'Verify', 'Pre'].map((name) => [
    'trigger.missing',
    expect.stringContaining(name),
  ]);
  expect(await watch({ LambdaConfig: {} })).toEqual([...missing, ['guard.checked', undefined]]);
  expect(triggers()).toEqual({});

  const events = await watch({ LambdaConfig: {} }, repair);
  expect(events).toEqual([...missing, ['guard.checked', undefined], ['guard.repaired', undefined]]);
  expect(triggers()).toEqual(OURS);
  expect(cognito.state.pool.Policies).toEqual(OLD.Policies);
});

// Fails if the repair replaces what it does not know: it may be the function of another team.
test('a function of others is reported and never replaced', async () => {
  const events = await watch(
    {
      LambdaConfig: {
        ...attached,
        PreTokenGeneration: theirs,
        PreTokenGenerationConfig: { LambdaArn: theirs, LambdaVersion: 'V1_0' },
      },
    },
    repair,
  );
  expect(events).toEqual([
    ['trigger.foreign', 'PreTokenGeneration'],
    ['guard.checked', undefined],
    ['guard.unrepaired', 'TriggerTakenError'],
  ]);
  expect(triggers().preTokenGeneration).toBe(theirs);
});

// Fails if the watch claims to have repaired what it cannot.
test('Cognito’s own MFA is a conflict, which no repair removes', async () => {
  const optional = { LambdaConfig: attached, MfaConfiguration: 'OPTIONAL' };
  const events = await watch(optional, repair);
  expect(events).toEqual([
    ['pool.conflict', 'COGNITO_MFA'],
    ['guard.checked', undefined],
  ]);
});

test('a pool that cannot be read is no check', async () => {
  cognito.load(OLD);
  lines.length = 0;
  const handler = await load<() => Promise<void>>('guard-watch', cognito.endpoint, {
    pool: { Id: 'eu-central-1_Gone' },
  });
  cognito.state.before = () => cognito.refuse('ResourceNotFoundException', 'gone');
  await expect(handler()).rejects.toThrow('gone');
  expect(lines.filter(({ _aws }) => _aws)).toEqual([]);
});
