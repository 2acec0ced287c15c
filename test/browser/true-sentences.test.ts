import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium } from './absence.js';
import { launchChromium, type Served, serve } from './headless.js';
import { pageFolder, visit } from './playground-page.js';
import type { SceneDriver } from './scenes/driver.js';
import { enough } from './scenes/enough.js';
import { learns } from './scenes/learns.js';
import {
  expectArrows,
  expectCeilings,
  expectCorners,
  expectPlan,
  expectRanks,
  expectScores,
  expectSeeds,
  expectTask,
  expectWall,
  expectWords,
} from './scenes/sentences.js';
import { task } from './scenes/task.js';
import { turn } from './scenes/turn.js';
import { wall } from './scenes/wall.js';

const drivers: readonly SceneDriver[] = [wall, turn, learns, task, enough];

type Check = (text: string, page: Page) => void | Promise<void>;

const plays =
  (fidelity: number): Check =>
  (text) =>
    expectWall(text, fidelity);
const deals =
  (fidelity: number | null, isChance = false): Check =>
  (text) =>
    expectTask(text, fidelity, isChance);
const corners: Check = async (text, page) =>
  expectCorners(
    text,
    await page.$$eval('.label-table .cell.picked', (cells) => cells.map(({ textContent }) => textContent ?? '')),
  );

/** Addresses, and what must be true of each scene's sentences once it is at its end. */
const settings: readonly (readonly [string, Check])[] = [
  ['#wall', plays(1)],
  ['#wall?F=0.79&seed=2', plays(0.79)],
  ['#wall?F=0.6&seed=7', plays(0.6)],
  ['#wall?F=0.5&seed=3', plays(0.5)],
  ['#wall?F=0.25', plays(0.25)],
  ['#turn?answers=6', (text) => expectPlan(text, 6)],
  ['#turn?answers=3', (text) => expectPlan(text, 3)],
  ['#turn?part=ebit', (text) => expectArrows(text, [0, 45, 0, 90])],
  ['#turn?part=ebit&A0=0&A1=90&B0=45&B1=315', (text) => expectArrows(text, [0, 90, 45, 315])],
  ['#turn?part=games&game=odd-cycle%205', (text) => expectCeilings(text, [0.9, Math.cos(Math.PI / 20) ** 2])],
  ['#turn?part=games&game=chained%203', (text) => expectCeilings(text, [5 / 6, Math.cos(Math.PI / 12) ** 2])],
  ['#turn?part=games&game=access%203', (text) => expectCeilings(text, [0.75, 1 / 2 + 1 / (2 * Math.sqrt(3))])],
  ['#learns', expectSeeds],
  ['#learns?embedding=alternative', expectSeeds],
  ['#learns?loss=mse&seed=4', expectSeeds],
  ['#task?part=games&a1=1&a2=8&b1=2&b2=7', corners],
  ['#task?part=games&seed=4', corners],
  ['#task?part=race&data=cancer-2', deals(null)],
  ['#task?part=race&data=chance&for=10', deals(null, true)],
  ['#task?part=pair&data=cancer-2&fidelity=0.5', deals(0.5)],
  ['#task?part=pair&data=cancer-2&fidelity=0.75', deals(0.75)],
  ['#task?part=pair&data=cancer-2&fidelity=0.97&for=1000', deals(0.97)],
  ['#enough?n=25', (text) => expectRanks(text, 25)],
  ['#enough?n=130', (text) => expectRanks(text, 130)],
];

/** What a reader of the scene sees, piece by piece: what stands side by side is not one word. */
async function shownText(page: Page): Promise<string> {
  const pieces = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.querySelector('.stage') as Element, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode() !== null) {
      const { parentElement, data } = texts.currentNode as Text;
      // A part that is read out alone is as small as nothing.
      const { width, height } = parentElement?.getBoundingClientRect() ?? { width: 0, height: 0 };
      if (width > 1 && height > 1) found.push(data);
    }
    return found;
  });
  // The spaces within numbers are of another kind, and stay.
  return pieces.join(' ').replace(/[ \n]+/g, ' ');
}

describeInChromium('no sentence of a scene is false', () => {
  let browser: Browser;
  let served: Served;

  beforeAll(async () => {
    [browser, served] = await Promise.all([launchChromium(), serve(pageFolder)]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  test.each(settings)(
    '%s',
    async (hash, check) => {
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 720 });
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      const watched = await visit(page, `${served.address}/${hash}`);
      const { id, settled } = drivers.find((one) => hash.slice(1).startsWith(one.id)) as SceneDriver;
      if (id === 'wall') {
        // Without motion no round is played unasked: the second button plays a thousand.
        await page.waitForSelector('.wall-controls > .button:nth-of-type(2)');
        await page.click('.wall-controls > .button:nth-of-type(2)');
        await page.waitForFunction(() => document.querySelectorAll('.lane-words').length === 3);
        await page.waitForFunction(() =>
          [...document.querySelectorAll('.lane-words')].every(({ textContent }) =>
            /of 1\s000 won/.test(textContent ?? ''),
          ),
        );
      }
      await settled(page);
      const text = await shownText(page);
      expectWords(text);
      expectScores(text);
      await check(text, page);
      expect(watched.faults).toEqual([]);
      await page.close();
    },
    120_000,
  );
});
