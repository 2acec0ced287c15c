import type { Browser, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { accessibilityFaults, openPage, pageFile, press, screenshotFolder, type Watched } from './playground-page.js';

/** Opens the page at a tab, for a reader who wants no motion: a replay is at its end at once. */
export async function openPanel(browser: Browser, tab: string): Promise<Watched> {
  const watched = await openPage(browser, `${pageFile}#${tab}`);
  await watched.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  return watched;
}

export function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

/** Takes pictures to look at, and checks that nothing is wrong on the page and that it does not scroll sideways. */
export async function lookAt({ page, faults, asked }: Watched, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    if (theme === 'dark') await press(page, 'Dark');
    expect(await accessibilityFaults(page), theme).toEqual([]);
    for (const width of [1280, 390] as const) {
      await page.setViewport({ width, height: 900 });
      await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await page.screenshot({ path: `${screenshotFolder()}/panel-${name}-${width}-${theme}.png`, fullPage: true });
    }
    await page.setViewport({ width: 1280, height: 900 });
  }
  await press(page, 'Dark');
  expect(faults).toEqual([]);
  expect(asked.every((address) => address.startsWith(pageFile.replace('index.html', '')))).toBe(true);
}
