// The playground in the Chromium of the registry. Rate: iterations a second. Goals: training in the page's worker takes
// at most 1.1 of the time that it takes in Node, in one run; first paint under a second, first step within 300 ms of
// pressing the button.
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { quartilesOf } from '../src/benchmark/quartiles.js';
import { clusters } from '../src/data/clusters.js';
import { fit } from '../src/jobs/fit.js';
import { launchChromium, serve } from '../test/browser/headless.js';
import type { Bench } from './bench.js';
import { type Contender, race } from './measure.js';
import { paperModel } from './problem.js';
import { limit, type Row, ratioRow, timeRow } from './row.js';

const name = 'browser';
const folder = fileURLToPath(new URL('../dist/playground', import.meta.url));

/** Of the training that is compared: the paper's, and long enough that a frame of the screen does not count. */
const ITERATIONS = 2000;
const settings = { iterations: ITERATIONS, learningRate: 0.01, seed: 7, evaluateEvery: 40 };
const entrant = `data=clusters&data-seed=1&corners=grid&run=1+1+20+0+0.01+mse+${ITERATIONS}+7`;

/** How often the page is opened anew. */
const VISITS = 7;

async function visit(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${address}/#race?${entrant}`);
  await page.waitForSelector('button.main');
  // What a reader takes at least to find the button.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return page;
}

/** Presses the main button; milliseconds until the run's words say what they are to say. */
function pressed(page: Page, wanted: string): Promise<number> {
  return page.evaluate(
    (pattern) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        // Functions without names: the runner adds calls to those that have one, which a page does not know.
        new MutationObserver((_, observer) => {
          if (!new RegExp(pattern).test(document.querySelector('.run')?.textContent ?? '')) return;
          observer.disconnect();
          resolve(performance.now() - start);
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
        document.querySelector<HTMLElement>('button.main')?.click();
      }),
    wanted,
  );
}

async function paintOf(page: Page): Promise<number> {
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
}

/** Takes the run back to its start. */
async function restarted(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('[aria-label="Restart Bell-1"]')?.click());
  await page.waitForSelector('.run[data-phase=ready]');
}

function milliseconds(what: string, samples: readonly number[], most: number): Row {
  const { median, lower, upper } = quartilesOf(samples);
  const goal = limit(median, { most });
  return { bench: name, what, value: median, unit: 'ms', quartiles: [lower, upper], rate: null, goal };
}

export const browser: Bench = {
  name,
  title: "The playground: training in the page's worker against Node, depth 20, batch 768, one ebit",
  async run({ effort }) {
    const served = await serve(folder);
    const chromium = await launchChromium();
    try {
      const paints: number[] = [];
      const firsts: number[] = [];
      for (let count = 0; count < VISITS; count++) {
        const page = await visit(chromium, served.address);
        paints.push(await paintOf(page));
        firsts.push(await pressed(page, '(training|done), (?!0 )'));
        await page.close();
      }
      const page = await visit(chromium, served.address);
      const { training, validation } = clusters({ seed: 1 });
      const model = paperModel({ ebits: 1, depth: 20 });
      const contenders: Contender[] = [
        {
          name: 'node',
          async sample() {
            const start = performance.now();
            await fit(model, training, { ...settings, validation });
            return (performance.now() - start) * 1000;
          },
        },
        {
          name: 'page',
          async sample() {
            const taken = await pressed(page, 'done,');
            await restarted(page);
            return taken * 1000;
          },
        },
      ];
      await race(contenders, 1);
      const samples = await race(contenders, Math.min(9, effort.rounds));
      const work = { count: ITERATIONS, unit: 'iterations/s' };
      return [
        timeRow(name, `fit of ${ITERATIONS} iterations with 1024 validation rows, Node`, samples.node, work),
        timeRow(name, "the same in the page's worker, from button to result", samples.page, work),
        ratioRow(name, "  the page's / Node's", samples.page, samples.node, { most: 1.1 }),
        milliseconds('first contentful paint', paints, 1000),
        milliseconds('first training step shown, from the button', firsts, 300),
      ];
    } finally {
      await chromium.close();
      await served.close();
    }
  },
};
