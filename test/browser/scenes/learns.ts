import type { Page } from 'puppeteer-core';
import { activate, type SceneDriver, tabTo, type Way, waitForWords } from './driver.js';

const SAID = '.learns-said';

/** Until all trainings are done, S is not counted. */
const counted = (page: Page) =>
  waitForWords(page, SAID, /^After 500 steps: with an ebit .* above S = 2 \(best/, 100_000);

/** Nothing moves once the button offers to play. */
async function settled(page: Page): Promise<void> {
  await counted(page);
  await waitForWords(page, '.learns-controls .time .button', /^Play$/, 100_000);
}

async function toEnd(page: Page, by: Way): Promise<void> {
  const slider = '.learns-controls input[type=range]';
  if (by === 'keyboard') {
    await tabTo(page, slider);
    await page.keyboard.press('End');
    return;
  }
  const box = await (await page.waitForSelector(slider, { visible: true }))?.boundingBox();
  if (box == null) throw new Error('The slider has no place on the page');
  await page.touchscreen.tap(box.x + box.width - 2, box.y + box.height / 2);
}

/** The product loss finds 2 sqrt 2; the mean square only in some seeds, and the coin has all labels right. */
export const learns: SceneDriver = {
  id: 'learns',
  async drive(page, by) {
    await counted(page);
    await activate(page, by, '.learns-controls [data-value=mse]');
    const words = await counted(page).then(() =>
      waitForWords(page, SAID, /the coin has it in 10 of 10 seeds/, 100_000),
    );
    if (!/with an ebit [1-9] of 10 seeds/.test(words)) throw new Error(`${words} counts other seeds`);
    if (!words.includes('What no coins do is S > 2')) throw new Error(`${words} does not say what coins cannot do`);
    await toEnd(page, by);
    await waitForWords(page, '.player[data-shared=coin] .labels', /16 of 16 right/);
    await waitForWords(page, '.player[data-shared=nothing] .labels', /12 of 16 right/);
    await settled(page);
  },
  settled,
};
