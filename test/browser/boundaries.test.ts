import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium } from './absence.js';
import { launchChromium, serve } from './headless.js';
import {
  accessibilityFaults,
  openPage,
  pageFile,
  pageFolder,
  press,
  runStates,
  waitForPhase,
} from './playground-page.js';

const RACE = '#race?data=chsh&embedding=original&run=0+1+2+0+0.05+product+40+3&run=1+0.4+2+0+0.05+product+40+3';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

const notes = (page: Page) => page.$$eval('.error-note', (all) => all.map((one) => one.textContent));

/** Lets a function of the browser throw, or no longer. */
const spoil = (page: Page, isSpoilt: boolean) =>
  page.evaluate((wanted) => {
    const own = globalThis as unknown as { whole?: typeof ResizeObserver };
    own.whole ??= ResizeObserver;
    const Spoilt = class {
      constructor() {
        throw new Error('Nothing is observed.');
      }
    };
    globalThis.ResizeObserver = wanted ? (Spoilt as unknown as typeof ResizeObserver) : own.whole;
  }, isSpoilt);

describeInChromium('a part of the page that throws', () => {
  it('leaves the other parts of its tab and the other tabs alone, and can be tried again', async () => {
    const { page } = await openPage(browser, `${pageFile}${RACE}`);
    await page.click('#tab-why');
    await spoil(page, true);
    await page.click('#tab-race');
    await page.waitForSelector('.failed-part');
    expect(await notes(page)).toEqual(['The curves could not be shown: Nothing is observed.']);
    expect(await accessibilityFaults(page)).toEqual([]);
    // All else is there, and works.
    await press(page, 'Train');
    await waitForPhase(page, 'done');
    expect(await runStates(page)).toEqual(['done, 40 of 40', 'done, 40 of 40']);
    expect(await page.$$eval('section[aria-label=Results] tbody tr', (rows) => rows.length)).toBe(2);
    // It is judged in a worker, a moment after the last run is done.
    await page.waitForSelector('.race-verdict');
    expect(await page.$eval('.race-verdict', (one) => one.textContent)).toContain('1 separable pair (F = 0.4)');
    await page.click('#tab-circuit');
    await page.waitForSelector('.circuit .gate');
    await page.click('#tab-race');
    // Tried again while it still fails, it fails again; afterwards it is there.
    await press(page, 'Try again: The curves');
    await page.waitForSelector('::-p-aria([name="Try again: The curves"])');
    await spoil(page, false);
    // What came with the runs' end failed too.
    await press(page, 'Try again: Accuracy against shots');
    await press(page, 'Try again: The curves');
    await page.waitForSelector('.charts .line-chart svg');
    expect(await page.$('.failed-part')).toBe(null);
    await page.close();
  });

  it('is a whole tab where nothing smaller is: the tabs stay', async () => {
    const { page } = await openPage(browser, `${pageFile}${RACE}`);
    await page.evaluate(() => {
      const own = SVGElement.prototype as unknown as { querySelector: unknown };
      own.querySelector = () => {
        throw new Error('Nothing is found.');
      };
    });
    await page.click('#tab-circuit');
    await page.waitForSelector('.failed-part');
    expect(await notes(page)).toEqual(['The tab Circuit could not be shown: Nothing is found.']);
    await page.click('#tab-data');
    await page.waitForSelector('.cloud');
    expect(await page.$('.failed-part')).toBe(null);
    await page.close();
  });

  it('is named even where no part can catch it: timers, promises', async () => {
    // The driver's own scripts throw without a name: the page is told as it is of its own.
    const served = await serve(pageFolder);
    const { page } = await openPage(browser, `${served.address}/${RACE}`);
    await page.evaluate(() => {
      dispatchEvent(new ErrorEvent('error', { error: new Error('A timer failed.'), message: 'A timer failed.' }));
    });
    await page.waitForSelector('.page-fault');
    expect(await notes(page)).toEqual(['Something went wrong on this page: A timer failed.']);
    await page.evaluate(() => {
      const promise = Promise.resolve();
      dispatchEvent(
        new PromiseRejectionEvent('unhandledrejection', { promise, reason: new Error('A promise failed.') }),
      );
    });
    await page.waitForFunction(() => document.querySelector('.page-fault')?.textContent?.includes('A promise failed.'));
    await press(page, 'Hide what went wrong');
    await page.waitForFunction(() => document.querySelector('.page-fault') === null);
    expect(await runStates(page)).toHaveLength(2);
    await page.close();
    await served.close();
  });
});

describeInChromium('what stands in an address and in the storage', () => {
  it('is read by closed lists, and what is read in vain is said', async () => {
    const words = 'data=chsh&embedding=toString&run=1+1+2+0+0.05+constructor+40+3&seed=3';
    const { page, faults } = await openPage(browser, `${pageFile}#race?${words}`);
    expect(await notes(page)).toEqual([
      'The address has a setting "seed", which there is not.',
      'There is no CHSH embedding "toString". Use "original" or "alternative".',
      'There is no loss "constructor". Use "mse", "product", "logistic" or "hinge". The run was left out.',
      'No run of the address is left; here are the page’s own.',
    ]);
    // The data that could be read are those that are there.
    expect(await page.$eval('[aria-labelledby=data-title] select', (one) => one.value)).toBe('chsh');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('does not keep the page from opening, whatever it is', async () => {
    const { page } = await openPage(browser, `${pageFile}${RACE}`);
    for (const text of ['', '{', 'null', '[]', '{"checkpoint":{},"latest":null,"balanced":[]}', '{"__proto__":1}']) {
      await page.evaluate((value) => {
        sessionStorage.setItem('ebit-run-0', value);
        sessionStorage.setItem('ebit-table', value);
        localStorage.setItem('ebit-theme', value);
      }, text);
      await page.reload();
      await page.waitForSelector('.run');
      expect(await runStates(page)).toEqual(['ready, 0 of 40', 'ready, 0 of 40']);
      expect(await notes(page)).toEqual([]);
    }
    // A table that is none.
    const isNone = { name: 'x', text: 'no table', seed: 1e300, deal: { label: 'y', A: [], B: [] } };
    await page.evaluate((table) => {
      sessionStorage.setItem('ebit-table', JSON.stringify(table));
      location.hash = '#race?data=table&run=1+1+1+0+0.05+mse+40+3';
    }, isNone);
    await page.waitForSelector('.error-note');
    expect(await notes(page)).toEqual([
      'The address is of a race on somebody’s own table, which stays with them; here are the clusters instead.',
    ]);
    await page.evaluate(() => localStorage.removeItem('ebit-theme'));
    await page.close();
  });
});

describeInChromium('Share', () => {
  it('gives the race itself, also where the page’s own address cannot follow', async () => {
    const { page } = await openPage(browser, `${pageFile}${RACE}`);
    await page.evaluate(() => {
      const refuse = () => {
        throw new Error('refused');
      };
      history.replaceState = refuse;
      Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } });
    });
    await press(page, 'Remove Bell-0');
    await press(page, 'Share');
    await page.waitForSelector('.share-note a');
    expect(await page.$eval('.share-note a', (link) => (link as HTMLAnchorElement).hash)).toBe(
      '#race?data=chsh&embedding=original&run=1+0.4+2+0+0.05+product+40+3',
    );
    expect(await page.$eval('.share-note', (note) => note.textContent)).toContain(
      'It holds the choice of data and the settings of the one run, but not how far it has come. It leads to a file on this machine.',
    );
    // Of another race nothing was said.
    await press(page, 'Add run');
    await page.waitForFunction(() => document.querySelector('.share-note')?.textContent === '');
    await page.close();
  });
});
