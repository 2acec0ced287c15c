import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { activate, choose, fromTop, type SceneDriver, tabTo, tap, type Way, waitForWords, wordsOf } from './driver.js';

/** Leads to another part. */
async function toPart(page: Page, by: Way, place: number): Promise<void> {
  const selector = `.turn-controls .segments button:nth-of-type(${place})`;
  if (by === 'touch') return tap(page, selector);
  await fromTop(page);
  await activate(page, by, selector);
  await fromTop(page);
}

const answer = (who: string) => `.answer[data-who="${who}"]`;
const cell = (place: number) => `.map-cell:nth-child(${place})`;

/** Turns answers, and finds on the map that no strategy wins all four. */
async function fixedAnswers(page: Page, by: Way): Promise<void> {
  await waitForWords(page, '.turn-verdict', /^You lose one of the four question pairs, 1 and 1, and win 3 of 4/);
  await activate(page, by, answer('A0'));
  await waitForWords(page, '.turn-verdict', /^You lose 3 of the four question pairs: 0 and 0, 0 and 1, 1 and 1/);
  await activate(page, by, answer('A1'));
  await waitForWords(page, '.tried', /^3 of 16 tried\.$/);
  if (by === 'touch') {
    for (let place = 1; place <= 16; place++) await tap(page, cell(place));
  } else {
    await tabTo(page, '.map-cell[aria-pressed=true]');
    for (let row = 0; row < 4; row++) {
      for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
    }
  }
  await waitForWords(page, '.tried', /^All 16 tried: 8 win 3 of 4, 8 win 1 of 4, none wins all\.$/);
  expect(await page.$$eval('.map-cell[aria-pressed=true]', (all) => all.length)).toBe(1);
}

/** Draws an arrow from where it points to elsewhere, in degrees, with a finger. */
async function drawArrow(page: Page, who: string, from: number, to: number): Promise<void> {
  const box = await (await page.$(`.turn-dial[data-who=${who}] .turn-dial-rim`))?.boundingBox();
  if (box == null) throw new Error(`${who} has no circle`);
  const at = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return [x + 0.45 * box.width * Math.cos(angle), y - 0.45 * box.height * Math.sin(angle)] as const;
  };
  const finger = await page.touchscreen.touchStart(...at(from));
  await finger.move(...at((from + to) / 2));
  await finger.move(...at(to));
  await finger.end();
}

/** Turns the arrows beyond what coins reach, then to the best. */
async function arrows(page: Page, by: Way): Promise<void> {
  await waitForWords(page, '.turn-verdict', /^S = 1\.000: .* no more than fixed answers and coins can do/);
  if (by === 'touch') {
    await drawArrow(page, 'A', 45, 90);
    await drawArrow(page, 'B', 90, -40);
    await drawArrow(page, 'B', 0, 45);
  } else {
    await tabTo(page, '[data-arrow=A1]');
    await page.keyboard.press('PageUp');
    await tabTo(page, '[data-arrow=B0]');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp');
    await tabTo(page, '[data-arrow=B1]');
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.up('Shift');
  }
  await waitForWords(page, '.turn-verdict', /^S = 2\.[1-8]\d\d: .* more than any fixed answers and any coins/);
  await activate(page, by, '.turn-controls > .button:nth-of-type(1)');
  await waitForWords(page, '.turn-verdict', /^S = 2\.828: .* \.854, the most that any number of ebits can do\.$/);
  await waitForWords(page, '.best-found', /^Your best: 2\.828\. Best possible: 2√2 = 2\.828\.$/);
}

/** A game in which ebits gain something, and one in which they do not. */
async function otherGames(page: Page, by: Way): Promise<void> {
  await waitForWords(page, '.turn-ceilings', /coins: at most \.750\. Any number of ebits: at most \.854 \(certified\)/);
  await choose(page, by, '.turn-controls select', 'odd-cycle 5');
  await waitForWords(page, '.turn-ceilings', /coins: at most \.900\. Any number of ebits: at most \.976 \(certified\)/);
  await activate(page, by, '.turn-controls > .button:nth-of-type(1)');
  await waitForWords(page, '.turn-verdict', /^Your answers win 9 of 10 question pairs: \.900\./);
  await fromTop(page);
  await choose(page, by, '.turn-controls select', 'inner-product 2');
  await waitForWords(page, '.turn-ceilings', /at most \.750 \(certified\)\. So no ebit gains anything here\.$/);
  expect(await wordsOf(page, '.s-now')).toMatch(/^10 of 16/);
}

/** All three parts, to their ends. */
export const turn: SceneDriver = {
  id: 'turn',
  async drive(page, by) {
    await fixedAnswers(page, by);
    await toPart(page, by, 2);
    await arrows(page, by);
    await toPart(page, by, 3);
    await otherGames(page, by);
  },
  async settled(page) {
    await page.waitForFunction(() => {
      const words = document.querySelector('.turn-verdict')?.textContent ?? '';
      return words !== '' && !words.includes('being certified');
    });
  },
};
