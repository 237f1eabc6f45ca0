import { join } from 'node:path';

const WEB = join(__dirname, '..', '..', 'web');

/** Builds the web app. @throws Rollup's error, with file and line, if the build fails */
export async function buildWeb(outDir: string): Promise<void> {
  const { build } = await import('vite');
  // Vite would build for development if NODE_ENV says so, as a test runner's does.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await build({
      root: WEB,
      configFile: join(WEB, 'vite.config.mts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}
