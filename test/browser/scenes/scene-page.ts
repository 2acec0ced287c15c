import type { Browser, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { accessibilityFaults, screenshotFolder, visit, type Watched } from '../playground-page.js';
import { type Combination, sizes } from './combinations.js';

/** Opens a scene as a combination says; a Firefox cannot be told what its reader prefers, but what was chosen before. */
export async function openScene(
  browser: Browser,
  address: string,
  { size, theme, motion, by }: Omit<Combination, 'id'>,
): Promise<Watched> {
  const page = await browser.newPage();
  await page.setViewport({ ...sizes[size], hasTouch: by === 'touch', isMobile: size === 'phone' });
  const isChromium = (await browser.version()).includes('hrome');
  if (isChromium) {
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: motion },
    ]);
  } else {
    await page.evaluateOnNewDocument((chosen) => {
      // The empty page of before has no storage.
      if (location.protocol.startsWith('http')) localStorage.setItem('ebit-theme', chosen);
    }, theme);
  }
  return visit(page, address);
}

/** How far the page goes beyond the window, in CSS pixels. */
export function overflow(page: Page): Promise<readonly [number, number]> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [Math.max(0, scrollWidth - innerWidth), Math.max(0, scrollHeight - innerHeight)] as const;
  });
}

/** Expects an element to be as a whole in the window, and large enough to be seen. */
export async function expectInSight(page: Page, selector: string): Promise<void> {
  const box = await page.$eval(selector, (one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return {
      left,
      top,
      right: innerWidth - right,
      bottom: innerHeight - bottom,
      width: right - left,
      height: bottom - top,
    };
  });
  const { width, height, ...room } = box;
  // A border may lie on a fraction of a pixel.
  for (const [side, pixels] of Object.entries(room)) expect(pixels, `${selector}, ${side}`).toBeGreaterThan(-1);
  expect(Math.min(width, height), `${selector} is ${width} x ${height}`).toBeGreaterThan(100);
}

/** Returns what is on the screen and too small for a finger or a pointer: buttons, links and the like below 32 px. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.$$eval('button, a[href], select, input:not([type=checkbox], [type=radio], [type=file])', (all) =>
    all.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect();
      // What is not drawn, or shown to readers of the screen only, is no target; a link in a sentence is as high as its line.
      const isHidden = width < 2 || height < 2 || getComputedStyle(one).visibility === 'hidden';
      const isInSentence = one.tagName === 'A' && one.closest('p') !== null;
      // A slider's thumb is what is held; it is as wide as the track lets it be.
      const isSmall = height < 24 || (one.tagName !== 'INPUT' && Math.min(width, height) < 31.5);
      return isHidden || isInSentence || !isSmall
        ? []
        : [`${one.outerHTML.slice(0, 120)}: ${width.toFixed(1)} x ${height.toFixed(1)}`];
    }),
  );
}

/** Returns what text is drawn smaller than a number of CSS pixels: the words, with their size. */
export function smallText(page: Page, least: number): Promise<string[]> {
  return page.evaluate((limit) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const words = (node.textContent ?? '').trim();
      const parent = node.parentElement;
      if (words === '' || parent === null || parent.closest('[hidden], .visually-hidden, noscript, title, desc'))
        continue;
      const { width, height } = parent.getBoundingClientRect();
      if (width < 2 || height < 2) continue;
      const scale = parent instanceof SVGGraphicsElement ? Math.abs(parent.getScreenCTM()?.d ?? 1) : 1;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize) * scale;
      if (size < limit - 0.5) found.push(`${words.slice(0, 40)}: ${size.toFixed(1)} px`);
    }
    return found;
  }, least);
}

/** Expects all that holds for every scene in every combination, and keeps a picture to look at. */
export async function expectWell(
  { page, faults, asked }: Watched,
  origin: string,
  name: string,
  targets?: readonly string[],
): Promise<void> {
  await page.screenshot({ path: `${screenshotFolder()}/scene-${name}.png` });
  expect(await overflow(page)).toEqual([0, 0]);
  expect(targets ?? (await smallTargets(page))).toEqual([]);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(origin))).toEqual([]);
}
