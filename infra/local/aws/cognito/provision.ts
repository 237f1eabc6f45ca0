import { randomInt } from 'node:crypto';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CognitoServiceImpl, type Services } from 'cognito-local/lib/services';
import { USER_POOL_AWS_DEFAULTS } from 'cognito-local/lib/services/cognitoService';
import type { Context } from 'cognito-local/lib/services/context';
import { UserPoolServiceFactoryImpl } from 'cognito-local/lib/services/userPoolService';

import type { AppClient } from './app-client';
import { MemoryStoreFactory } from './memory-store';

type Properties = Record<string, unknown>;

export interface ProvisionOptions {
  region: string;
  userPoolId: string;
  userPool: Properties;
  clients: { clientId: string; properties: Properties }[];
}

interface SchemaAttribute {
  Name: string;
  [setting: string]: unknown;
}

/** The template's `Schema` laid over Cognito's standard attributes. */
function schemaOf(properties: Properties): SchemaAttribute[] {
  const declared = (properties['Schema'] ?? []) as SchemaAttribute[];
  const standard = (USER_POOL_AWS_DEFAULTS.SchemaAttributes ?? []) as SchemaAttribute[];
  const names = standard.map(({ Name }) => Name);
  return [
    ...standard.map((attribute) => ({
      ...attribute,
      ...declared.find(({ Name }) => Name === attribute.Name),
    })),
    ...declared
      .filter(({ Name }) => !names.includes(Name))
      .map((attribute) => ({ Mutable: true, ...attribute, Name: `custom:${attribute.Name}` })),
  ];
}

/** Requirements that a template leaves out of its policy do not hold; cognito-local would add its own. */
function policiesOf(properties: Properties): Properties {
  const policies = (properties['Policies'] ?? {}) as { PasswordPolicy?: Properties };
  if (!policies.PasswordPolicy) return policies;
  const nothing = {
    RequireUppercase: false,
    RequireLowercase: false,
    RequireNumbers: false,
    RequireSymbols: false,
  };
  return { ...policies, PasswordPolicy: { ...nothing, ...policies.PasswordPolicy } };
}

/**
 * cognito-local's services around a pool and its clients as a template describes them.
 *
 * The token generator and the triggers of these services are never reached: sign-in is ours, and
 * cognito-local's other triggers are off.
 */
export async function provision(
  options: ProvisionOptions,
  clock: { get(): Date },
  context: Context,
): Promise<Omit<Services, 'messages'>> {
  const stores = new MemoryStoreFactory();
  const clientStore = await stores.create(context, 'clients', { Clients: {} });
  // init() reads the pools of former runs from a folder; ours is empty and not needed afterwards.
  const folder = await mkdtemp(join(tmpdir(), 'cognito-'));
  const cognito = new CognitoServiceImpl(
    folder,
    clientStore,
    {},
    new UserPoolServiceFactoryImpl(clock, stores),
  );
  await cognito.init(context);
  await rmdir(folder);

  const { userPoolId, region, userPool } = options;
  await cognito.createUserPool(context, {
    LambdaConfig: {},
    ...userPool,
    Id: userPoolId,
    Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${userPoolId}`,
    Name: userPool['UserPoolName'] ?? userPoolId,
    Policies: policiesOf(userPool),
    SchemaAttributes: schemaOf(userPool),
  });
  for (const { clientId, properties } of options.clients) {
    const client: AppClient = {
      ClientName: clientId,
      ...properties,
      ClientId: clientId,
      UserPoolId: userPoolId,
      CreationDate: clock.get(),
      LastModifiedDate: clock.get(),
    };
    await clientStore.set(context, ['Clients', clientId], client);
  }

  return {
    clock,
    cognito,
    otp: () => String(randomInt(1_000_000)).padStart(6, '0'),
    triggers: { enabled: () => false },
    config: { UserPoolDefaults: {} },
    tokenGenerator: {},
  } as unknown as Omit<Services, 'messages'>;
}
