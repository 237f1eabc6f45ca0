import type { RememberBrowser } from '../public-parameters';
import { DAY } from '../limits/rules';
import { requiredEnv, requiredInteger } from './environment';

/** How browsers are remembered, as deployed. */
export interface RememberSettings {
  mode: RememberBrowser;
  /** Milliseconds. */
  duration: number;
  /** Whether an email tells the user. */
  notice: boolean;
}

export const readRememberMode = () => requiredEnv('REMEMBER_BROWSER') as RememberBrowser;

export const readRemember = (): RememberSettings => ({
  mode: readRememberMode(),
  duration: requiredInteger('REMEMBER_DAYS') * DAY,
  notice: requiredEnv('REMEMBER_NOTICE') === 'yes',
});
