import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusters } from '../../src/data/clusters.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { angleValueText } from '../../src/playground/panels/circuit/words.js';
import { extentOf, gridRows, rowOf } from '../../src/playground/panels/data/decision-grid.js';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';
import { lookAt, openPanel, textOf } from './panel-page.js';
import { press, waitForPhase } from './playground-page.js';

/** One run of Bell-1 that is over in a second: depth 3, 60 steps, seed 7, as the race writes it into an address. */
const RACE = '?data=clusters&data-seed=1&corners=grid&run=1+1+3+0+0.05+mse+60+7';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

const open = (tab: string) => openPanel(browser, tab);

/** Trains the race's run to its end and goes to a tab. */
async function trainAndOpen(page: Page, tab: string): Promise<void> {
  await press(page, 'Train');
  await waitForPhase(page, 'done');
  await page.click(`#tab-${tab}`);
}

/** The same run in this process. */
async function trainedHere(): Promise<Model> {
  const { training } = clusters({ seed: 1 });
  const start = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 3 }), seed: 7 });
  return (await fit(start, training, { iterations: 60, learningRate: 0.05, seed: 7 })).model;
}

const pressKeys = async (page: Page, ...keys: ('ArrowDown' | 'ArrowRight' | 'End' | 'Home' | 'ArrowLeft')[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const details = (page: Page) =>
  textOf(page, '.gate-details strong').then(async (name) => [name, await textOf(page, '.gate-details p')]);

describeInChromium('the circuit panel', () => {
  it('draws the whole circuit, and names a gate, its angle and the value that training has given it', async () => {
    const watched = await open(`circuit${RACE}`);
    const { page } = watched;
    await page.waitForSelector('.circuit .gate');
    const trained = await trainedHere();
    const counted = trained.programs.reduce((sum, { embedding, trainable }) => {
      const own = embedding.kind === 'circuit' ? embedding.circuit.operations.length : 0;
      return sum + own + trainable.operations.length;
    }, 0);
    expect((await page.$$('.circuit .gate')).length).toBe(counted);
    expect(await page.$$eval('.circuit .group text', (all) => all.map((one) => one.textContent))).toEqual([
      'Embedding',
      'Conv on 4 qubits, 3 layers',
      'Pool',
      'Conv on 2 qubits, 3 layers',
      'Pool',
      'Readout',
    ]);
    expect(await textOf(page, '.circuit .shared')).toBe('1 ebit, F = 1');
    expect(await page.$eval('.network', (svg) => svg.getAttribute('aria-label'))).toBe(
      'Network of 2 parties, A, B. A – B: 1 ebit.',
    );

    // The last gate of A.3 with an angle hangs on an outcome: x1 of the last pool, the 30th of A's angles.
    const goToLast = async () => {
      await page.waitForSelector('.circuit .gate[tabindex="0"]');
      await page.evaluate(() => document.querySelector<SVGElement>('.circuit .gate[tabindex="0"]')?.focus());
      await pressKeys(page, 'Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'End', 'ArrowLeft');
      await page.waitForSelector('.circuit .gate.active');
    };
    await goToLast();
    const start = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 3 }), seed: 7 });
    expect(await details(page)).toEqual([
      'RX on A.3',
      `RX on A.3, if A.1 gave 1 · θ29 = ${angleValueText(start.parameters[29])}`,
    ]);
    const handOf = async () => {
      // A drawing that is laid out anew marks the gate again a moment later.
      const hand = await page.waitForSelector('.circuit .gate.active .hand');
      return hand?.evaluate((one) => one.getAttribute('transform'));
    };
    expect(await handOf()).toBe(`rotate(${((start.parameters[29] * 180) / Math.PI).toFixed(1)})`);

    await page.click('#tab-race');
    await trainAndOpen(page, 'circuit');
    await goToLast();
    expect((await details(page))[1]).toContain(`θ29 = ${angleValueText(trained.parameters[29])}`);
    expect(await handOf()).toBe(`rotate(${((trained.parameters[29] * 180) / Math.PI).toFixed(1)})`);

    // A data angle has its value at a row.
    await page.hover('[aria-label="RZ on A.0, angle a1"]');
    const { rows } = clusters({ seed: 1 }).training;
    expect((await details(page))[1]).toBe(`RZ on A.0 · a1 = ${angleValueText(rows[0])} at training row 1`);
    await lookAt(watched, 'circuit');
    await page.close();
  });

  it('turns the hands while a run trains, and draws nothing anew', async () => {
    const { page, faults } = await open('race?data=clusters&run=1+1+3+0+0.01+mse+50000+7');
    await press(page, 'Train');
    await page.click('#tab-circuit');
    const gate = '.circuit [aria-label="RX on A.0, angle θ0"]';
    await page.waitForSelector(gate);
    await page.hover(gate);
    const first = await page.$eval(`${gate} .hand`, (hand) => {
      hand.setAttribute('data-marked', 'yes');
      return hand.getAttribute('transform');
    });
    await page.waitForFunction(
      (selector, old) => document.querySelector(`${selector} .hand`)?.getAttribute('transform') !== old,
      {},
      gate,
      first,
    );
    expect(await page.$eval(`${gate} .hand`, (hand) => hand.getAttribute('data-marked'))).toBe('yes');
    const value = await textOf(page, '.angle-value');
    await page.waitForFunction((old) => document.querySelector('.angle-value')?.textContent !== old, {}, value);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('folds long rows of layers, and unfolds them by a key', async () => {
    const { page, faults } = await open('circuit?data=clusters&run=0+1+20+0+0.01+mse+60+7');
    await page.waitForSelector('.circuit .fold');
    const count = () => page.$$eval('.circuit .gate', (all) => all.length);
    const folded = await count();
    await page.evaluate(() => document.querySelector<SVGElement>('.circuit .fold')?.focus());
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.circuit .fold') === null);
    // 18 layers of 20 operations, then of 5, on both sides.
    expect(await count()).toBe(folded + 2 * 18 * 25);
    const scrolls = await page.$eval('.circuit-scroll', (box) => box.scrollWidth > 4 * box.clientWidth);
    expect(scrolls).toBe(true);
    await press(page, 'Show 2 layers of each');
    await page.waitForSelector('.circuit .fold');
    expect(await count()).toBe(folded);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describeInChromium('the data panel', () => {
  it('shows clusters that turn by keys and by hand', async () => {
    const { page, faults } = await open('data');
    const picture = () => page.$eval('.cloud', (canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const changes = async (act: () => Promise<void>) => {
      const before = await picture();
      await act();
      await page.waitForFunction(
        (old) => document.querySelector<HTMLCanvasElement>('.cloud')?.toDataURL() !== old,
        {},
        before,
      );
    };
    await page.waitForFunction(() => (document.querySelector<HTMLCanvasElement>('.cloud')?.width ?? 0) > 300);
    await page.focus('.cloud');
    await changes(() => page.keyboard.press('ArrowRight'));
    await changes(() => page.keyboard.press('ArrowUp'));
    const { x, y, width, height } = (await (await page.$('.cloud'))!.boundingBox())!;
    await changes(async () => {
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + width / 2 + 60, y + height / 2 + 20, { steps: 3 });
      await page.mouse.up();
    });
    const centres = clusters({ seed: 1, dimension: 3 });
    const plus = [0, 1, 2, 3, 4, 5, 6, 7]
      .filter((c) => centres.all.labels[centres.cluster.indexOf(c)] > 0)
      .map((c) => c + 1);
    const label = await page.$eval('.cloud', (canvas) => canvas.getAttribute('aria-label'));
    expect(label).toContain(`clusters ${plus.join(', ')} have the label +1`);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('maps what the trained run gives, the same numbers as here', async () => {
    const watched = await open(`race${RACE}`);
    const { page } = watched;
    await trainAndOpen(page, 'data');
    const { training, validation } = clusters({ seed: 1 });
    const trained = await trainedHere();
    const share = (across: number, up: number) => {
      const [xExtent, yExtent] = [across, up].map((feature) => extentOf([training, validation], feature));
      const grid = { across, up, x: xExtent, y: yExtent, size: 64, held: rowOf(training, 0) };
      const values = trained.expectations(gridRows(grid, 0, 4096));
      return Math.round((100 * values.filter((value) => value > 0).length) / values.length);
    };
    const labelHas = (part: string) =>
      page.waitForFunction(
        (wanted) => document.querySelector('.map-box')?.getAttribute('aria-label')?.includes(wanted),
        { timeout: 100_000 },
        part,
      );
    await labelHas(`Map of E over a1 and b1: ${share(0, 4)} % of it gets the label +1.`);
    await page.waitForFunction(() =>
      document.querySelector('.map-box + .map-legend + .hint')?.textContent?.includes('after 60 steps'),
    );
    expect((await page.$$('.point')).length).toBe(validation.length);
    expect(await page.$eval('.border', (path) => (path.getAttribute('d') ?? '').length)).toBeGreaterThan(100);
    await page.select('.card:nth-child(2) .field:nth-child(2) select', '6');
    await labelHas(`Map of E over a1 and b3: ${share(0, 6)} % of it gets the label +1.`);
    await lookAt(watched, 'data');
    await page.close();
  });
});
