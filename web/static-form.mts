import { buildSync } from 'esbuild';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { START_TEXTS, type StartLanguage, type StartWords } from './src/app/start/words';
import { languageOf, PAGE_LANGUAGES, type Language } from './src/vue/language/languages';

const BOOT = join(import.meta.dirname, 'src', 'app', 'start', 'boot.ts');
const TEXTS = /\/language\/([a-z]{2})\.ts$/;

/**
 * Builds the script that runs before the app into a file of its own, as the Content-Security-Policy allows no
 * script inside the page, and puts it right after the form in index.html. Its words come from the language files.
 */
export function staticForm(): Plugin {
  let script = '';
  let english: StartWords;
  return {
    name: 'static-form',
    async buildStart() {
      const languages = await startLanguages();
      english = (languages['en'] as StartLanguage).words;
      const code = compile(languages);
      const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
      script = `assets/start-${hash}.js`;
      this.emitFile({ type: 'asset', fileName: script, source: code });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        // Without it, as on the development server, the page shows its skeleton until the app runs.
        if (!bundle) return html;
        const texts = Object.values(bundle).flatMap((part) => {
          const [, code] = (part.type === 'chunk' && TEXTS.exec(part.facadeModuleId ?? '')) || [];
          return code ? [[code, `/${part.fileName}`]] : [];
        });
        const map = JSON.stringify(Object.fromEntries(texts)).replaceAll('"', '&quot;');
        return html
          .replace(/(data-text="([^"]+)"[^>]*>)/g, (_, tag: string, key: keyof StartWords) => {
            return `${tag}${english[key]}`;
          })
          .replace('<div id="app"', `<script src="/${script}" data-texts="${map}"></script>$&`);
      },
    },
  };
}

async function startLanguages(): Promise<Record<string, StartLanguage>> {
  const codes = Object.keys(PAGE_LANGUAGES) as Language[];
  const entries = codes.map(async (code) => {
    const { load, direction = 'ltr' } = languageOf(code);
    const texts = await load();
    const words = Object.fromEntries(START_TEXTS.map((key) => [key, texts[key]])) as StartWords;
    return [code, { words, direction } satisfies StartLanguage];
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<string, StartLanguage>;
}

function compile(languages: Record<string, StartLanguage>): string {
  const { outputFiles } = buildSync({
    entryPoints: [BOOT],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    charset: 'utf8',
    target: 'es2022',
    define: { LANGUAGES: JSON.stringify(languages) },
  });
  return outputFiles[0]?.text ?? '';
}
