import { launchBrowser } from '../../support/browser';
import { startStack } from '../../support/stack';
import { entryParts } from '../app-parts';
import { compressingProxy } from '../compressing-proxy';
import { CPU_SLOWDOWN, firstLoad, type Asset, type FirstLoad } from '../first-load';
import { kilobytes, median, tenths, type Run, type Section } from '../report';

/** Bytes of the sign-in page's first load, and the times until a person can type and send on a throttled phone. */
export async function web({ quick, progress }: Run): Promise<Section[]> {
  progress('web: starting a stack');
  const { facts, stop } = await startStack({ web: true });
  const hosted = await compressingProxy(String(facts.endpoints.app));
  const browser = await launchBrowser();
  try {
    const runs = quick ? 2 : 10;
    // Once before, so that every file is compressed.
    const { assets } = await firstLoad(browser, hosted.endpoint);
    const loads: FirstLoad[] = [];
    for (let run = 0; run < runs; run++) {
      progress(`web: load ${run + 1} of ${runs}`);
      loads.push(await firstLoad(browser, hosted.endpoint));
    }
    progress('web: what is in the script');
    return [weightSection(assets), partsSection(await entryParts()), timeSection(loads)];
  } finally {
    await browser.close();
    await hosted.close();
    await stop();
  }
}

function weightSection(assets: Asset[]): Section {
  const rows = assets
    .sort((a, b) => b.gzip - a.gzip)
    .map(({ name, bytes, gzip, brotli }) => [name, ...[bytes, gzip, brotli].map(kilobytes)]);
  const total = (of: 'bytes' | 'gzip' | 'brotli') =>
    kilobytes(assets.reduce((sum, asset) => sum + asset[of], 0));
  return {
    title: 'First load of the sign-in page',
    head: ['part', 'kB', 'kB gzip', 'kB Brotli'],
    rows: [...rows, ['in all', total('bytes'), total('gzip'), total('brotli')]],
    runs: 1,
    notes: [
      'What the browser asked for until the page had loaded; compressed sizes computed here.',
    ],
  };
}

const PARTS_SHOWN = 8;

function partsSection(parts: Map<string, number>): Section {
  const all = [...parts].sort(([, a], [, b]) => b - a);
  const inAll = all.reduce((sum, [, bytes]) => sum + bytes, 0);
  const rest = all.slice(PARTS_SHOWN).reduce((sum, [, bytes]) => sum + bytes, 0);
  const row = ([name, bytes]: [string, number]) => [
    name,
    kilobytes(bytes),
    tenths((bytes / inAll) * 100),
  ];
  return {
    title: 'What the page’s first script is made of',
    head: ['package', 'kB before it is minified', '%'],
    rows: [...all.slice(0, PARTS_SHOWN), ['all others', rest] as [string, number]].map(row),
    runs: 1,
    notes: [],
  };
}

function timeSection(loads: FirstLoad[]): Section {
  const row = (name: string, times: number[]) => [
    name,
    tenths(median(times)),
    tenths(Math.max(...times)),
  ];
  return {
    title: 'Sign-in page on a throttled phone',
    head: ['ms until a person can', 'median', 'slowest'],
    rows: [
      row(
        'type',
        loads.map(({ typeable }) => typeable),
      ),
      row(
        'send',
        loads.map(({ sendable }) => sendable),
      ),
    ],
    runs: loads.length,
    notes: [
      `CPU slowed ${CPU_SLOWDOWN} times, 150 ms round trip, 1.6 Mbit/s (Lighthouse’s “Slow 4G”), Brotli. Measured inside the page, at each frame.`,
    ],
  };
}
