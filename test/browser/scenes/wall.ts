import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { activate, fromTop, type SceneDriver, tabTo, waitForWords, wordsOf } from './driver.js';

/** Presses one of the scene's buttons, which are found by their place: play, a thousand rounds, reset, another seed. */
const button = (place: number) => `.wall-controls > .button:nth-of-type(${place})`;
const [PLAY, THOUSAND, RESET] = [1, 2, 3].map(button);

const lane = (sharing: string) => `.wall-lane[data-sharing=${sharing}] .lane-words`;

/** How many rounds are counted. */
async function rounds(page: Page): Promise<number> {
  const found = (await wordsOf(page, lane('nothing'))).match(/of ([\d\s]+) won/);
  return found === null ? 0 : Number(found[1].replace(/\s/g, ''));
}

const isRunning = async (page: Page) => (await wordsOf(page, PLAY)) === 'Pause';

/** Plays until some rounds are counted, pauses, begins again and plays a thousand; then with a pair that is separable. */
export const wall: SceneDriver = {
  id: 'wall',
  async drive(page, by) {
    if (!(await isRunning(page))) {
      expect(await wordsOf(page, lane('ebit'))).toBe('No round yet');
      await activate(page, by, PLAY);
    }
    await waitForWords(page, lane('coin'), /^\d+ of \d+ won, [.\d]+ to [.\d]+ \(95 %\), /);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    if (by === 'keyboard') await page.keyboard.press(' ');
    else await activate(page, by, PLAY);
    await waitForWords(page, PLAY, /^Play$/);
    const before = await rounds(page);
    expect(before).toBeGreaterThan(0);
    await activate(page, by, RESET);
    await waitForWords(page, lane('nothing'), /^No round yet$/);
    await fromTop(page);
    await activate(page, by, THOUSAND);
    // The same rounds for everybody: they belong to the seed.
    await waitForWords(page, lane('nothing'), /^757 of 1 000 won, \.729 to \.783 \(95 %\), 3\/4 is inside$/);
    await waitForWords(page, lane('coin'), /^743 of 1 000 won, \.715 to \.769 \(95 %\), 3\/4 is inside$/);
    await waitForWords(page, lane('ebit'), /^863 of 1 000 won, \.840 to \.883 \(95 %\), above 3\/4$/);
    await waitForWords(page, '.wall-verdict', /^The ebit wins \.863 of the rounds, more than 3 of 4/);
    expect(await wordsOf(page, '.wall-why')).toMatch(/coins win no more than nothing\. .* scene 4/);
    if (by === 'keyboard') {
      await tabTo(page, '.wall-controls input[type=range]');
      await page.keyboard.press('Home');
    } else {
      const box = await (await page.$('.wall-controls input[type=range]'))?.boundingBox();
      if (box == null) throw new Error('There is no slider');
      await page.touchscreen.tap(box.x + 4, box.y + box.height / 2);
    }
    await waitForWords(page, '.wall-verdict', /the pair is separable\. Like coins it wins at most 3 of 4/);
    await fromTop(page);
    await activate(page, by, THOUSAND);
    await waitForWords(page, lane('ebit'), /^\d+ of 1 000 won, .*, below 3\/4$/);
    expect(await wordsOf(page, '.wall-verdict')).toMatch(/separable/);
  },
  async settled(page) {
    await page.waitForFunction(() => /won|yet/.test(document.querySelector('.lane-words')?.textContent ?? ''));
  },
};
