import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportOf } from '../benchmark/reports.js';
import { temporaryWorkingFolder } from '../cli/temporary-folder.js';
import { describeInChromium } from './absence.js';
import { launchChromium } from './headless.js';
import { lookAt, openPanel, textOf } from './panel-page.js';
import { press } from './playground-page.js';

const folder = temporaryWorkingFolder();
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser?.close());

describeInChromium('the benchmark panel', () => {
  it('measures in a worker, all bits equal, and puts another machine beside it', async () => {
    const watched = await openPanel(browser, 'benchmark');
    const { page } = watched;
    await page.waitForSelector('.benchmark-file');
    await press(page, 'Measure quickly');
    await page.waitForSelector('progress');
    await page.waitForSelector('.benchmark-report', { timeout: 110_000 });
    expect(await textOf(page, '.benchmark-report')).toContain(
      'equal bits: all 12 workloads compute what they do on every machine',
    );
    const bits = await page.$$eval('.benchmark-report tbody td:last-child', (all) => all.map((one) => one.textContent));
    expect(bits).toEqual(Array.from({ length: 12 }, () => 'equal'));
    const facts = await textOf(page, '.benchmark-facts');
    expect(facts).toContain('runtimeChrome ');
    expect(facts).toContain('load beforenot told');

    const take = async (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      const input = (await page.$('.benchmark-file input')) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(join(folder, name));
    };
    await take('model.json', '{"format":"ebit-model"}');
    await page.waitForSelector('.error-note');
    expect(await textOf(page, '.error-note')).toContain('give what ebit bench --json prints');
    await take('laptop.json', JSON.stringify(reportOf({ 'gates-10': [1, 2, 3] })));
    await page.waitForSelector('.benchmark-comparison');
    expect(await page.$('.error-note')).toBeNull();
    const text = await textOf(page, '.benchmark-comparison');
    expect(text).toContain('First: laptop.json. Second: this browser.');
    expect(text).toContain('Node 20.20.2');
    await lookAt(watched, 'benchmark');
    await page.close();
  }, 180_000);

  it('is cancelled by its button', async () => {
    const { page, faults } = await openPanel(browser, 'benchmark');
    await page.waitForSelector('.benchmark-file');
    await press(page, 'Measure');
    await page.waitForSelector('progress');
    await press(page, 'Cancel');
    await page.waitForFunction(() => document.querySelector('progress') === null);
    expect(await page.$('.benchmark-report')).toBeNull();
    expect(faults).toEqual([]);
    await page.close();
  });
});
