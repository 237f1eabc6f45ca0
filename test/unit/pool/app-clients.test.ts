import fc from 'fast-check';
import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import { judge, readAppClient, type Guard } from '../../../infra/pool/app-clients';

const GUARDED: Guard = {
  installed: true,
  unguardedClients: ['free'],
  bindsPass: true,
  hasDomain: true,
};
const NO_GUARD: Guard = { ...GUARDED, installed: false };
const verdict = (client: UserPoolClientType, guard = GUARDED) => {
  const { state, withoutCode } = judge(readAppClient({ ClientId: 'c', ...client }), guard);
  return [state, ...withoutCode];
};
const flows = (...ExplicitAuthFlows: string[]) => ({ ExplicitAuthFlows }) as UserPoolClientType;
const oauth = (...AllowedOAuthFlows: string[]) =>
  ({
    ...flows('ALLOW_REFRESH_TOKEN_AUTH'),
    AllowedOAuthFlows,
    AllowedOAuthFlowsUserPoolClient: true,
  }) as UserPoolClientType;

test.each([
  ['ours', flows('ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'), ['code']],
  ['SRP', flows('ALLOW_USER_SRP_AUTH'), ['guarded', 'password (SRP)']],
  ['a plain password', flows('ALLOW_USER_PASSWORD_AUTH'), ['guarded', 'password']],
  [
    'a password by an admin',
    flows('ALLOW_ADMIN_USER_PASSWORD_AUTH'),
    ['guarded', 'password (admin API)'],
  ],
  ['choice-based sign-in', flows('ALLOW_USER_AUTH'), ['guarded', 'choice of factor']],
  ['managed login', oauth('code'), ['guarded', 'managed login']],
  ['the implicit flow', oauth('implicit'), ['guarded', 'managed login']],
  ['machines', oauth('client_credentials'), ['none']],
  ['nobody', flows('ALLOW_REFRESH_TOKEN_AUTH'), ['none']],
  ['Cognito’s defaults', {}, ['guarded', 'password (SRP)']],
  [
    'the older names',
    flows('ADMIN_NO_SRP_AUTH'),
    ['guarded', 'password (SRP)', 'password (admin API)'],
  ],
  [
    'the older name of passwords',
    flows('CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH'),
    ['guarded', 'password'],
  ],
  ['the older name of custom auth', flows('CUSTOM_AUTH_FLOW_ONLY'), ['code']],
])('a client for %s', (_name, client, expected) => {
  expect(verdict(client)).toEqual(expected);
});

test('OAuth that is configured and not allowed is no way in', () => {
  const client = { ...oauth('code'), AllowedOAuthFlowsUserPoolClient: false };
  expect(verdict(client)).toEqual(['none']);
});

test('managed login is no way in without a domain', () => {
  expect(verdict(oauth('code'), { ...GUARDED, hasDomain: false })).toEqual(['none']);
});

test.each([
  ['without the guard', { ClientId: 'c' }, NO_GUARD],
  ['that the settings leave unguarded', { ClientId: 'free' }, GUARDED],
])('a client %s is open', (_name, id, guard) => {
  expect(verdict({ ...flows('ALLOW_USER_SRP_AUTH'), ...id }, guard)).toEqual([
    'open',
    'password (SRP)',
  ]);
  // The first password of a user that an admin made may yield tokens before any challenge.
  expect(verdict({ ...flows('ALLOW_CUSTOM_AUTH'), ...id }, guard)).toEqual([
    'open',
    'first password',
  ]);
  expect(verdict({ ...oauth('client_credentials'), ...id }, guard)).toEqual(['none']);
});

test('no client is open that the guard covers, and every one that signs people in is without it', () => {
  const anyFlow = fc.constantFrom(
    ...['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
    ...['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(anyFlow),
      fc.subarray(['code', 'implicit', 'client_credentials']),
      fc.boolean(),
      fc.boolean(),
      (explicit, oauthFlows, byOAuth, hasDomain) => {
        const client = {
          ...flows(...explicit),
          AllowedOAuthFlows: oauthFlows,
          AllowedOAuthFlowsUserPoolClient: byOAuth,
        } as UserPoolClientType;
        const [covered] = verdict(client, { ...GUARDED, hasDomain });
        const [bare] = verdict(client, { ...NO_GUARD, hasDomain });
        expect(covered).not.toBe('open');
        expect(bare).toBe(covered === 'none' ? 'none' : 'open');
      },
    ),
  );
});

describe('a client that allows password sign-in beside the code', () => {
  const mixed = flows('ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH');

  // Fails if such a client counts as guarded without the binding: a password alone then takes the tokens of others.
  test('is open where tokens are not bound to the request with the code', () => {
    expect(verdict(mixed, { ...GUARDED, bindsPass: false })).toEqual(['open', 'password']);
    expect(verdict(mixed)).toEqual(['guarded', 'password']);
  });
  test('is needed for that: each way by itself gets no pass of the other', () => {
    for (const one of [
      flows('ALLOW_CUSTOM_AUTH'),
      flows('ALLOW_USER_PASSWORD_AUTH'),
      oauth('code'),
    ]) {
      expect(verdict(one, { ...GUARDED, bindsPass: false })).not.toContain('open');
    }
  });
});

describe('an unguarded client for users of external providers', () => {
  const google = { ...oauth('code'), ClientId: 'free', SupportedIdentityProviders: ['Google'] };

  test('is not open: nobody with a password can use it', () => {
    expect(verdict(google)).toEqual(['federated', 'managed login']);
  });
  test.each<[string, UserPoolClientType]>([
    ['users of the pool too', { SupportedIdentityProviders: ['Google', 'COGNITO'] }],
    ['a password flow', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }],
    ['custom auth', { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] }],
    ['no named provider', { SupportedIdentityProviders: [] }],
  ])('is open with %s', (_, change) => {
    expect(verdict({ ...google, ...change })[0]).toBe('open');
  });
  test('says nothing where the guard is missing', () => {
    expect(verdict({ ...google, ClientId: 'other' }, NO_GUARD)[0]).toBe('open');
  });
});

test('what Cognito leaves out has its defaults', () => {
  expect(readAppClient({ ClientId: 'c' })).toEqual({
    clientId: 'c',
    name: '',
    authFlows: ['REFRESH_TOKEN_AUTH', 'USER_SRP_AUTH', 'CUSTOM_AUTH'],
    oauthFlows: [],
    identityProviders: [],
    hidesUnknownUsers: false,
    authSessionValidity: 3,
  });
});
