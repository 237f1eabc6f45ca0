import { join } from 'node:path';

const WEB = join(__dirname, '..', '..', 'web');

/** Bytes of code, before they are minified, in the script that the page starts with, by package. */
export async function entryParts(): Promise<Map<string, number>> {
  const { build } = await import('vite');
  const parts = new Map<string, number>();
  await build({
    root: WEB,
    configFile: join(WEB, 'vite.config.mts'),
    logLevel: 'error',
    build: { write: false },
    plugins: [
      {
        name: 'parts',
        generateBundle(_, bundle) {
          for (const chunk of Object.values(bundle)) {
            if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
            for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
              parts.set(packageOf(id), (parts.get(packageOf(id)) ?? 0) + renderedLength);
            }
          }
        },
      },
    ],
  });
  return parts;
}

function packageOf(id: string): string {
  const [, name = 'own code'] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id) ?? [];
  return name;
}
