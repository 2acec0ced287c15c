import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chsh } from '../../src/data/chsh.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { modelToJSON, parseModel } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { bothBrowsers } from './absence.js';
import { type Served, serve } from './headless.js';
import { dropFile, openPage, pageFolder, press, results, saved } from './playground-page.js';

const ITERATIONS = 50;
/** The game without an ebit. */
const race = `#race?data=chsh&embedding=original&run=0+1+2+0+0.05+product+${ITERATIONS}+3`;

let served: Served;

beforeAll(async () => {
  served = await serve(pageFolder);
});

afterAll(() => served?.close());

describe.each(bothBrowsers('a model’s file'))('$title', ({ launch, absent }) => {
  let browser: Browser;

  beforeAll(async () => {
    if (absent === null) browser = await launch();
  }, 120_000);

  afterAll(() => browser?.close());

  const tested = test.runIf(absent === null);

  tested('opens a model’s file as a run, and says what is wrong with another', async () => {
    const watched = await openPage(browser, `${served.address}/${race}`);
    const { page } = watched;
    const blank = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 2 }) });
    const how = { iterations: ITERATIONS, learningRate: 0.05, loss: 'product', seed: 3, batch: 'full' } as const;
    const { model, accuracy } = await fit(blank, chsh(), how);
    const text = JSON.stringify(modelToJSON(model));
    await dropFile(page, 'mine.json', text);
    await page.waitForFunction(() => document.querySelectorAll('section[aria-label=Results] tbody tr').length === 2);
    await page.waitForFunction(() => document.querySelector('tbody tr:last-child td.strong')?.textContent !== '–');
    expect(await results(page)).toMatchObject([
      { Run: expect.stringContaining('Bell-0') },
      { Run: expect.stringContaining('mine.json'), Accuracy: `${(100 * accuracy.training).toFixed(1)} %`, Loss: '–' },
    ]);
    expect(parseModel(await saved(page, 'Save model of mine.json')).parameters).toEqual(model.parameters);
    await page.click('#tab-circuit');
    await page.waitForFunction(() =>
      document.body.textContent?.includes('The circuit of mine.json, as its file has it'),
    );
    await page.click('#tab-race');
    for (const [name, wrong, words] of [
      ['half.json', text.slice(0, 300), 'half.json was not opened. The model file is not whole JSON'],
      ['other.json', '{"a":1}', 'other.json was not opened. That is no model file'],
      [
        'newer.json',
        text.replace(/"version":\d+/, '"version":99'),
        'newer.json was not opened. The model file has version 99',
      ],
    ]) {
      await dropFile(page, name, wrong);
      await page.waitForFunction(
        (start) => document.querySelector('[role=alert]')?.textContent?.startsWith(start),
        {},
        words,
      );
    }
    expect(await page.$$eval('.run', (all) => all.length)).toBe(2);
    // It is there again after a reload, and none of it is in the address.
    expect(new URL(page.url()).hash).toBe(race);
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('.run').length === 2);
    await press(page, 'Remove mine.json');
    await press(page, 'Undo: Remove mine.json');
    expect(await page.$$eval('.run', (all) => all.length)).toBe(2);
    expect(watched.faults).toEqual([]);
    await page.close();
  });
});
