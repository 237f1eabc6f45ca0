import { parseSettings } from '../../../infra/settings/settings';
import { webConfig } from '../../../infra/hosting/web-config';
import { readConfig } from '../../../web/src/app/config';

const pool = { region: 'eu-central-1', userPoolId: 'eu-central-1_x', userPoolClientId: 'client' };

test('the app reads what the deployment writes', () => {
  expect(readConfig(webConfig(parseSettings({}), pool))).toEqual({
    ...pool,
    productName: 'Email MFA',
    brandColor: '#3454d1',
    claimName: 'email_mfa',
    selfSignUp: true,
    recovery: 'email',
  });
  const settings = parseSettings({
    selfSignUp: 'no',
    recovery: 'admin',
    logo: '/logo.svg',
    supportAddress: 'help@example.com',
  });
  expect(readConfig(webConfig(settings, pool))).toMatchObject({
    selfSignUp: false,
    recovery: 'admin',
    logo: '/logo.svg',
    supportAddress: 'help@example.com',
  });
});

test.each([undefined, null, {}, { ...pool, productName: '' }])('%j is refused', (value) => {
  expect(() => readConfig(value)).toThrow(/^config\.json lacks/);
});
