import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bothBrowsers } from './absence.js';
import { type Served, serve } from './headless.js';
import { pageFolder } from './playground-page.js';
import { atOneSize, type Combination, pairwise, sizes } from './scenes/combinations.js';
import type { SceneDriver } from './scenes/driver.js';
import { enough } from './scenes/enough.js';
import { learns } from './scenes/learns.js';
import { expectInSight, expectWell, openScene, overflow, smallText } from './scenes/scene-page.js';
import { task } from './scenes/task.js';
import { turn } from './scenes/turn.js';
import { wall } from './scenes/wall.js';

const drivers: readonly SceneDriver[] = [wall, turn, learns, task, enough];

function driverOf(id: string): SceneDriver {
  return drivers.find((one) => one.id === id) as SceneDriver;
}

let served: Served;

beforeAll(async () => {
  served = await serve(pageFolder);
});

afterAll(() => served?.close());

const browsers = bothBrowsers('the scenes').map((one) => ({
  ...one,
  combinations: one.name === 'Chromium' ? pairwise : atOneSize,
}));

const nameOf = ({ id, size, theme, motion, by }: Combination) =>
  `${id} at ${size} size, ${theme}, ${motion === 'reduce' ? 'without' : 'with'} motion, by ${by}`;

describe.each(browsers)('$title', ({ name, launch, absent, combinations }) => {
  let browser: Browser;

  beforeAll(async () => {
    if (absent === null) browser = await launch();
  }, 120_000);

  afterAll(() => browser?.close());

  test.runIf(absent === null).each(combinations.map((one) => [nameOf(one), one] as const))(
    '%s',
    async (_, one) => {
      const { id, moving = '.stage-view', drive, settled } = driverOf(one.id);
      const watched = await openScene(browser, `${served.address}/#${id}`, one);
      const { page } = watched;
      await expectInSight(page, moving);
      expect(await overflow(page)).toEqual([0, 0]);
      await drive(page, one.by);
      await settled(page);
      await expectInSight(page, moving);
      const picture = [name, id, one.size, one.theme, one.motion === 'reduce' ? 'still' : 'moving', one.by].join('-');
      await expectWell(watched, served.address, picture.toLowerCase());
      await page.close();
    },
    180_000,
  );

  const slides = name === 'Chromium' ? combinations : [];
  test.runIf(absent === null).each(slides.map((one) => [`${one.id}, ${one.size}, ${one.theme}`, one] as const))(
    'as a slide: %s',
    async (_, one) => {
      const { id, moving = '.stage-view' } = driverOf(one.id);
      const watched = await openScene(browser, `${served.address}/#${id}?slide`, one);
      const { page } = watched;
      await expectInSight(page, moving);
      // It plays by itself, and has no controls to tell that it is done.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await expectInSight(page, moving);
      // What is drawn may be of parts that could be pressed, a sentence may have a link in it, and one link leads out.
      const controls = await page.$$eval('button, a:not(.slide-place), input, select', (all) =>
        all
          .filter(
            (one) =>
              one.closest('.stage-view, .stage p, .stage-verdict') === null || /^(input|select)$/i.test(one.tagName),
          )
          .map((one) => one.outerHTML),
      );
      expect(controls).toEqual([]);
      expect(sizes[one.size].width < 1000 ? [] : await smallText(page, 20)).toEqual([]);
      await expectWell(watched, served.address, `${id}-slide-${one.size}-${one.theme}`, []);
      await page.close();
    },
  );
});
