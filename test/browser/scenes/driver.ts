import type { ElementHandle, Page } from 'puppeteer-core';

/** How a reader reaches what a scene offers. */
export type Way = 'keyboard' | 'touch';

/** Leads one scene to its end, as a reader would, and checks what it then says. */
export interface SceneDriver {
  /** The scene's word in the address. */
  readonly id: string;
  /** The part that moves, which is to be in sight without scrolling; `.stage-view` unless told. */
  readonly moving?: string;
  /**
   * Leads the scene, which was just opened, to its end by keys or by fingers alone, and expects its sentences on the way. It is
   * to work at every size, in light and dark, and where no motion is wanted; at most 20 s on a busy machine.
   */
  drive(page: Page, by: Way): Promise<void>;
  /** Waits until nothing of the scene moves or computes any more, so that a picture of it is always the same. */
  settled(page: Page): Promise<void>;
}

/** Presses Tab until the element has the focus, so that it is known to be reached by keys. */
export async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  await page.waitForSelector(selector);
  for (let i = 0; i < most; i++) {
    const isThere = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${selector} is not reached by ${most} presses of Tab`);
}

/** Has Tab begin at the scene's heading again: beyond the last control it leads out of the page. */
export async function fromTop(page: Page): Promise<void> {
  await page.evaluate(() => document.getElementById('stage-title')?.focus());
}

/** Touches the middle of an element, which is to be in sight. */
export async function tap(page: Page, selector: string): Promise<void> {
  await tapElement(page, await page.waitForSelector(selector, { visible: true }));
}

/** How long a touch may take to become a click, milliseconds. */
const CLICK = 1500;

/**
 * Touches until there is a click: of a touch right after another, as no finger is so quick, Chromium now and then makes none,
 * though it tells the page of both.
 */
async function tapElement(page: Page, element: ElementHandle<Element> | null): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const box = await element?.boundingBox();
    if (element == null || box == null) throw new Error('What is to be touched has no place on the page');
    await page.evaluate(() => {
      Object.assign(globalThis, { isClicked: false });
      addEventListener('click', () => Object.assign(globalThis, { isClicked: true }), { once: true, capture: true });
    });
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    const isClicked = await page
      .waitForFunction(() => (globalThis as { isClicked?: boolean }).isClicked, { timeout: CLICK, polling: 20 })
      .then(
        () => true,
        () => false,
      );
    if (isClicked) return;
  }
  throw new Error('Three touches have made no click');
}

/** Activates a button, a link or the like by Tab and Enter, or by a touch. */
export async function activate(page: Page, by: Way, selector: string): Promise<void> {
  if (by === 'touch') return tap(page, selector);
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}

/** Chooses an entry of a list: by keys with the focus on it; a touch opens the system's own list, which no driver can see. */
export async function choose(page: Page, by: Way, selector: string, value: string): Promise<void> {
  if (by === 'keyboard') await tabTo(page, selector);
  await page.select(selector, value);
}

/** What stands in an element, with single spaces. */
export async function wordsOf(page: Page, selector: string): Promise<string> {
  const text = await page.$eval(selector, (element) => element.textContent ?? '');
  return text.replace(/\s+/g, ' ').trim();
}

/** Waits until an element's text fits a pattern; the error names the text that was there instead. */
export async function waitForWords(page: Page, selector: string, pattern: RegExp, timeout = 60_000): Promise<string> {
  const end = Date.now() + timeout;
  let words = '';
  do {
    words = await wordsOf(page, selector).catch(() => '');
    if (pattern.test(words)) return words;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`${selector} says ${JSON.stringify(words)}, which does not fit ${pattern}`);
}
