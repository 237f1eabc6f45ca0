import type { PageConfig } from '../vue/config';

/** `/config.json`: what the page learns when it starts, not when it is built. The CDK app writes it. */
export interface AppConfig extends PageConfig {
  userPoolId: string;
  userPoolClientId: string;
}
