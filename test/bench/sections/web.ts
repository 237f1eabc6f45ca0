import { gzipSync } from 'node:zlib';
import { launchBrowser } from '../../support/browser';
import { startStack } from '../../support/stack';
import { entryParts } from '../app-parts';
import { gzipProxy } from '../gzip-proxy';
import { kilobytes, median, tenths, type Run, type Section } from '../report';

/** A mid-range phone on a slow mobile network, the profile that Lighthouse uses for "Slow 4G". */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const CPU_SLOWDOWN = 4;

/** Bytes of the sign-in page's first load, and the time until a person can type on a throttled phone. */
export async function web({ quick, progress }: Run): Promise<Section[]> {
  progress('web: starting a stack');
  const { facts, stop } = await startStack({ web: true });
  const hosted = await gzipProxy(String(facts.endpoints.app));
  const browser = await launchBrowser();
  try {
    const runs = quick ? 2 : 10;
    const times: number[] = [];
    let loaded: Asset[] = [];
    for (let run = 0; run < runs; run++) {
      progress(`web: load ${run + 1} of ${runs}`);
      const { interactive, assets } = await firstLoad(browser, hosted.endpoint);
      times.push(interactive);
      loaded = assets;
    }
    progress('web: what is in the script');
    return [weightSection(loaded), partsSection(await entryParts()), timeSection(times)];
  } finally {
    await browser.close();
    await hosted.close();
    await stop();
  }
}

interface Asset {
  name: string;
  bytes: number;
  gzip: number;
}

/** In a fresh context, so that nothing is cached. */
async function firstLoad(
  browser: Awaited<ReturnType<typeof launchBrowser>>,
  url: string,
): Promise<{ interactive: number; assets: Asset[] }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  const bodies: Promise<Asset>[] = [];
  page.on('response', (response) => {
    const body = response.body().then((content) => ({
      name: new URL(response.url()).pathname,
      bytes: content.length,
      gzip: gzipSync(content).length,
    }));
    bodies.push(body);
  });
  const from = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  const email = page.locator('input[type="email"], input[name="username"]').first();
  await email.fill('a');
  const interactive = performance.now() - from;
  await page.waitForLoadState('networkidle');
  const assets = await Promise.all(bodies);
  await context.close();
  return { interactive, assets };
}

function weightSection(assets: Asset[]): Section {
  const rows = assets
    .sort((a, b) => b.gzip - a.gzip)
    .map(({ name, bytes, gzip }) => [name, kilobytes(bytes), kilobytes(gzip)]);
  const total = (of: 'bytes' | 'gzip') =>
    kilobytes(assets.reduce((sum, asset) => sum + asset[of], 0));
  return {
    title: 'First load of the sign-in page',
    head: ['part', 'kB', 'kB gzip'],
    rows: [...rows, ['in all', total('bytes'), total('gzip')]],
    runs: 1,
    notes: ['What the browser asked for until the page had loaded; gzip computed here.'],
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

function timeSection(times: number[]): Section {
  return {
    title: 'Sign-in page on a throttled phone',
    head: ['until a person can type, ms (median)', 'slowest'],
    rows: [[tenths(median(times)), tenths(Math.max(...times))]],
    runs: times.length,
    notes: [
      `CPU slowed ${CPU_SLOWDOWN} times, 150 ms round trip, 1.6 Mbit/s (Lighthouse’s “Slow 4G”), compressed as hosting does.`,
    ],
  };
}
