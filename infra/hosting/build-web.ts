import { join } from 'node:path';

const WEB = join(__dirname, '..', '..', 'web');

/** Builds the web app. @throws Rollup's error, with file and line, if the build fails */
export async function buildWeb(outDir: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: WEB,
    configFile: join(WEB, 'vite.config.mts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
}
