import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';
import { lookAt, openPanel, textOf } from './panel-page.js';
import { press } from './playground-page.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

const open = (tab: string) => openPanel(browser, tab);

describeInChromium('the why panel', () => {
  const cells = (page: Page, ebits: number) =>
    page.$$eval(`.score-table tr[data-ebits="${ebits}"] td`, (all) => all.map((cell) => cell.textContent));
  const choose = (page: Page, place: number, value: string) =>
    page.select(`.why-fields .field:nth-child(${place}) select`, value);
  const verdictHas = (page: Page, part: string) =>
    page.waitForFunction((wanted) => document.querySelector('.verdict')?.textContent?.includes(wanted), {}, part);

  it('shows the best directions with an ebit, and the product loss fail with the other embedding', async () => {
    const watched = await open('why');
    const { page } = watched;
    await press(page, 'Train');
    await verdictHas(page, 'Bell-1 ends at S = 2.828 and 16 of 16 labels right');
    expect(await cells(page, 1)).toEqual(['2.828', '0.854', '16 of 16']);
    const [score, success, right] = await cells(page, 0);
    expect(Number(score)).toBeGreaterThan(1.9);
    expect(Number(score)).toBeLessThan(2);
    expect(Number(success)).toBeCloseTo(1 / 2 + Number(score) / 8, 2);
    expect(right).toBe('12 of 16');
    // Four sharp measurements, 45 degrees apart.
    const label = await page.$eval('.great-circle', (svg) => svg.getAttribute('aria-label') ?? '');
    const arrows = [...label.matchAll(/(-?\d+) degrees, length ([\d.]*\d)/g)].map(([, angle, length]) => [
      Number(angle),
      Number(length),
    ]);
    const angles = arrows.map(([angle]) => angle).sort((a, b) => a - b);
    expect(arrows.map(([, length]) => length > 0.95)).toEqual([true, true, true, true]);
    expect(angles.slice(1).map((angle, i) => Math.abs(angle - angles[i] - 45) < 3)).toEqual([true, true, true]);
    await lookAt(watched, 'why');

    await choose(page, 1, 'alternative');
    await verdictHas(page, 'Bell-1 ends at S = 1.414 and 12 of 16 labels right');
    expect(await cells(page, 1)).toEqual(['1.414', '0.677', '12 of 16']);
    await choose(page, 2, 'mse');
    await verdictHas(page, 'and 16 of 16 labels right; Bell-0');
    expect(await page.$$eval('.histogram figcaption', (all) => all.map((one) => one.textContent))).toEqual([
      'Bell-1, product loss: 12 of 16 right',
      'Bell-0, product loss: 12 of 16 right',
      'Bell-1, mean square loss: 16 of 16 right',
      'Bell-0, mean square loss: 12 of 16 right',
    ]);
    // What was trained before is there at once.
    await choose(page, 1, 'original');
    await choose(page, 2, 'product');
    await verdictHas(page, 'With the product loss and xᵒ');
    expect(await cells(page, 1)).toEqual(['2.828', '0.854', '16 of 16']);
    await page.close();
  });

  it('goes back to any step of the training, and plays from there', async () => {
    const { page, faults } = await open('why');
    await press(page, 'Train');
    await page.waitForSelector('.replay');
    const step = () => textOf(page, '.replay label');
    expect(await step()).toBe('Step: 500');
    await page.focus('.replay input');
    await page.keyboard.press('Home');
    expect(await step()).toBe('Step: 0');
    expect((await cells(page, 1))[0]).not.toBe('2.828');
    await press(page, 'Play');
    await page.waitForFunction(() => document.querySelector('.replay label')?.textContent !== 'Step: 0');
    await press(page, 'Pause');
    const stopped = await step();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
    expect(await step()).toBe(stopped);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says what went wrong where no worker can be had', async () => {
    const { page } = await open('why');
    await page.evaluate(() => {
      globalThis.Worker = class {
        constructor() {
          throw new Error('This browser starts no workers.');
        }
      } as unknown as typeof Worker;
    });
    await press(page, 'Train');
    const note = await page.waitForSelector('.card .error-note');
    expect(await note?.evaluate((element) => element.textContent)).toContain('workers');
    expect(await page.$('progress')).toBe(null);
    await page.close();
  });

  it('can be cancelled, and trained again', async () => {
    const { page, faults } = await open('why');
    await choose(page, 3, '2000');
    // Pressed from inside the page: it may all be over before a word from outside comes in.
    await page.evaluate(async () => {
      const button = (name: string) =>
        [...document.querySelectorAll('button')].find(
          (one) => one.textContent === name && one.closest('.card') !== null,
        );
      button('Train')?.click();
      while (button('Cancel') === undefined) await new Promise((done) => setTimeout(done, 1));
      button('Cancel')?.click();
    });
    await page.waitForFunction(() => document.querySelector('.card progress') === null);
    expect(await page.$('.replay')).toBe(null);
    await press(page, 'Train');
    await page.waitForSelector('.replay', { timeout: 100_000 });
    expect(faults).toEqual([]);
    await page.close();
  });
});

describeInChromium('the effective dimension panel', () => {
  const setInputs = (page: Page, inputs: number) =>
    page.$eval(
      'input[type=range]',
      (input, value) => {
        (input as HTMLInputElement).value = String(value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      },
      inputs,
    );
  const plateaus = (page: Page) =>
    page.$$eval('.rank-table tbody tr', (rows) =>
      rows.map((row) => [...row.children].slice(2).map((cell) => cell.textContent)),
    );
  const complete = (page: Page) =>
    page.waitForFunction(
      () => [...document.querySelectorAll('button')].some((button) => button.textContent === 'All ranks found'),
      { timeout: 100_000 },
    );

  it('finds plateaus that move with the number of inputs, and remembers them', async () => {
    const watched = await open('effective-dimension');
    const { page } = watched;
    await setInputs(page, 10);
    await press(page, 'Find the ranks');
    await complete(page);
    const small = [
      ['20', '20 = cap'],
      ['30', '30 = cap'],
      ['30', '30 = cap'],
      ['30', '30 = cap'],
      ['10', '10 = cap'],
    ];
    expect(await plateaus(page)).toEqual(small);
    expect(await textOf(page, '.rank-words')).toMatch(
      /^With N = 10 the rank of Bell-0 \(20\), .* and Bell-4 \(10\) sits on its cap/,
    );

    await setInputs(page, 40);
    await complete(page);
    expect(await plateaus(page)).toEqual([
      ['80', '80 = cap'],
      ['120', '120 = cap'],
      ['120', '120 = cap'],
      ['120', '120 = cap'],
      ['40', '40 = cap'],
    ]);
    expect(await page.$$eval('.plot [aria-label=line] path', (all) => all.length)).toBe(5);
    await lookAt(watched, 'effective-dimension');

    await setInputs(page, 10);
    expect(await page.$('progress')).toBe(null);
    expect(await plateaus(page)).toEqual(small);
    await page.close();
  });

  it('can be cancelled, keeps what it has, and does not go on by itself', async () => {
    const { page, faults } = await open('effective-dimension');
    await setInputs(page, 600);
    await press(page, 'Find the ranks');
    await page.waitForFunction(() => /^[1-9]\d* of/.test(document.querySelector('.progress-text')?.textContent ?? ''));
    await press(page, 'Cancel');
    const missing = await page.waitForSelector('::-p-aria([name="Find the missing ranks"])');
    expect(await missing?.evaluate((button) => (button as HTMLButtonElement).disabled)).toBe(false);
    const [[cap, rank]] = await plateaus(page);
    expect(cap).toBe('1200');
    expect(Number(rank)).toBeGreaterThanOrEqual(32);
    expect(Number(rank)).toBeLessThan(256);
    await setInputs(page, 590);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
    expect(await page.$('progress')).toBe(null);
    expect(faults).toEqual([]);
    await page.close();
  });
});
