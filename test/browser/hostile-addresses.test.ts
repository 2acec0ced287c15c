import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { panelNames } from '../../src/playground/panel-names.js';
import { sceneNames } from '../../src/playground/scene-names.js';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';
import { openPage, pageFile } from './playground-page.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

const names = ['run', 'data', 'game', 'seed', 'embedding', 'loss', 'corners', 'fidelity', 'slide', 'part', 'shots'];
const all = (word: string) => names.map((name) => `${name}=${word}`).join('&');

/** Settings that nobody wrote in earnest. */
const hostile: readonly (readonly [string, string])[] = [
  ['a very long one', `run=${'1+'.repeat(20_000)}&game=${'x'.repeat(50_000)}`],
  ['very many', Array.from({ length: 3000 }, (_, i) => `a${i}=${i}`).join('&')],
  ['names of prototypes', `__proto__=1&constructor=2&toString=3&hasOwnProperty=4&${all('__proto__')}`],
  ['values of prototypes', all('constructor')],
  ['broken escapes', '%=%&%E0%A4%A=%zz&game=%&run=%FF%FE&slide=%'],
  [
    'huge and strange numbers',
    ['1e999', '-1e999', 'NaN', '0x7fffffff', '1e-400', '-0', '9'.repeat(400)].map(all).join('&'),
  ],
  ['HTML', all('<img src=x onerror="document.body.id=\'taken\'"><script>document.body.id="taken"</script>')],
  ['escaped HTML', all(encodeURIComponent('<b id="taken">taken</b>"\'><svg onload=alert(1)>'))],
  ['nothing at all', '&&&===&=&?&#&slide&slide'],
  ['other letters', all('\u202e\u0000\ud800😀ﷺ')],
];

const places = [...sceneNames, ...panelNames].map(({ id }) => id);

describeInChromium('an address with settings that nobody wrote in earnest', () => {
  it.each(hostile)('%s: every place is there, and says what it does not understand', async (_, settings) => {
    for (const place of places) {
      const { page, faults } = await openPage(browser, `${pageFile}#${place}?${settings}`);
      const seen = await page.evaluate(() => {
        const open = document.querySelector<HTMLElement>('.stage, [role=tabpanel]:not([hidden])');
        return {
          words: open?.textContent.trim().length ?? 0,
          notes: document.querySelectorAll('.error-note').length,
          longest: Math.max(
            0,
            ...[...document.querySelectorAll('.error-note')].map((one) => one.textContent?.length ?? 0),
          ),
          isTaken: document.querySelector('#taken, img[src=x], main script') !== null,
          isWide: document.documentElement.scrollWidth > innerWidth,
          isFault: document.querySelector('#page > .page-fault, .failed-part') !== null,
        };
      });
      expect(seen.words, place).toBeGreaterThan(20);
      expect(seen.notes, place).toBeLessThan(60);
      expect(seen.longest, place).toBeLessThan(1000);
      expect([seen.isTaken, seen.isWide, seen.isFault], place).toEqual([false, false, false]);
      expect(faults, place).toEqual([]);
      await page.close();
    }
  });

  it.each([
    '',
    '#',
    '#?',
    '#%',
    '#__proto__',
    '#constructor?a=b',
    '#<img src=x>',
    `#${'x'.repeat(100_000)}`,
    '#wall#turn',
  ])('%s is the first scene or says that it is none', async (hash) => {
    const { page, faults } = await openPage(browser, `${pageFile}${hash.slice(0, 100_000)}`);
    expect(await page.$eval('.stage h2', (one) => one.textContent)).toBe('The wall');
    const longest = await page.$$eval('.error-note', (notes) =>
      Math.max(0, ...notes.map((one) => one.textContent?.length ?? 0)),
    );
    expect(longest).toBeLessThan(400);
    expect(await page.$('img')).toBe(null);
    expect(faults).toEqual([]);
    await page.close();
  });
});
