import type { Page } from 'puppeteer-core';
import { type SceneDriver, tabTo, type Way, waitForWords } from './driver.js';

const SAID = '.enough-said';
const SLIDER = '.enough-controls input[type=range]';

/** Nothing moves once the button offers to, and the ranks for this N are there. */
async function settled(page: Page): Promise<void> {
  await waitForWords(page, '.enough-controls .button', /^Let N move$/, 100_000);
  await waitForWords(page, SAID, /^With N = /, 100_000);
}

async function toFirst(page: Page, by: Way): Promise<void> {
  if (by === 'keyboard') {
    await tabTo(page, SLIDER);
    await page.keyboard.press('Home');
    return;
  }
  const box = await (await page.waitForSelector(SLIDER, { visible: true }))?.boundingBox();
  if (box == null) throw new Error('The slider has no place on the page');
  await page.touchscreen.tap(box.x + 2, box.y + box.height / 2);
}

/** With the fewest inputs every curve is the sample's. */
export const enough: SceneDriver = {
  id: 'enough',
  async drive(page, by) {
    await page.waitForSelector(SLIDER);
    await toFirst(page, by);
    const words = await waitForWords(page, SAID, /^With N = \d+ the rank stops at/, 100_000);
    const inputs = Number(/N = (\d+)/.exec(words)?.[1]);
    for (const factor of [1, 2, 3]) {
      const said = `${factor * inputs} = ${factor === 1 ? '' : factor}N`;
      if (!words.includes(said)) throw new Error(`${words} does not say ${said}`);
    }
    await settled(page);
  },
  settled,
};
