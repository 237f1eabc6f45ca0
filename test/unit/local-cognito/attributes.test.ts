import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  ListUsersCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { claims, PASSWORD, POOL, refusal, startFixture, USER_POOL, type Fixture } from './fixture';

const SCHEMA = [
  { Name: 'given_name', Required: true, Mutable: true },
  {
    Name: 'age',
    AttributeDataType: 'Number',
    NumberAttributeConstraints: { MinValue: '18', MaxValue: '130' },
  },
  { Name: 'beta', AttributeDataType: 'Boolean' },
  { Name: 'joined', AttributeDataType: 'DateTime' },
  {
    Name: 'team',
    AttributeDataType: 'String',
    Mutable: false,
    StringAttributeConstraints: { MinLength: '2', MaxLength: '5' },
  },
];

let cognito: Fixture;
beforeAll(async () => {
  cognito = await startFixture({
    userPool: { ...USER_POOL, Schema: SCHEMA, LambdaConfig: {}, DeletionProtection: 'ACTIVE' },
    clients: [
      {
        clientId: 'reader',
        properties: {
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          ReadAttributes: ['email', 'given_name'],
        },
      },
    ],
  });
});
afterAll(() => cognito.close());

let count = 0;
const create = (values: Record<string, string>, Username = `user-${++count}@example.com`) =>
  cognito.sdk.send(
    new AdminCreateUserCommand({
      UserPoolId: POOL,
      Username,
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries({ given_name: 'Ada', ...values }).map(([Name, Value]) => ({
        Name,
        Value,
      })),
    }),
  );

test.each([
  [{ given_name: '' }, 'given_name: The attribute is required'],
  [{ 'custom:age': 'old' }, 'custom:age: Value must be a number'],
  [{ 'custom:age': '17' }, 'custom:age: Number must be at least 18'],
  [{ 'custom:age': '131' }, 'custom:age: Number must be no greater than 130'],
  [{ 'custom:beta': 'yes' }, 'custom:beta: Value must be true or false'],
  [{ 'custom:joined': 'today' }, 'custom:joined: Value must be a date'],
  [{ 'custom:team': 'a' }, 'custom:team: String must be at least 2 characters long'],
  [{ 'custom:team': 'abcdef' }, 'custom:team: String must be no longer than 5 characters'],
  [{ birthdate: '1815' }, 'birthdate: String must be at least 10 characters long'],
  [{ 'custom:none': 'x' }, 'custom:none: Attribute does not exist in the schema.'],
  [{ phone_number: '0123' }, 'Invalid phone number format.'],
])('a user with %j is refused', async (values, message) => {
  const refused = await refusal(create(values));
  expect(refused.name).toBe('InvalidParameterException');
  expect(refused.message).toContain(message);
});

test('values that fit the schema are taken', async () => {
  const values = { 'custom:age': '36', 'custom:beta': 'true', 'custom:joined': '2026-01-01' };
  await expect(create(values)).resolves.toBeDefined();
});

describe('ListUsers', () => {
  const list = (request: { Filter?: string; AttributesToGet?: string[] }) =>
    cognito.sdk.send(new ListUsersCommand({ UserPoolId: POOL, ...request }));

  test('filters by status, of the account and of the user', async () => {
    const Username = 'disabled@example.com';
    await create({}, Username);
    await cognito.sdk.send(new AdminDisableUserCommand({ UserPoolId: POOL, Username }));
    const emails = async (Filter: string) =>
      ((await list({ Filter })).Users ?? []).map(
        ({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value,
      );
    expect(await emails('status = "Disabled"')).toEqual([Username]);
    expect(await emails('status = "Enabled"')).not.toContain(Username);
    expect(await emails('cognito:user_status = "CONFIRMED"')).toEqual([]);
    expect(await emails('cognito:user_status = "FORCE_CHANGE_PASSWORD"')).toContain(Username);
  });

  test('gives the attributes that are asked for, and refuses one that the pool lacks', async () => {
    await create({}, 'asked@example.com');
    const { Users } = await list({
      Filter: 'email = "asked@example.com"',
      AttributesToGet: ['email'],
    } as Parameters<typeof list>[0]);
    expect(Users?.[0]?.Attributes).toEqual([{ Name: 'email', Value: 'asked@example.com' }]);
    expect(await refusal(list({ AttributesToGet: ['custom:none'] }))).toEqual({
      name: 'InvalidParameterException',
      message: 'One or more requested attributes do not exist.',
    });
  });
});

test('a client reads the attributes that it may read, in the account and in the ID token', async () => {
  const email = 'read@example.com';
  await create({ 'custom:age': '36', locale: 'de' }, email);
  await cognito.setPassword(email);
  const { AuthenticationResult } = await cognito.initiate(
    'USER_PASSWORD_AUTH',
    { USERNAME: email, PASSWORD },
    'reader',
  );
  const { AccessToken, IdToken } = AuthenticationResult ?? {};
  const { UserAttributes = [] } = await cognito.sdk.send(new GetUserCommand({ AccessToken }));
  expect(UserAttributes.map(({ Name }) => Name).sort()).toEqual(['email', 'given_name', 'sub']);
  expect(claims(IdToken)).toMatchObject({ email, given_name: 'Ada' });
  expect(claims(IdToken)).not.toHaveProperty('custom:age');
  expect(claims(IdToken)).not.toHaveProperty('locale');
});

test('a pool is deleted once its protection is off, and its clients and users with it', async () => {
  const remove = () => cognito.sdk.send(new DeleteUserPoolCommand({ UserPoolId: POOL }));
  const refused = await refusal(remove());
  expect(refused.name).toBe('InvalidParameterException');
  expect(refused.message).toContain('deletion protection is activated');
  await cognito.sdk.send(
    new UpdateUserPoolCommand({ UserPoolId: POOL, DeletionProtection: 'INACTIVE' }),
  );
  await remove();
  const client = { UserPoolId: POOL, ClientId: 'reader' };
  const gone = [
    cognito.sdk.send(new DescribeUserPoolCommand({ UserPoolId: POOL })),
    cognito.sdk.send(new DescribeUserPoolClientCommand(client)),
    cognito.initiate('USER_PASSWORD_AUTH', { USERNAME: 'x', PASSWORD }, 'reader'),
  ];
  const refusals = await Promise.all(gone.map(refusal));
  for (const { name } of refusals) expect(name).toBe('ResourceNotFoundException');
});
