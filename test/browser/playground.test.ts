import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accuracyAtShots } from '../../src/analysis/accuracy-at-shots.js';
import { successProbability } from '../../src/analysis/chsh-score.js';
import { chsh } from '../../src/data/chsh.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { parseModel } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { dealtSettings } from '../../src/tasks/dealt-settings.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { pathNames } from '../../src/tasks/naming.js';
import { runTask } from '../../src/tasks/run.js';
import { settledTask } from '../../src/tasks/task.js';
import type { FitResult } from '../../src/training/training-run.js';
import { bothBrowsers } from './absence.js';
import { type Served, serve } from './headless.js';
import {
  accessibilityFaults,
  dropFile,
  openPage,
  pageFile,
  pageFolder,
  press,
  results,
  runStates,
  saved,
  screenshotFolder,
  type Watched,
  waitForPhase,
} from './playground-page.js';

/** The smallest race: the game, without an ebit and with one. */
const ITERATIONS = 300;
const run = (ebits: number, iterations = ITERATIONS) => `run=${ebits}+1+2+0+0.05+product+${iterations}+3`;
/** The same with coins and no ebit. */
const coinRun = (coins: number) => `${run(0)}+${coins}`;
const game = (...runs: string[]) => `#race?${['data=chsh', 'embedding=original', ...runs].join('&')}`;

function fitted(ebits: number, iterations = ITERATIONS, coins = 0): Promise<FitResult> {
  const model = classifier({ network: bellNetwork({ ebits, coins, qubits: 2 }), circuit: qcnn({ depth: 2 }) });
  return fit(model, chsh(), { iterations, learningRate: 0.05, loss: 'product', seed: 3, batch: 'full' });
}

/** What a table comes to as a task of the library: all columns dealt, gaps by the median, words a feature each. */
async function tableOutcome(text: string, seed: number): Promise<{ readonly accuracy: number }> {
  const read = () => text;
  const how = text.includes('colour') ? ({ missing: 'median', words: 'onehot' } as const) : {};
  const data = { kind: 'table', path: 'any.csv', ...how } as const;
  const settings = dealtSettings({ data, training: { seed } }, pathNames, read);
  const { validation } = await runTask(settledTask(fitTask(settings), read), { read });
  return { accuracy: validation?.accuracy ?? Number.NaN };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

let served: Served;

beforeAll(async () => {
  served = await serve(pageFolder);
});

afterAll(() => served?.close());

/** Trains both runs to their end, and compares what the page says with what the library gives here. */
async function trainBoth({ page }: Watched): Promise<void> {
  const [without, withOne] = [await fitted(0), await fitted(1)];
  await press(page, 'Train');
  await waitForPhase(page, 'done');
  expect(await runStates(page)).toEqual(['done, 300 of 300', 'done, 300 of 300']);
  const gain = 100 * (withOne.accuracy.training - without.accuracy.training);
  expect(gain).toBeGreaterThan(20);
  expect(await results(page)).toMatchObject([
    { Run: expect.stringContaining('Bell-0'), Accuracy: percent(without.accuracy.training), 'Over Bell-0': '–' },
    {
      Run: expect.stringContaining('Bell-1'),
      Accuracy: percent(withOne.accuracy.training),
      'Over Bell-0': `+${gain.toFixed(1)}`,
      Loss: withOne.loss.training.toFixed(3).replace('-', '−'),
    },
  ]);
}

function expectQuiet({ faults, asked }: Watched, origin: string): void {
  expect(faults).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(origin))).toEqual([]);
}

describe.each(bothBrowsers('the playground'))('$title', ({ name, launch, absent }) => {
  let browser: Browser;

  beforeAll(async () => {
    if (absent === null) browser = await launch();
  }, 120_000);

  afterAll(() => browser?.close());

  const tested = test.runIf(absent === null);

  tested('trains Bell-0 and Bell-1 to the end, with the bits that Node gives', async () => {
    const watched = await openPage(browser, `${served.address}/${game(run(0), run(1))}`);
    await trainBoth(watched);
    const model = parseModel(await saved(watched.page, 'Save model of Bell-1'));
    expect(model.parameters).toEqual((await fitted(1)).model.parameters);
    expectQuiet(watched, served.address);
    expect(new Set(watched.asked.map((url) => new URL(url).pathname))).toEqual(
      new Set(['/', ...['playground', 'workshop'].flatMap((one) => [`/${one}.css`, `/${one}.js`]), '/program.js']),
    );
    await watched.page.close();
  });

  tested('says what coins do, what an ebit adds and what it costs', async () => {
    const watched = await openPage(browser, `${served.address}/${game(run(0), coinRun(1), run(1))}`);
    const { page } = watched;
    await press(page, 'Train');
    await waitForPhase(page, 'done');
    // What is reached at 100 shots is found a moment later.
    await page.waitForSelector('.race-verdict');
    const trained = [await fitted(0), await fitted(0, ITERATIONS, 1), await fitted(1)];
    expect(await results(page)).toMatchObject(
      trained.map(({ model, accuracy }, i) => ({
        Run: expect.stringContaining(['Bell-0', '1 coin', 'Bell-1'][i]),
        Accuracy: percent(accuracy.training),
        'At 100 shots': percent(accuracyAtShots(model, chsh(), 100).accuracy),
        'Pairs a decision': ['0', '0', '100'][i],
      })),
    );
    const [first] = await page.$$eval('.race-verdict p', (all) => all.map((one) => one.textContent));
    const score = 8 * successProbability(trained[2].model, chsh()) - 4;
    expect(score).toBeGreaterThan(2.8);
    expect(first).toBe(
      `Certified: S of Bell-1, seed 3, is ${score.toFixed(4)}, and nothing separable, with any number of coins, is beyond 2.0000.`,
    );
    expect(
      await page.$$eval('.run .line-sample line', (all) => all.map((one) => one.getAttribute('stroke-dasharray'))),
    ).toEqual(['', '6,4', '']);
    // Names stand at the lines' ends, and values are read by keys.
    await page.waitForSelector('.line-chart[aria-label="Accuracy against shots a decision"]');
    expect(
      await page.$$eval('.line-chart', (all) =>
        all.map((one) => [...one.querySelectorAll('svg text[font-weight]')].map((text) => text.textContent)),
      ),
    ).toEqual([0, 1, 2].map(() => ['Bell-0', '1 coin', 'Bell-1']));
    await page.focus('.line-chart');
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    const reading = await page.$eval('.line-chart', (one) => one.getAttribute('aria-valuetext'));
    expect(reading).toMatch(/^iteration 300: /);
    expect(reading).toContain(`Bell-1 ${percent(trained[2].accuracy.training)}`);
    expect(await page.$eval('.reading', (one) => one.textContent)).toContain('iteration 300');
    // They stand beside the line that they are read at.
    const [right, line] = await page.evaluate(() => [
      document.querySelector('.reading')?.getBoundingClientRect().right,
      document.querySelector('.reading-line line')?.getBoundingClientRect().left,
    ]);
    expect(Math.abs((line ?? 0) - (right ?? 0) - 8)).toBeLessThan(2);
    const model = parseModel(await saved(page, 'Save model of 1 coin'));
    expect(model.parameters).toEqual(trained[1].model.parameters);
    await page.click('#tab-circuit');
    await page.waitForSelector('.circuit .shared');
    await page.click('#tab-race');
    await press(page, 'Add a seed');
    expect(await page.$$eval('.run-name', (all) => all.map((one) => one.textContent))).toEqual(
      ['Bell-0', '1 coin', 'Bell-1'].map(
        (one, i) => `${one}depth 2, rate 0.05, product loss; 2 seeds: 3 to 4${i === 2 ? '; seed 3 is marked' : ''}`,
      ),
    );
    // Whoever takes that back has the three that are done as they were.
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    await waitForPhase(page, 'done');
    expect(await runStates(page)).toEqual([0, 1, 2].map(() => 'done, 300 of 300'));
    expectQuiet(watched, served.address);
    await page.close();
  });

  tested('saves the curves and the charts', async () => {
    const watched = await openPage(browser, `${served.address}/${game(run(0, 50), run(1, 50))}`);
    const { page } = watched;
    await press(page, 'Train');
    await waitForPhase(page, 'done');
    await page.waitForSelector('.race-verdict');
    const lines = (await saved(page, 'Save curves (CSV)')).trim().split('\n');
    expect(lines[0]).toBe(
      'run,name,settings,iteration,minibatch_loss,training_accuracy,training_balanced_accuracy,training_base_rate,' +
        'training_loss,validation_accuracy,validation_balanced_accuracy,validation_base_rate,validation_loss,' +
        'accuracy_at_100_shots',
    );
    expect(lines).toHaveLength(1 + 2 * 51);
    const { history, model } = await fitted(1, 50);
    expect(lines.at(-1)).toContain(`,50,${history.loss[49]},`);
    expect(lines.at(-1)?.split(',').at(-1)).toBe(String(accuracyAtShots(model, chsh(), 100).accuracy));
    const picture = await saved(page, 'Save accuracy (SVG)');
    expect(picture).toMatch(/^<\?xml [^>]*>\n<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(picture).toContain('Bell-1: depth 2, rate 0.05, product loss, seed 3');
    expect(picture).not.toContain('<style');
    expectQuiet(watched, served.address);
    await page.close();
  });

  tested('runs are paused, stepped, restarted, added and removed', async () => {
    const watched = await openPage(browser, `${served.address}/${game(run(1, 100_000))}`);
    const { page } = watched;
    await press(page, 'One step of Bell-1');
    await waitForPhase(page, 'still');
    expect(await runStates(page)).toEqual(['paused, 1 of 100,000']);
    await press(page, 'Train Bell-1');
    // Pressed from inside the page: a message from outside could come when all is done.
    await page.waitForFunction(() => {
      if (document.querySelector('.progress-text')?.textContent?.includes(' 1 of')) return false;
      const pause = document.querySelector<HTMLElement>('[aria-label="Pause Bell-1"]');
      pause?.click();
      return pause !== null;
    });
    await waitForPhase(page, 'still');
    await press(page, 'Restart Bell-1');
    await waitForPhase(page, 'ready');
    expect(await runStates(page)).toEqual(['ready, 0 of 100,000']);
    await press(page, 'Add run');
    expect(await runStates(page)).toEqual(['ready, 0 of 100,000', 'ready, 0 of 2,000']);
    await press(page, 'Remove Bell-1');
    expect(await runStates(page)).toEqual(['ready, 0 of 2,000']);
    expect(new URL(page.url()).hash).toBe(`${game()}&run=2+1+20+0+0.01+mse+2000+7`);
    expectQuiet(watched, served.address);
    await page.close();
  });

  tested('a setting that cannot be taken is named beside its field, and no run is added', async () => {
    const watched = await openPage(browser, `${served.address}/${game(run(1))}`);
    const { page } = watched;
    const field = await page.waitForSelector('::-p-aria([name="Learning rate"][role="spinbutton"])');
    await field?.click({ count: 3 });
    await page.keyboard.type('7');
    await press(page, 'Add run');
    expect(await runStates(page)).toEqual(['ready, 0 of 300']);
    const [isFocused, fault] = await page.evaluate(() => {
      const { activeElement } = document;
      const notes = activeElement?.getAttribute('aria-describedby') ?? '';
      return [activeElement?.getAttribute('aria-invalid'), document.getElementById(notes)?.textContent];
    });
    expect([isFocused, fault]).toEqual(['true', 'Give a number from 0.0001 to 1.']);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('0.5');
    await press(page, 'Add run');
    expect(await page.$$eval('.run-name', (all) => all.at(-1)?.textContent)).toBe('Bell-2depth 20, rate 0.5, seed 7');
    expectQuiet(watched, served.address);
    await page.close();
  });

  tested('goes on after a reload, with the same bits', async () => {
    // Long enough that a busy machine hears of the pause before the end.
    const iterations = 80_000;
    const watched = await openPage(browser, `${served.address}/${game(run(1, iterations))}`);
    const { page } = watched;
    await press(page, 'Train');
    // Pressed from inside the page: a message from outside could come when all is done.
    await page.waitForFunction(() => {
      if (sessionStorage.getItem('ebit-run-0') === null) return false;
      document.querySelector<HTMLElement>('[aria-label="Pause Bell-1"]')?.click();
      return true;
    });
    await waitForPhase(page, 'still');
    await page.reload();
    await page.waitForSelector('.run');
    const [state] = await runStates(page);
    expect(state).toMatch(/^paused, [\d,]+ of 80,000$/);
    expect(state).not.toMatch(/^paused, 0 of/);
    await press(page, 'Go on');
    await waitForPhase(page, 'done');
    const model = parseModel(await saved(page, 'Save model of Bell-1'));
    expect(model.parameters).toEqual((await fitted(1, iterations)).model.parameters);
    await page.reload();
    await page.waitForSelector('.run');
    expect(await runStates(page)).toEqual(['done, 80,000 of 80,000']);
    expectQuiet(watched, served.address);
    await page.close();
  });

  tested('a shared address opens the same race; what it asks for in vain is said', async () => {
    const address = `${served.address}/#race?data=clusters&data-seed=5&corners=distinct&run=3+0.9+4+1+0.02+mse+100+11`;
    const first = await openPage(browser, address);
    await press(first.page, 'Add run');
    // The address follows a moment after what is seen.
    await first.page.waitForFunction(() => location.hash.split('run=').length > 2);
    const shared = first.page.url();
    await first.page.close();
    const { page, faults } = await openPage(browser, shared);
    const names = await page.$$eval('.run-name', (all) => all.map((one) => one.textContent));
    expect(names).toEqual([
      'Bell-3fidelity 0.9, depth 4, mixing 1, rate 0.02, seed 11',
      'Bell-2depth 20, rate 0.01, seed 7',
    ]);
    expect(faults).toEqual([]);
    const invalid =
      '#race?data=clusters&run=9+1+2+0+0.05+mse+10+3&run=3+1+2+0+0.05+mse+10+3+2&run=1+1+2+0+0.05+mse+10+3';
    const expectRefused = async (one: Page) => {
      await one.waitForSelector('[role=alert]');
      expect(await one.$$eval('[role=alert]', (all) => all.map((note) => note.textContent))).toEqual([
        'Ebits is 9; give a whole number from 0 to 4. The run was left out.',
        '3 ebits and 2 coins take 5 qubits of each party; give at most 4 in all. The run was left out.',
      ]);
      expect(await runStates(one)).toEqual(['ready, 0 of 10']);
    };
    // Into the address of a page that is open, and of a new one.
    await page.evaluate((hash) => {
      location.hash = hash;
    }, invalid);
    await expectRefused(page);
    const second = await openPage(browser, `${served.address}/${invalid}`);
    await expectRefused(second.page);
    expect(second.faults).toEqual([]);
    await second.page.close();
    await page.close();
  });

  tested('learns from a table that is dropped on it, and says what is wrong with another', async () => {
    const table = readFileSync(
      fileURLToPath(new URL('../../src/data/breast-cancer-wisconsin.csv', import.meta.url)),
      'utf8',
    );
    const watched = await openPage(browser, `${served.address}/#race?run=1+1+20+0+0.01+mse+2000+3`);
    const { page } = watched;
    await dropFile(page, 'tumours.csv', table);
    await page.waitForSelector('.deal');
    expect(await page.$$eval('.deal select', (all) => all.map((one) => one.value))).toEqual([
      ...'A'.repeat(15),
      ...'B'.repeat(15),
    ]);
    await press(page, 'Train');
    await waitForPhase(page, 'done');
    const [{ Validation }] = await results(page);
    // The same numbers as from the command line, which takes the same task.
    const { accuracy } = await tableOutcome(table, 3);
    expect(Validation).toContain(percent(accuracy));
    expect(accuracy).toBeGreaterThan(0.9);
    const model = parseModel(await saved(page, 'Save model of Bell-1'));
    expect(model.columns?.label?.column).toBe('label');
    expect(model.columns?.features.A).toHaveLength(15);
    expect(model.spec.circuit.kind).toBe('reuploading');

    // Three classes, words and cells that hold nothing.
    const flowers = Array.from({ length: 60 }, (_, n) => {
      const kind = n % 3;
      return [n === 7 ? '' : kind + (n % 5) / 10, (n * 7) % 11, kind === 1 ? 'red' : 'blue', 'xyz'[kind]].join(',');
    });
    await dropFile(page, 'flowers.csv', ['a,b,colour,label', ...flowers].join('\n'));
    await page.waitForFunction(() => document.body.textContent?.includes('colour=red'));
    await press(page, 'Train');
    await waitForPhase(page, 'done');
    const [three] = await results(page);
    const expected = await tableOutcome(['a,b,colour,label', ...flowers].join('\n'), 3);
    expect(three.Validation).toContain(percent(expected.accuracy));
    expect(parseModel(await saved(page, 'Save model of Bell-1')).classes).toBe(3);

    await dropFile(page, 'broken.csv', 'a,b,label\n1,2,x\n3,4\n');
    const alert = await page.waitForSelector('[role=alert]');
    expect(await alert?.evaluate((one) => one.textContent)).toBe(
      'broken.csv was not taken. Row 2 below the header has 2 cell(s), the header 3 (line 3); make them agree.',
    );
    expect(await runStates(page)).toEqual(['done, 600 of 600']);
    await dropFile(page, 'one.csv', 'a,label\n1,x\n3,y\n5,y\n7,x\n');
    await page.waitForFunction(() => document.querySelector('[role=alert]')?.textContent?.startsWith('Party B'));
    expect(await page.$eval('[role=alert]', (one) => one.textContent)).toBe(
      'Party B holds no column; give each party at least one.',
    );
    expectQuiet(watched, served.address);
    await page.close();
  });

  tested('works when it is opened from a file', async () => {
    const watched = await openPage(browser, `${pageFile}${game(run(0), run(1))}`);
    await trainBoth(watched);
    expectQuiet(watched, pageFile.replace('index.html', ''));
    await watched.page.close();
  });

  tested('tabs are walked through by keyboard, and the address follows', async () => {
    const watched = await openPage(browser, `${served.address}/#race`);
    const { page } = watched;
    await page.focus('#tab-race');
    const seen: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'ArrowRight', 'ArrowLeft', 'Home'] as const) {
      await page.keyboard.press(key);
      seen.push(await page.evaluate(() => `${location.hash.split('?')[0]} ${document.activeElement?.id}`));
    }
    expect(seen).toEqual(['circuit', 'why', 'benchmark', 'race', 'benchmark', 'race'].map((id) => `#${id} tab-${id}`));
    expectQuiet(watched, served.address);
    await page.close();
  });

  const tabs = ['race', 'circuit', 'why', 'data', 'effective-dimension'];
  const pictures = (page: Page, name: string) =>
    page.screenshot({ path: join(screenshotFolder(), `${name}.png`), fullPage: true });

  tested.each(['light', 'dark'])('every tab can be used by all, in %s colours', async (colours) => {
    const watched = await openPage(browser, `${served.address}/${game(run(0), coinRun(1), run(1))}`);
    const { page } = watched;
    // Firefox cannot be told what its user prefers; there the page's own switch has to do.
    if (name === 'Chromium') {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colours }]);
    } else if (colours === 'dark') await press(page, 'Dark');
    await press(page, 'Train');
    await waitForPhase(page, 'done');
    for (const tab of tabs) {
      await page.click(`#tab-${tab}`);
      await page.waitForSelector(`#panel-${tab}:not([hidden])`);
      for (const width of [1280, 390]) {
        await page.setViewport({ width, height: 900 });
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${tab} at ${width}`,
        ).toBe(true);
        await pictures(page, `${name}-${tab}-${width}-${colours}`.toLowerCase());
      }
      expect(await accessibilityFaults(page), tab).toEqual([]);
    }
    expectQuiet(watched, served.address);
    await page.close();
  });
});
