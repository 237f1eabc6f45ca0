import { resolve } from 'node:path';
import { buildWeb } from '../hosting/build-web';
import { securityHeaders } from '../hosting/security-headers';
import { webConfig } from '../hosting/web-config';
import { parseSettings } from '../settings/settings';
import type { StackOptions } from './local-stack';
import { synthesize } from './synthesize';
import { DEMO_USER } from './users';

export interface OwnAppOptions {
  /** As with `cdk synth -c name=value`. */
  settings: Record<string, string>;
  /** Module of the CDK app; infra/app.ts if omitted. */
  app?: string | undefined;
  /** Whether to build and serve the page; a folder: serve what is built there. */
  web: boolean | string;
}

/**
 * This repository's CDK app and page, for a local stack.
 * @throws SettingError if a setting is not allowed
 */
export function ownApp({
  settings,
  app,
  web,
}: OwnAppOptions): Pick<StackOptions, 'load' | 'page' | 'users'> {
  const parsed = parseSettings(settings);
  const page: StackOptions['page'] = {
    build: async (outdir) => {
      if (typeof web === 'string') return resolve(web);
      await buildWeb(outdir);
      return outdir;
    },
    config: (pool) => ({ ...webConfig(parsed, pool), ...pool }),
    headers: securityHeaders,
  };
  return {
    load: (outdir) => synthesize(settings, outdir, app && resolve(app)),
    users: [DEMO_USER],
    ...(web && { page }),
  };
}
