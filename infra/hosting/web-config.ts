import type { AppConfig } from '../../web/src/app/app-config';
import { PASSWORD_POLICY } from '../settings/password-policy';
import type { Settings } from '../settings/settings';

type Pool = Pick<
  AppConfig,
  'region' | 'userPoolId' | 'userPoolClientId' | 'userPoolEndpoint' | 'accountApi'
>;

/** The web app's `/config.json`. */
export function webConfig(settings: Settings, pool: Pool): AppConfig {
  const { productName, brandColor, sender, claimName, recovery } = settings;
  const { logo, supportAddress, supportUrl, termsUrl, privacyUrl } = settings;
  return {
    ...pool,
    productName,
    brandColor,
    ...(logo && { logo }),
    ...(supportAddress && { supportAddress }),
    ...(supportUrl && { supportUrl }),
    ...(termsUrl && { termsUrl }),
    ...(privacyUrl && { privacyUrl }),
    sender,
    passwordPolicy: PASSWORD_POLICY,
    claimName,
    addressHold: settings.addressHold,
    selfSignUp: settings.selfSignUp === 'yes',
    recovery,
  };
}
