import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { activate, choose, type SceneDriver, tabTo, tap, type Way, waitForWords } from './driver.js';

/** A segment by what it sets. */
const segment = (value: string) => `.segments button[data-value="${value}"]`;

/** A list by one of its entries. */
const listWith = (value: string) => `select:has(option[value="${value}"])`;

/** A party's corner, counted from 1. */
const corner = (party: 'A' | 'B', n: number) => `.label-table button[aria-label^="${party}’s corner ${n}:"]`;

/** What stands in the picked cells of the table, counted by its marks. */
async function plusAmongPicked(page: Page): Promise<{ readonly picked: number; readonly plus: number }> {
  return page.$$eval('.label-table .cell.picked', (cells) => ({
    picked: cells.length,
    plus: cells.filter(({ textContent }) => textContent === '+').length,
  }));
}

/** Picks other corners, and expects what is said of them to be so. */
async function pickCorners(page: Page, by: Way): Promise<void> {
  await page.waitForSelector('.label-table');
  for (const one of [corner('A', 1), corner('A', 8), corner('B', 2), corner('B', 7)]) {
    await activate(page, by, one);
    const { picked, plus } = await plusAmongPicked(page);
    expect(picked).toBe(4);
    await waitForWords(page, '.four-name', plus % 2 === 1 ? /^A CHSH game$/ : /^No game$/);
  }
  await waitForWords(page, '.four-says', /\d+ of the 784 choices of two and two corners are CHSH games/);
}

/** Activates what stands before what has the focus: beyond the last control, Tab leads out of the page. */
async function activateBefore(page: Page, by: Way, selector: string): Promise<void> {
  if (by === 'touch') return tap(page, selector);
  for (let i = 0; i < 20; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) break;
    await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
  }
  await page.keyboard.press('Enter');
}

/** Moves the slider of the fidelity to its lower end by keys, or to 1/2 by its mark. */
async function separate(page: Page, by: Way): Promise<void> {
  if (by === 'touch') return tap(page, '.fidelity-marks button:first-child');
  await tabTo(page, '#task-fidelity');
  await page.keyboard.press('Home');
}

/** Waits until everything that is wanted is trained and shown. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.label-table, .task-verdict') !== null &&
      document.querySelector('.task-said progress, .task-map-square.waiting, .stage-view [aria-busy=true]') === null,
    { timeout: 100_000 },
  );
}

/** Many games, then a race on real rows, then a pair that is separable. */
export const task: SceneDriver = {
  id: 'task',
  async drive(page, by) {
    await pickCorners(page, by);
    await activate(page, by, segment('race'));
    // These are the quickest to be learnt.
    await choose(page, by, listWith('cancer-2'), 'cancer-2');
    await waitForWords(page, '.task-verdict', /^No difference seen at 100 shots\..*95 %/);
    await settled(page);
    await activateBefore(page, by, segment('pair'));
    await waitForWords(page, '.task-state', /^At F = 1\.00 the pair is entangled and perfect/);
    await separate(page, by);
    await waitForWords(page, '.task-state', /^At F = 0\.(25|50) the pair is separable/);
    const verdict = await waitForWords(page, '.task-verdict', /at 100 shots\.$/);
    expect(verdict).not.toMatch(/ebit|ntangle/);
    await settled(page);
  },
  settled,
};
