import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';
import { openPage, pageFile, press } from './playground-page.js';

const RACE = 'data=clusters&data-seed=1&corners=grid&run=1+1+3+0+0.05+mse+60+7';

/** All controls of all panels, each as it is not at first. */
const PANELS: Readonly<Record<string, readonly string[]>> = {
  circuit: ['circuit.layers=all', 'circuit.row=3', 'circuit.features=0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8'],
  why: ['why.embedding=alternative', 'why.loss=mse', 'why.seed=3', 'why.steps=1000'],
  data: ['data.seed=5', 'data.colour=cluster', 'data.turn=0.5,-0.25', 'data.across=2', 'data.up=7', 'data.held=mean'],
  games: [
    'games.game=odd-cycle+7',
    'games.table=a,b,label%0A0,0,1',
    'games.error=0.05',
    'games.ebits=2',
    'games.coins=1',
    'games.starts=2',
    'games.seed=9',
  ],
  'effective-dimension': [
    'effective-dimension.inputs=50',
    'effective-dimension.draws=2',
    'effective-dimension.mixing=3',
  ],
};

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

/** The values of all controls that are seen, once what is looked for is there. */
async function controls(page: Page): Promise<Record<string, string>> {
  await page.waitForFunction(
    () => document.querySelector('#panel-games:not([hidden])') === null || document.querySelector('.margin-table'),
  );
  return page.$$eval('[role=tabpanel]:not([hidden]) :is(input:not([type=file]), select, textarea)', (all) =>
    Object.fromEntries(
      (all as HTMLInputElement[]).map((one) => [
        document.querySelector(`label[for="${one.id}"]`)?.textContent?.replace(/:.*/, '') ?? one.id,
        one.value,
      ]),
    ),
  );
}

const wordsOf = (page: Page) => page.evaluate(() => location.hash.split('&').filter((word) => /^[a-z-]+\./.test(word)));

describeInChromium('the address of a panel', () => {
  it.each(Object.keys(PANELS))('holds every control of %s through a reload, Back and a second window', async (tab) => {
    const own = PANELS[tab];
    const address = `${pageFile}#${tab}?${[RACE, ...own].join('&')}`;
    const { page, faults } = await openPage(browser, address);
    await page.waitForSelector('.panel-address');
    expect(await page.$$eval('.panel-address .error-note', (all) => all.map((one) => one.textContent))).toEqual([]);
    const before = await controls(page);
    expect(await wordsOf(page)).toEqual(own);

    await page.reload();
    await page.waitForSelector('.panel-address');
    expect(await controls(page)).toEqual(before);
    expect(await wordsOf(page)).toEqual(own);

    await page.goto(`${pageFile}#wall`);
    await page.waitForSelector('.stage');
    await page.goBack();
    await page.waitForSelector('.panel-address');
    expect(await controls(page)).toEqual(before);

    await press(page, 'Share');
    await page.waitForFunction(() => document.querySelector('.share-note')?.textContent !== '');
    const shared = await page.evaluate(
      async () => document.querySelector<HTMLAnchorElement>('.share-note a')?.href ?? navigator.clipboard.readText(),
    );
    expect(shared.split('#')[1]).toBe(address.split('#')[1]);
    const second = await openPage(browser, shared);
    await second.page.waitForSelector('.panel-address');
    expect(await controls(second.page)).toEqual(before);
    // What differs is there: a page without the settings has other values.
    const plain = await openPage(browser, `${pageFile}#${tab}?${RACE}`);
    await plain.page.waitForSelector('.panel-address');
    expect(await controls(plain.page)).not.toEqual(before);
    expect([...faults, ...second.faults]).toEqual([]);
    for (const one of [page, second.page, plain.page]) await one.close();
  });

  it('writes what is set by hand, and says what it cannot take', async () => {
    const { page, faults } = await openPage(
      browser,
      `${pageFile}#games?${RACE}&games.ebitz=1&games.starts=3&why.seed=x`,
    );
    await page.waitForSelector('.panel-address .error-note');
    const notes = await page.$$eval('.panel-address .error-note', (all) => all.map((one) => one.textContent ?? ''));
    expect(notes).toHaveLength(3);
    expect(notes.join(' ')).toMatch(/games\.ebitz.*Did you mean "games\.ebits"\?/);
    const select = await page.waitForSelector('::-p-aria([name="Game"][role="combobox"])');
    await select?.select('access');
    await page.waitForFunction(() => location.hash.includes('games.game=access+3'));
    expect(await page.evaluate(() => location.hash)).not.toContain('games.ebitz');
    await page.waitForFunction(() => document.querySelectorAll('.game-matrix tbody tr').length === 8);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describeInChromium('the panel of games', () => {
  it('finds the ceilings, margins and shots of a pasted table, and trains players who reach them', async () => {
    const table = encodeURIComponent('a,b,label\n0,0,1\n0,1,1\n1,0,1\n1,1,-1');
    const { page, faults } = await openPage(browser, `${pageFile}#games?games.game=table&games.table=${table}`);
    await page.waitForFunction(() => document.querySelector('.margin-table tbody')?.textContent?.includes('19'));
    const bars = () => page.$$eval('.game-bar-name strong', (all) => all.map((one) => one.textContent));
    expect(await bars()).toEqual(['0.750', '0.853553']);
    expect(await page.$$eval('.margin-table td', (all) => all.map((one) => one.textContent))).toEqual([
      '0.5000',
      '19',
      '0.7071',
      '9',
    ]);
    await press(page, 'Train the players');
    await page.waitForSelector('.great-circle');
    await page.waitForFunction(() => document.querySelectorAll('.game-bar').length === 3);
    expect((await bars())[1]).toMatch(/^0\.8535/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says what is wrong with a table that contradicts itself', async () => {
    const table = encodeURIComponent('a,b,label\n0,0,1\n0,0,-1');
    const { page, faults } = await openPage(browser, `${pageFile}#games?games.game=table&games.table=${table}`);
    await page.waitForFunction(() => document.querySelector('[role=tabpanel]:not([hidden]) .error-note'));
    expect(await page.$eval('.error-note', (one) => one.textContent)).toContain('was given before');
    expect(faults).toEqual([]);
    await page.close();
  });
});
