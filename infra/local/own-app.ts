import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildWeb } from '../hosting/build-web';
import { securityHeaders } from '../hosting/security-headers';
import { webConfig } from '../hosting/web-config';
import { pageBuiltOnce } from '../packaging/build-cache';
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
      // A copy: what is cached is removed after a day, and a stack may run longer.
      cpSync(await pageBuiltOnce(buildWeb), outdir, { recursive: true });
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
