import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';

/** Where the built page is. */
export const pageFolder = fileURLToPath(new URL('../../dist/playground', import.meta.url));

/** The page as a file. */
export const pageFile = pathToFileURL(join(pageFolder, 'index.html')).href;

/** Where pictures of the page are put for looking at. */
export function screenshotFolder(): string {
  const folder = fileURLToPath(new URL('../../node_modules/.cache/ebit-screenshots', import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A page with what went wrong on it and what it asked for. */
export interface Watched {
  readonly page: Page;
  /** Errors on the console, and what was thrown and not caught. */
  readonly faults: readonly string[];
  /** Everything that was requested, but for what lies in the page itself. */
  readonly asked: readonly string[];
}

/** Opens an address, and waits until the page is there. */
export async function openPage(browser: Browser, address: string, width = 1280): Promise<Watched> {
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  return visit(page, address);
}

/** Has a page that was made ready go to an address, and waits until it is there. */
export async function visit(page: Page, address: string): Promise<Watched> {
  const faults: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(address);
  await page.waitForSelector('[role=tab], .stage');
  return { page, faults, asked };
}

/** What the page says of its runs: `done, 200 of 200`. */
export function runStates(page: Page): Promise<string[]> {
  return page.$$eval('.run .progress-text', (all) => all.map((one) => one.textContent ?? ''));
}

/** The results as the table has them, a row a run, each cell by its column's head. */
export function results(page: Page): Promise<Record<string, string>[]> {
  return page.$eval('section[aria-label=Results] table', (table) => {
    const text = (cell: Element) => (cell.textContent ?? '').trim();
    const heads = [...table.querySelectorAll('thead th')].map(text);
    return [...table.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries([...row.children].map((cell, i) => [heads[i], text(cell)])),
    );
  });
}

/** Presses the button with this name, as a reader of the screen hears it. */
export async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await button?.click();
}

/** Waits until all runs stand in a phase. */
export async function waitForPhase(page: Page, phase: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const all = [...document.querySelectorAll<HTMLElement>('.run')];
      return all.length > 0 && all.every((run) => run.dataset.phase === wanted);
    },
    { timeout: 100_000 },
    phase,
  );
}

/** Makes a file of a text, and drags it over the page, as from a folder's window. */
export async function dragFile(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    (fileName, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName, { type: 'text/csv' }));
      const dragged = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      Object.assign(globalThis, { dragged });
    },
    name,
    text,
  );
}

/** Lets the file go that {@link dragFile} drags. */
export async function letGo(page: Page): Promise<void> {
  await page.evaluate(() => document.body.dispatchEvent((globalThis as unknown as { dragged: DragEvent }).dragged));
}

/** Drops a file on the page, as from a folder's window. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  await dragFile(page, name, text);
  await letGo(page);
}

/** Presses a button that saves a file, and returns the file's text. */
export async function saved(page: Page, name: string): Promise<string> {
  await page.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      Object.assign(globalThis, { savedText: (blob as Blob).text() });
      return make(blob);
    };
  });
  await press(page, name);
  return page.evaluate(() => (globalThis as unknown as { savedText: Promise<string> }).savedText);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Returns whatever a check of accessibility finds, also where it is minor or only good practice. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: check } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
    interface AxeViolation {
      readonly id: string;
      readonly impact: string | null;
      readonly help: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    const { violations } = await check.run();
    return violations.map(
      ({ id, impact, help, nodes }) => `${id} (${impact}): ${help}: ${nodes[0].html} ${nodes[0].failureSummary}`,
    );
  });
}
