import type { Browser } from 'playwright-core';
import { gzipSync } from 'node:zlib';
import { compressed } from './compressing-proxy';

/** A mid-range phone on a slow mobile network, the profile that Lighthouse uses for "Slow 4G". */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
export const CPU_SLOWDOWN = 4;

export interface Asset {
  name: string;
  bytes: number;
  gzip: number;
  brotli: number;
}

export interface FirstLoad {
  /** Milliseconds from the request of the page to the first frame with a field that can be typed into. */
  typeable: number;
  /** To the first frame with a button that sends. */
  sendable: number;
  assets: Asset[];
}

/**
 * Loads a sign-in page on a throttled phone. It is measured inside the page, at each frame, as the driver's own
 * questions come late. The context is a fresh one, so that nothing is cached.
 */
export async function firstLoad(browser: Browser, url: string): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    const bodies: Promise<Asset | undefined>[] = [];
    page.on('response', (response) => {
      const weigh = async () => {
        const body = await response.body();
        const sizes = { gzip: gzipSync(body).length, brotli: compressed(body).length };
        return { name: new URL(response.url()).pathname, bytes: body.length, ...sizes };
      };
      // What comes after the page is closed does not count.
      bodies.push(weigh().catch(() => undefined));
    });
    await page.addInitScript(WATCH_FRAMES);
    const told = page.waitForEvent('console', (message) => message.text().startsWith(TOLD));
    await page.goto(url, { waitUntil: 'commit' });
    const [typeable = NaN, sendable = NaN] = (await told).text().match(/\d+/g)?.map(Number) ?? [];
    await page.waitForLoadState('networkidle');
    return {
      typeable,
      sendable,
      assets: (await Promise.all(bodies)).filter((asset) => asset !== undefined),
    };
  } finally {
    await context.close();
  }
}

/** What the page writes to the console when it has both times. */
const TOLD = 'first-load';

/** Runs in the page. A text, because the page has types and names of its own. */
const WATCH_FRAMES = `(() => {
  const usable = (selector) =>
    [...document.querySelectorAll(selector)].some(
      (element) =>
        element.checkVisibility() && !element.disabled && element.ariaDisabled !== 'true',
    );
  let typeable = 0;
  const look = () => {
    if (!typeable && usable('input[name=username]')) typeable = Math.round(performance.now());
    if (!usable('#app button[type=submit]')) return requestAnimationFrame(look);
    console.info('${TOLD}', typeable, Math.round(performance.now()));
  };
  requestAnimationFrame(look);
})()`;
