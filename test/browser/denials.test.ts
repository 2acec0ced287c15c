import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { panelNames } from '../../src/playground/panel-names.js';
import { sceneNames } from '../../src/playground/scene-names.js';
import { describeInChromium } from './absence.js';
import { launchChromium, type Served, serve } from './headless.js';
import { pageFolder, visit, type Watched } from './playground-page.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

const scenes = sceneNames.map(({ id }) => id);
const panels = panelNames.map(({ id }) => id);
const places = [...scenes, ...panels];

/** What a reader can read of the place that is open. */
const words = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('.stage, [role=tabpanel]:not([hidden]), .failed-part')];
    return all.map((one) => one.textContent.trim()).join('\n');
  });

const notes = (page: Page) =>
  page.$$eval('.error-note, [role=alert]', (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => one.textContent ?? ''),
  );

/** Opens a place in a page of which something was taken. */
async function openWithout(place: string, address: string, deny: () => void): Promise<Watched> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  await page.evaluateOnNewDocument(deny);
  return visit(page, `${address}/#${place}`);
}

/** Presses whatever is to be pressed first: what computes is to fail now, if it does. @returns whether there is such a button */
function pressMain(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLButtonElement>('.button.main')];
    const main = all.find((one) => !one.disabled && one.checkVisibility());
    main?.click();
    return main !== undefined;
  });
}

/** Waits until something is said to be wrong, and presses what is to be pressed as soon as it is there. */
async function begin(page: Page, patience: number): Promise<void> {
  const end = Date.now() + patience;
  let isPressed = false;
  while (Date.now() < end && (await page.$('.error-note, [role=alert]')) === null) {
    if (!isPressed) isPressed = await pressMain(page);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Does something for every place, a few at a time: most of it is waiting. */
async function forAllPlaces(act: (place: string) => Promise<void>): Promise<void> {
  const waiting = [...places];
  const take = async () => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) await act(place);
  };
  await Promise.all([take(), take(), take(), take()]);
}

describeInChromium('a page from which something was taken', () => {
  let served: Served;

  beforeAll(async () => {
    served = await serve(pageFolder);
  });

  afterAll(() => served.close());

  it('is as it is with a storage where there is none', async () => {
    await forAllPlaces(async (place) => {
      const { page, faults } = await openWithout(place, served.address, () => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException('The storage is denied.', 'SecurityError');
            },
          });
        }
      });
      await page.click('.theme');
      expect((await words(page)).length, place).toBeGreaterThan(100);
      expect(await notes(page), place).toEqual([]);
      expect(faults, place).toEqual([]);
      await page.close();
    });
  });

  /** Lets a place begin, and returns what it then says is wrong: in sentences, and not in place of all else. */
  async function complaints(place: string, { page }: Watched, isNeeding: boolean): Promise<string> {
    await begin(page, isNeeding ? 30_000 : 3000);
    const said = await notes(page);
    expect((await words(page)).length, place).toBeGreaterThan(100);
    for (const note of said) {
      expect(note, place).not.toMatch(/undefined|NaN|\[object|null/);
      expect(note, place).toMatch(/^.{20,700}$/s);
    }
    expect(await page.$('#page > .page-fault'), `${place}: ${said.join(' ')}`).toBe(null);
    await page.close();
    return said.join(' ');
  }

  const denied: readonly (readonly [string, RegExp, readonly string[], (place: string) => Promise<Watched>])[] = [
    [
      'WebAssembly, by a policy',
      /WebAssembly/,
      ['learns', 'task', 'enough', 'race', 'why', 'data', 'effective-dimension'],
      async (place) => {
        // The page's workers have its policy.
        const strict = await serve(pageFolder, { 'Content-Security-Policy': "script-src 'self'" });
        const watched = await openWithout(place, strict.address, () => {});
        watched.page.once('close', () => void strict.close());
        return watched;
      },
    ],
    [
      'WebAssembly',
      /WebAssembly/,
      ['learns', 'task', 'enough', 'race', 'why', 'data', 'effective-dimension', 'benchmark'],
      (place) =>
        openWithout(place, served.address, () => {
          Reflect.deleteProperty(globalThis, 'WebAssembly');
        }),
    ],
    [
      'workers',
      /workers/,
      ['learns', 'task', 'enough', 'race', 'why', 'effective-dimension', 'benchmark'],
      (place) =>
        openWithout(place, served.address, () => {
          globalThis.Worker = class {
            constructor() {
              throw new Error('They are denied.');
            }
          } as unknown as typeof Worker;
        }),
    ],
    [
      'the workers’ program',
      /"program.js" could not be loaded/,
      ['learns', 'task', 'enough', 'race', 'why', 'effective-dimension', 'benchmark'],
      async (place) => {
        const page = await browser.newPage();
        await page.setViewport({ width: 1280, height: 720 });
        await page.setRequestInterception(true);
        page.on('request', (request) => {
          if (request.url().endsWith('program.js')) void request.abort();
          else void request.continue();
        });
        return visit(page, `${served.address}/#${place}`);
      },
    ],
  ];

  it.each(denied)('says so in words where it lacks %s', async (_, reason, needing, open) => {
    const silent: string[] = [];
    await forAllPlaces(async (place) => {
      const isNeeding = needing.includes(place);
      const said = await complaints(place, await open(place), isNeeding);
      if (isNeeding && !reason.test(said)) silent.push(`${place}: ${said}`);
    });
    expect(silent).toEqual([]);
  });
});
