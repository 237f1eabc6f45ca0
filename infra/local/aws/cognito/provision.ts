import type { AppClient } from './app-client';
import { appClientOf, newSecret } from './client-admin';
import type { Directory } from './directory';
import { newGroup } from './groups';
import { checkEmailIdentity, checkPreTokenGeneration } from './pool-admin';
import { checkPoolSettings } from './supported-settings';
import { UserPool, type PoolOptions, type SchemaAttribute } from './user-pool';

type Properties = Record<string, unknown>;

export interface ProvisionOptions {
  region: string;
  userPoolId: string;
  /** Resolved properties of the template's AWS::Cognito::UserPool; LambdaConfig holds function ARNs. */
  userPool: Properties;
  /** Resolved properties of each AWS::Cognito::UserPoolClient. */
  clients: { clientId: string; properties: Properties }[];
  /** Resolved properties of each AWS::Cognito::UserPoolGroup. */
  groups?: Properties[];
  /** Addresses and domains that SES has verified. */
  identities: readonly string[];
}

const TEXT = ['0', '2048'] as const;
/** Cognito's standard attributes. */
const STANDARD: SchemaAttribute[] = [
  { Name: 'sub', AttributeDataType: 'String', Mutable: false, Required: true },
  { Name: 'email_verified', AttributeDataType: 'Boolean', Mutable: true },
  { Name: 'phone_number_verified', AttributeDataType: 'Boolean', Mutable: true },
  { Name: 'updated_at', AttributeDataType: 'Number', Mutable: true },
  ...[
    ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'],
    ...['profile', 'picture', 'website', 'email', 'gender', 'zoneinfo', 'locale'],
    ...['phone_number', 'address'],
  ].map((name) => textAttribute(name, TEXT)),
  textAttribute('birthdate', ['10', '10']),
].map((attribute) => ({ Required: false, DeveloperOnlyAttribute: false, ...attribute }));

function textAttribute(
  Name: string,
  [MinLength, MaxLength]: readonly [string, string],
): SchemaAttribute {
  const StringAttributeConstraints = { MinLength, MaxLength };
  return { Name, AttributeDataType: 'String', Mutable: true, StringAttributeConstraints };
}

/** The template's `Schema` on top of Cognito's standard attributes. */
function schemaOf({ Schema: declared = [] }: { Schema?: SchemaAttribute[] }): SchemaAttribute[] {
  const names = STANDARD.map(({ Name }) => Name);
  return [
    ...STANDARD.map((attribute) => ({
      ...attribute,
      ...declared.find(({ Name }) => Name === attribute.Name),
    })),
    ...declared
      .filter(({ Name }) => !names.includes(Name))
      .map((attribute) => ({ Mutable: true, ...attribute, Name: `custom:${attribute.Name}` })),
  ];
}

/**
 * Makes a pool and its clients as a template describes them.
 * @throws Error that names the first setting that would not be honoured
 */
export function provision(options: ProvisionOptions, directory: Directory, now: Date): void {
  const { userPoolId, region, userPool, clients, groups = [], identities } = options;
  checkPoolSettings(userPool);
  const { LambdaConfig = {}, EmailConfiguration } = userPool as Partial<PoolOptions>;
  checkPreTokenGeneration(LambdaConfig);
  checkEmailIdentity(EmailConfiguration, identities);
  const described = {
    ...userPool,
    Id: userPoolId,
    Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${userPoolId}`,
    Name: userPool['UserPoolName'] ?? userPoolId,
    LambdaConfig,
    SchemaAttributes: schemaOf(userPool),
    CreationDate: now,
    LastModifiedDate: now,
  };
  const pool = new UserPool(described);
  directory.addPool(pool);
  for (const properties of groups) {
    const group = newGroup(properties, now);
    pool.groups.set(group.GroupName, group);
  }
  for (const { clientId, properties } of clients) {
    const fixed = { ClientId: clientId, UserPoolId: userPoolId, CreationDate: now };
    const secret = properties['GenerateSecret'] === true && { ClientSecret: newSecret() };
    const client: AppClient = appClientOf({ ...fixed, ...secret }, properties, now);
    directory.saveClient(client);
  }
}
