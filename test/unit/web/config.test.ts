import { parseSettings } from '../../../infra/settings/settings';
import { webConfig } from '../../../infra/hosting/web-config';
import { readConfig } from '../../../web/src/app/config';

const pool = { region: 'eu-central-1', userPoolId: 'eu-central-1_x', userPoolClientId: 'client' };

test('the app reads what the deployment writes', () => {
  expect(readConfig(webConfig(parseSettings({}), pool))).toEqual({
    ...pool,
    productName: 'Email MFA',
    brandColor: '#3454d1',
    sender: 'login@example.com',
    passwordPolicy: {
      minLength: 12,
      uppercase: true,
      lowercase: true,
      number: true,
      symbol: false,
    },
    claimName: 'email_mfa',
    addressHold: 24,
    selfSignUp: true,
    recovery: 'email',
  });
  const chosen = {
    recovery: 'admin',
    logo: '/logo.svg',
    supportAddress: 'help@example.com',
    supportUrl: 'https://example.com/help',
    termsUrl: 'https://example.com/terms',
    privacyUrl: 'https://example.com/privacy',
  };
  const settings = parseSettings({ ...chosen, selfSignUp: 'no' });
  expect(readConfig(webConfig(settings, pool))).toMatchObject({ ...chosen, selfSignUp: false });
});

const complete = webConfig(parseSettings({}), pool);
test.each([
  undefined,
  null,
  {},
  { ...complete, productName: '' },
  { ...complete, passwordPolicy: undefined },
])('%j is refused', (value) => {
  expect(() => readConfig(value)).toThrow(/^config\.json lacks/);
});
