import { toEnvironment } from '../../../infra/pool/pool-environment';
import type { JsonObject } from '../../../infra/pool/json';
import { OURS } from '../pool/pools';

/** Environment of a function that works on a pool: what it knows of pool and triggers. */
export interface PoolFunction {
  pool: JsonObject;
  arns?: typeof OURS;
  unguardedClients?: string[];
  environment?: Record<string, string>;
}

const loaded = new Map<string, unknown>();

/** Loads a handler anew for each new environment, as Lambda does. */
export async function load<Handler>(
  file: 'attach-triggers' | 'guard-watch',
  endpoint: string,
  { pool, arns = OURS, unguardedClients = [], environment = {} }: PoolFunction,
): Promise<Handler> {
  const variables = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
    AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint,
    SERVICE_NAME: 'test',
    STACK_ID: 'arn:aws:cloudformation:eu-central-1:111122223333:stack/Mine/1',
    GUARD_REPAIR: '',
    OWN_FUNCTION: '',
    ...toEnvironment({
      userPoolId: String(pool.Id),
      triggers: { arns, preTokenGenerationVersion: 'V1_0' },
      unguardedClients,
      bindsPass: true,
      codeLifetime: '300',
    }),
    ...environment,
  };
  const key = JSON.stringify([file, variables]);
  if (loaded.has(key)) return loaded.get(key) as Handler;
  Object.assign(process.env, variables);
  jest.resetModules();
  const { handler } = (await import(`../../../infra/handlers/${file}`)) as { handler: Handler };
  loaded.set(key, handler);
  return handler;
}
