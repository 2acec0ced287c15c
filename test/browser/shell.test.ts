import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sceneNames } from '../../src/playground/scene-names.js';
import { describeInChromium } from './absence.js';
import { launchChromium, type Served, serve } from './headless.js';
import { openPage, pageFile, pageFolder, press, runStates, visit } from './playground-page.js';

const RACE = 'data=chsh&embedding=original&run=0+1+2+0+0.05+product+40+3&run=1+0.4+2+0+0.05+product+40+3';

let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await launchChromium();
  served = await serve(pageFolder);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const heading = (page: Page) => page.$eval('.stage h2', (one) => one.textContent);
const hash = (page: Page) => page.evaluate(() => location.hash);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const notes = (page: Page) => page.$$eval('.error-note', (all) => all.map((one) => one.textContent));
const waitForHeading = (page: Page, title: string) =>
  page.waitForFunction((wanted) => document.querySelector('.stage h2')?.textContent === wanted, {}, title);

describeInChromium('the way through the scenes', () => {
  it('begins at the first, and leads on by arrow keys, whose scene has the focus, and by Back and Forward', async () => {
    const { page, faults, asked } = await openPage(browser, `${served.address}/`);
    expect(await heading(page)).toBe('The wall');
    for (const { id, title } of sceneNames.slice(1)) {
      await page.keyboard.press('ArrowRight');
      await waitForHeading(page, title);
      expect(await hash(page)).toBe(`#${id}`);
      expect(await focused(page)).toBe(title);
      expect(await page.title()).toBe(`${title} · ebit playground`);
      expect(await page.$eval('.way [aria-current=page]', (one) => one.getAttribute('href'))).toBe(`#${id}`);
    }
    // There is none behind the last.
    await page.keyboard.press('ArrowRight');
    expect(await heading(page)).toBe('How much is enough');
    await page.goBack();
    await waitForHeading(page, 'A real task');
    await page.goBack();
    await waitForHeading(page, 'It learns');
    await page.goForward();
    await waitForHeading(page, 'A real task');
    await page.keyboard.press('ArrowLeft');
    await waitForHeading(page, 'It learns');
    // With another key it is the browser's.
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.up('Shift');
    expect(await heading(page)).toBe('It learns');
    expect(faults).toEqual([]);
    // The workshop is not loaded before it is wanted.
    expect(asked.filter((url) => url.includes('workshop'))).toEqual([]);
    await page.close();
  });

  it('a link that is followed by a key gives its scene the focus, one that is clicked keeps it', async () => {
    const { page } = await openPage(browser, `${pageFile}#wall`);
    await page.focus('.way a[href="#task"]');
    await page.keyboard.press('Enter');
    await waitForHeading(page, 'A real task');
    expect(await focused(page)).toBe('A real task');
    await page.click('.way a[href="#turn"]');
    await waitForHeading(page, 'Your turn');
    expect(await focused(page)).toBe('2 Your turn');
    await page.keyboard.press('ArrowLeft');
    await waitForHeading(page, 'The wall');
    await page.close();
  });

  it('a finger that goes sideways leads on; one that goes up, or slowly, or where it draws, does not', async () => {
    const page = await browser.newPage();
    await page.setViewport({ width: 390, height: 844, hasTouch: true, isMobile: true });
    await visit(page, `${pageFile}#turn`);
    const swipe = async (from: [number, number], to: [number, number], wait = 0) => {
      await page.touchscreen.touchStart(...from);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await page.touchscreen.touchMove(...to);
      await page.touchscreen.touchEnd();
    };
    // On the heading, which nothing draws on.
    const { y } = (await (await page.$('.stage h2'))!.boundingBox())!;
    await swipe([300, y], [120, y + 10]);
    await waitForHeading(page, 'It learns');
    await swipe([100, y], [280, y + 10]);
    await waitForHeading(page, 'Your turn');
    await swipe([300, y], [260, y]);
    await swipe([300, y], [200, y + 90]);
    await swipe([300, y], [120, y], 900);
    await page.$eval('.stage h2', (one) => {
      one.style.touchAction = 'none';
    });
    await swipe([300, y], [120, y]);
    expect(await heading(page)).toBe('Your turn');
    await page.close();
  });

  it('says that a place is none, and guesses which was meant', async () => {
    const { page, faults } = await openPage(browser, `${pageFile}#wal?a=b`);
    expect(await notes(page)).toEqual([
      'The page has no scene and no tab "wal". Did you mean "wall"? Here is The wall.',
    ]);
    await page.evaluate(() => {
      location.hash = '#racer?data=chsh';
    });
    await page.waitForFunction(() => document.querySelector('.error-note')?.textContent?.includes('"racer"'));
    expect(await notes(page)).toEqual([
      'The page has no scene and no tab "racer". Did you mean "race"? Here is The wall.',
    ]);
    expect(await heading(page)).toBe('The wall');
    expect(faults).toEqual([]);
    await page.close();
  });
});

describeInChromium('a slide', () => {
  it('has letters of 20 px and nothing to press but what leads out; arrows lead on, Escape and Back lead out too', async () => {
    const { page, faults } = await openPage(browser, `${pageFile}#wall?slide`);
    // What is drawn may be of parts that could be pressed, a sentence may have a link in it, and one link leads out.
    const controls = () =>
      page.$$eval('button, a:not(.slide-place), input, select', (all) =>
        all.filter((one) => one.closest('.stage-view, .stage p, .stage-verdict') === null).map((one) => one.outerHTML),
      );
    expect(await controls()).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('20px');
    expect(await page.$eval('.slide-place', (one) => one.textContent)).toBe('1 of 5 ×');
    await page.keyboard.press('ArrowRight');
    await waitForHeading(page, 'Your turn');
    expect(await hash(page)).toBe('#turn?slide');
    expect(await controls()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.way');
    expect(await hash(page)).toBe('#turn');
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('16px');
    await press(page, 'Slide');
    await page.waitForFunction(() => document.querySelector('.way') === null);
    expect(await hash(page)).toBe('#turn?slide');
    await page.goBack();
    await page.waitForSelector('.way');
    expect(await hash(page)).toBe('#turn');
    await page.goForward();
    await page.waitForSelector('.slide-place');
    await page.click('.slide-place');
    await page.waitForSelector('.way');
    expect(await hash(page)).toBe('#turn');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is none of the workshop', async () => {
    const { page } = await openPage(browser, `${pageFile}#race?slide&${RACE}`);
    await page.waitForSelector('.run');
    expect(await runStates(page)).toEqual(['ready, 0 of 40', 'ready, 0 of 40']);
    expect(await page.$('.way')).not.toBe(null);
    await page.close();
  });
});

describeInChromium('the workshop behind the scenes', () => {
  it('keeps its race, its tab and its address while a scene is open', async () => {
    const { page, faults } = await openPage(browser, `${served.address}/#circuit?${RACE}`);
    await page.waitForSelector('.circuit .gate');
    const before = await hash(page);
    await page.click('.way a[href="#wall"]');
    await waitForHeading(page, 'The wall');
    expect(await hash(page)).toBe('#wall');
    await page.click('.way-workshop');
    await page.waitForFunction((wanted) => location.hash === wanted, {}, before);
    await page.click('#tab-race');
    expect(await runStates(page)).toEqual(['ready, 0 of 40', 'ready, 0 of 40']);
    // Also when the page was loaded again in between.
    await page.click('.way a[href="#enough"]');
    await waitForHeading(page, 'How much is enough');
    await page.reload();
    await page.click('.way-workshop');
    await page.waitForSelector('.run');
    expect(await runStates(page)).toEqual(['ready, 0 of 40', 'ready, 0 of 40']);
    expect(await hash(page)).toBe(before.replace('#circuit', '#race'));
    expect(faults).toEqual([]);
    await page.close();
  });

  it('takes the race of a link that is followed in an open window, from a scene and from a tab', async () => {
    const { page } = await openPage(browser, `${pageFile}#race?${RACE}`);
    await page.waitForSelector('.run');
    await page.click('.way a[href="#wall"]');
    await waitForHeading(page, 'The wall');
    const follow = (address: string) => page.evaluate((to) => location.assign(to), address);
    const waitForRuns = (count: number) =>
      page.waitForFunction((wanted) => document.querySelectorAll('.run').length === wanted, {}, count);
    await follow('#race?data=chsh&run=1+1+2+0+0.05+product+50+3');
    await waitForRuns(1);
    expect(await runStates(page)).toEqual(['ready, 0 of 50']);
    await follow(`#race?${RACE}`);
    await waitForRuns(2);
    await follow('#circuit?data=chsh&embedding=original&run=1+1+2+0+0.05+product+60+3');
    await page.waitForSelector('.circuit .gate');
    expect(await hash(page)).toBe('#circuit?data=chsh&embedding=original&run=1+1+2+0+0.05+product+60+3');
    await page.click('#tab-race');
    expect(await runStates(page)).toEqual(['ready, 0 of 60']);
    await page.goBack();
    await waitForRuns(2);
    await page.close();
  });

  it.each(['workshop.js', 'workshop.css'])('says that %s could not be loaded, and tries again', async (missing) => {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    let isDenied = true;
    page.on('request', (request) => {
      if (isDenied && request.url().endsWith(missing)) void request.abort();
      else void request.continue();
    });
    await page.goto(`${served.address}/#race`);
    await page.waitForSelector('.failed-part');
    expect(await notes(page)).toEqual([
      `The workshop could not be opened: "${missing}" could not be loaded; is it beside the page, and the network there?`,
    ]);
    isDenied = false;
    await press(page, 'Try again');
    await page.waitForSelector('.run');
    expect(await notes(page)).toEqual([]);
    await page.close();
  });
});
