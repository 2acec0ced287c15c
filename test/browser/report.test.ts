import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';
import { accessibilityFaults } from './playground-page.js';

const program = fileURLToPath(new URL('../../dist/ebit.js', import.meta.url));

describeInChromium('the report of all experiments, in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-report-'));
  let browser: Browser | null = null;

  beforeAll(async () => {
    const words = ['reproduce', 'all', '--tiny', '--workers', '2', '--out', join(folder, 'out')];
    const { status, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    browser = await launchChromium();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = () => pathToFileURL(join(folder, 'out', 'report.html')).href;
  const opened = async (width: number, scheme = 'light') => {
    const page = await (browser as Browser).newPage();
    await page.setViewport({ width, height: 844 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(address());
    return page;
  };

  it('lets no text of a picture lie on another or stick out', async () => {
    const page = await opened(1280);
    const faults = await page.$$eval('figure', (figures) =>
      figures.flatMap((figure) => {
        const svg = figure.querySelector('svg') as SVGSVGElement;
        const bounds = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll('text')].filter((one) => one.textContent?.trim());
        const boxes = texts.map((one) => ({ text: one.textContent?.trim(), box: one.getBoundingClientRect() }));
        // Boxes of letters are higher than the letters; where only these rims touch, nothing is illegible.
        const rim = 3;
        return boxes.flatMap(({ text, box }, i) => {
          const inside =
            box.left >= bounds.left - 1 &&
            box.right <= bounds.right + 1 &&
            box.top >= bounds.top - 1 &&
            box.bottom <= bounds.bottom + 1;
          const hit = boxes.slice(i + 1).filter(({ box: other }) => {
            const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            return wide > 1 && high > rim;
          });
          return [
            ...(inside ? [] : [`${figure.id}: "${text}" sticks out`]),
            ...hit.map((other) => `${figure.id}: "${text}" lies on "${other.text}"`),
          ];
        });
      }),
    );
    expect(faults).toEqual([]);
    await page.close();
  });

  it('begins with its conclusion; whatever it leads to is there', async () => {
    const page = await opened(1280);
    const [first] = await page.$$eval('main h2', (all) => all.map((title) => title.textContent));
    expect(first).toBe('Conclusion');
    const links = await page.$$eval('a', (all) => all.map((one) => one.getAttribute('href') ?? ''));
    const ids = new Set(await page.$$eval('[id]', (all) => all.map(({ id }) => id)));
    const lost = links.filter((href) => {
      if (href.startsWith('#')) return !ids.has(href.slice(1));
      return !href.startsWith('https://') && !existsSync(join(folder, 'out', href));
    });
    expect(lost).toEqual([]);
    expect(links).toEqual(expect.arrayContaining(['numbers/fig4d.csv', 'figures/fig4d.svg']));
    expect(links).toContain('https://arxiv.org/abs/2605.03864');
    await page.close();
  });

  it.each([
    [1280, 'light'],
    [1400, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ])('has no fault of accessibility of any level, %i px wide and %s', async (width, scheme) => {
    const page = await opened(width, scheme);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.close();
  });

  it('has a colour for the night for every colour of a picture', async () => {
    const page = await opened(1280, 'dark');
    const unchanged = await page.$$eval('figure svg *', (all) => {
      const dark = (colour: string) => {
        const [red, green, blue, opacity = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
        return opacity > 0 && 0.2126 * red + 0.7152 * green + 0.0722 * blue < 90;
      };
      const drawn = all.filter((one) => ['path', 'line', 'circle', 'text', 'rect'].includes(one.tagName));
      const seen = drawn.flatMap((one) => {
        const { fill, stroke } = getComputedStyle(one);
        return one.tagName === 'text' ? [fill] : one.tagName === 'rect' ? [] : [stroke];
      });
      return [...new Set(seen.filter((colour) => colour !== 'none' && dark(colour) && colour !== 'rgb(20, 24, 29)'))];
    });
    expect(unchanged).toEqual([]);
    await page.close();
  });

  it('cuts no table and no picture off on paper', async () => {
    const page = await opened(1280);
    await page.emulateMediaType('print');
    // The width between the margins of an upright page, and of one on its side, in pixels of CSS.
    for (const [width, selector] of [
      [687, '.table:not(.wide) .box, .picture'],
      [1016, '.wide .box'],
    ] as const) {
      await page.setViewport({ width, height: 900 });
      const cut = await page.$$eval(selector, (all) =>
        all
          .filter((one) => one.scrollWidth > one.clientWidth + 1)
          .map((one) => `${one.parentElement?.id}: ${one.scrollWidth}`),
      );
      expect(cut).toEqual([]);
    }
    await page.close();
  });

  it.each([
    ['a wide window', 1280],
    ['a telephone', 390],
  ])('shows every figure and every section in %s', async (_, width) => {
    const page = await (browser as Browser).newPage();
    await page.setViewport({ width, height: 900 });
    const faults: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(address());

    const figures = await page.$$eval('figure svg', (all) =>
      all.map((svg) => {
        const { width: w, height: h } = svg.getBoundingClientRect();
        return { wide: w > 100, high: h > 100, marks: svg.querySelectorAll('path, circle, line, rect').length > 3 };
      }),
    );
    // fig. 2c, 3b and 3c twice, 4a to 4e, S6, tables S2 and S3, spectrum, rank against inputs, two of fidelity, rivals, two of
    // price; then two each of gate noise, waiting time, link fidelity and topologies, distillation, costs.
    expect(figures).toEqual(Array.from({ length: 30 }, () => ({ wide: true, high: true, marks: true })));
    const titles = await page.$$eval('h2, h3', (all) => all.map((title) => title.textContent?.split(':')[0]));
    const names = ['Fig. 2c', 'Fig. 3', 'Fig. 4a', 'Fig. 4b', 'Fig. 4c', 'Fig. 4d', 'Fig. 4e', 'Fig. S6'];
    const tables = ['Table S2', 'Table S3', 'Table S4', 'Table S5', 'Table S6', 'What the paper leaves open'];
    expect(titles).toEqual(expect.arrayContaining([...names, ...tables]));
    // The page itself does not scroll sideways: wide tables do, in boxes of their own.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(faults).toEqual([]);
    expect(asked).toEqual([address()]);
    await page.close();
  });
});
