import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';

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
    const address = pathToFileURL(join(folder, 'out', 'report.html')).href;
    await page.goto(address);

    const figures = await page.$$eval('figure svg', (all) =>
      all.map((svg) => {
        const { width: w, height: h } = svg.getBoundingClientRect();
        return { wide: w > 100, high: h > 100, marks: svg.querySelectorAll('path, circle, line, rect').length > 3 };
      }),
    );
    // fig. 2c, 3b and 3c twice, 4a to 4e, S6, tables S2 and S3, spectrum, rank against inputs, two of fidelity, rivals, two of
    // price; then two each of gate noise, waiting time, link fidelity and topologies, distillation, costs.
    expect(figures).toEqual(Array.from({ length: 30 }, () => ({ wide: true, high: true, marks: true })));
    const titles = await page.$$eval('h2', (all) => all.map((title) => title.textContent?.split(':')[0]));
    const names = ['Fig. 2c', 'Fig. 3', 'Fig. 4a', 'Fig. 4b', 'Fig. 4c', 'Fig. 4d', 'Fig. 4e', 'Fig. S6'];
    const tables = ['Table S2', 'Table S3', 'Table S4', 'Table S5', 'Table S6', 'Sensitivity'];
    expect(titles).toEqual(expect.arrayContaining([...names, ...tables]));
    // The page itself does not scroll sideways: wide tables do, in boxes of their own.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(faults).toEqual([]);
    expect(asked).toEqual([address]);
    await page.close();
  });
});
