import type { AppConfig } from '../../web/src/app/app-config';
import type { Settings } from '../settings/settings';

type Pool = Pick<AppConfig, 'region' | 'userPoolId' | 'userPoolClientId' | 'userPoolEndpoint'>;

/** The web app's `/config.json`. */
export function webConfig(settings: Settings, pool: Pool): AppConfig {
  const { productName, brandColor, logo, supportAddress, claimName, recovery } = settings;
  return {
    ...pool,
    productName,
    brandColor,
    ...(logo && { logo }),
    ...(supportAddress && { supportAddress }),
    claimName,
    selfSignUp: settings.selfSignUp === 'yes',
    recovery,
  };
}
