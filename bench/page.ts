// The page as `ebit playground` serves it, in the Chromium of the registry: how soon something is seen, and how smoothly it
// moves. Goals: first paint within 0.3 s, and within 1 s where the processor is slowed four times behind a fast 4G line; the
// scripts of the scenes under 120 kB compressed; fifteen runs training at 45 frames a second; no task of the page's own thread
// over 200 ms; a table of 10 MB dropped without a frame that waits.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'puppeteer-core';
import { quartilesOf } from '../src/benchmark/quartiles.js';
import { pageServer } from '../src/cli/page-server.js';
import { sceneNames } from '../src/playground/scene-names.js';
import { launchChromium } from '../test/browser/headless.js';
import { dragFile, letGo } from '../test/browser/playground-page.js';
import type { Bench } from './bench.js';
import { limit, missingRow, type Row } from './row.js';

const name = 'page';
const folder = fileURLToPath(new URL('../dist/playground', import.meta.url));

/** A fast 4G line as Chrome's own tools take it: 9 Mbit/s of which nine tenths arrive, and 60 ms that count 2.75 times. */
const FAST_4G = {
  offline: false,
  latency: 60 * 2.75,
  downloadThroughput: (9e6 * 0.9) / 8,
  uploadThroughput: (1.5e6 * 0.9) / 8,
};

/** How many times the processor is slowed. */
const SLOWED = 4;

interface Seen {
  /** When the first words were there, in ms from the start of the visit. */
  readonly paint: number;
  /** When the scene itself was. */
  readonly scene: number;
}

/** Opens the page in a window that has nothing of it yet. */
async function firstVisit(browser: Browser, address: string, isSlow: boolean): Promise<Seen> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  if (isSlow) {
    const client = await page.createCDPSession();
    await client.send('Network.enable');
    await client.send('Network.emulateNetworkConditions', FAST_4G);
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  }
  await page.evaluateOnNewDocument(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('.stage') === null) return;
      performance.mark('scene');
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true });
  });
  await page.goto(`${address}/`);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  await page.waitForSelector('.stage');
  const seen = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    scene: performance.getEntriesByName('scene')[0].startTime,
  }));
  await context.close();
  return seen;
}

interface Motion {
  readonly framesPerSecond: number;
  /** The longest time between two frames, in ms. */
  readonly longestGap: number;
  /** The longest task over 50 ms, in ms; 0 where there was none. */
  readonly longestTask: number;
}

/** A text, since the runner adds calls to functions that have a name, which a page does not know. */
const WATCH = `
  globalThis.motion = { tasks: [], frames: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) motion.tasks.push(duration);
  }).observe({ type: 'longtask' });
  const next = (time) => {
    motion.frames.push(time);
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
`;

async function motionOf(page: Page): Promise<Motion> {
  const { tasks, frames } = await page.evaluate(
    () => (globalThis as unknown as { motion: { tasks: number[]; frames: number[] } }).motion,
  );
  const gaps = frames.slice(1).map((time, i) => time - frames[i]);
  return {
    framesPerSecond: ((frames.length - 1) * 1000) / (frames[frames.length - 1] - frames[0]),
    longestGap: Math.max(...gaps),
    longestTask: Math.max(0, ...tasks),
  };
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Watches a page while something is done with it and for a while after. */
async function motionWhile(
  browser: Browser,
  address: string,
  seconds: number,
  act: (page: Page) => Promise<unknown>,
): Promise<Motion> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  await page.goto(address);
  await page.waitForSelector('.stage, [role=tab]');
  await page.evaluate(WATCH);
  await act(page);
  await wait(1000 * seconds);
  const motion = await motionOf(page);
  await page.close();
  return motion;
}

/** A table of about 10 MB, or a share of it: forty columns of numbers, and a label. */
function largeTable(share: number): string {
  const heads = Array.from({ length: 40 }, (_, i) => `x${i}`);
  const row = (n: number) => heads.map((_, i) => ((n * 31 + i * 17) % 1000) / 1000).join(',');
  return [
    [...heads, 'label'].join(','),
    ...Array.from({ length: Math.round(41_500 * share) }, (_, n) => `${row(n)},${n % 2 === 0 ? 'a' : 'b'}`),
  ].join('\n');
}

type Limit = { readonly most?: number; readonly least?: number };

function measured(what: string, unit: Row['unit'], samples: readonly number[], goal: Limit): Row {
  const { median, lower, upper } = quartilesOf(samples);
  return { bench: name, what, value: median, unit, quartiles: [lower, upper], rate: null, goal: limit(median, goal) };
}

/** How smoothly the race moves while it takes a large table, and the tasks that are longer than three frames. */
async function tableRows(browser: Browser, address: string, share: number): Promise<Row[]> {
  const table = largeTable(share);
  const what = `a table of ${(table.length / 1e6).toFixed(1)} MB dropped, longest time between frames`;
  try {
    const { longestGap, longestTask } = await motionWhile(browser, `${address}/#race`, 1, async (page) => {
      await page.waitForSelector('button.main');
      // Making the file is not what is measured.
      await dragFile(page, 'large.csv', table);
      await wait(1000);
      await page.evaluate('motion.frames.length = motion.tasks.length = 0;');
      await letGo(page);
      await page.waitForSelector('.deal', { timeout: 90_000 });
    });
    return [
      measured(what, 'ms', [longestGap], { most: 50 }),
      measured('  longest task', 'ms', [longestTask], { most: 50 }),
    ];
  } catch {
    return [missingRow(name, `${what}: it is not there after a minute and a half`)];
  }
}

export const page: Bench = {
  name,
  title: 'The page as it is served: what is sent, when it is seen, how it moves',
  async run({ quick }) {
    const server = createServer(pageServer(folder));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const browser = await launchChromium();
    const rows: Row[] = [];
    try {
      const scripts = gzipSync(readFileSync(join(folder, 'playground.js'))).length;
      rows.push(measured('scripts of the scenes, compressed', 'bytes', [scripts], { most: 120_000 }));
      for (const [isSlow, most] of [
        [false, 300],
        [true, 1000],
      ] as const) {
        // The first visit of all waits for the server to compress.
        await firstVisit(browser, address, isSlow);
        const visits: Seen[] = [];
        for (let count = 0; count < (quick ? 1 : 7); count++) visits.push(await firstVisit(browser, address, isSlow));
        const where = isSlow ? `, processor slowed ${SLOWED} times, fast 4G` : '';
        rows.push(
          measured(
            `first paint${where}`,
            'ms',
            visits.map(({ paint }) => paint),
            { most },
          ),
          measured(
            `first scene there${where}`,
            'ms',
            visits.map(({ scene }) => scene),
            {},
          ),
        );
      }
      const seconds = quick ? 1 : 4;
      for (const { id } of sceneNames) {
        const { longestTask } = await motionWhile(browser, `${address}/#${id}`, seconds, async () => {});
        rows.push(measured(`longest task of the scene ${id}`, 'ms', [longestTask], { most: 200 }));
      }
      const run = (seed: number) => [0, 1, 2].map((ebits) => `run=${ebits}+1+20+0+0.01+mse+20000+${seed}`).join('&');
      const fifteen = `#race?data=clusters&${[1, 2, 3, 4, 5].map(run).join('&')}`;
      const training = await motionWhile(browser, `${address}/${fifteen}`, seconds, async (one) => {
        await one.waitForSelector('button.main:not(:disabled)');
        await one.evaluate(() => document.querySelector<HTMLElement>('button.main')?.click());
      });
      rows.push(
        measured('fifteen runs training', 'frames/s', [training.framesPerSecond], { least: 45 }),
        measured('  longest task', 'ms', [training.longestTask], { most: 200 }),
      );
      rows.push(...(await tableRows(browser, address, quick ? 0.1 : 1)));
      return rows;
    } finally {
      await browser.close();
      server.closeAllConnections();
      server.close();
    }
  },
};
