// The runtimes that the contract holds for: where each is, and how it is asked.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { firefoxPath, launchChromium, launchFirefox, serve } from '../browser/headless.js';
import type { Answer, Order } from './answer.js';
import { bun, type CommandRuntime, deno, node26, printedBy, thisNode } from './commands.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A runtime of this machine, or one that it lacks. */
export interface Runtime {
  readonly name: string;
  /** What to do about its absence; null where it is there. */
  readonly absent: string | null;
  /** Runs the program once for every order, all in one process or page. */
  answers(orders: readonly Order[]): Promise<Answer[][]>;
}

/** Bundles a program of this folder into one file, and returns its path; it lies where packages are found from. */
async function bundled(entry: string): Promise<string> {
  const outfile = `${root}node_modules/.cache/ebit-test/contract-${process.pid}/${entry}.js`;
  await build({
    absWorkingDir: root,
    entryPoints: [`test/contract/${entry}.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    logLevel: 'error',
  });
  return outfile;
}

function onCommandLine(runtime: CommandRuntime, library: string): Runtime {
  return {
    name: `${runtime.name}, dist/${library}`,
    absent: runtime.absent,
    async answers(orders) {
      const program = await bundled('command');
      const file = pathToFileURL(`${root}dist/${library}`).href;
      try {
        return JSON.parse(await printedBy(runtime, [program, file, JSON.stringify(orders)], root));
      } finally {
        rmSync(program, { force: true });
      }
    },
  };
}

/** A page that has the self-contained files and nothing else, and may run nothing else. */
const pageRules = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";
const pageText = `<!doctype html><meta charset="utf-8"><title>contract</title><link rel="icon" href="data:,">
<script type="module" src="page.js"></script>`;

function inBrowser(name: string, absent: string | null, launch: () => Promise<Browser>): Runtime {
  return {
    name: `${name}, dist/browser/ebit.js`,
    absent,
    async answers(orders) {
      const folder = mkdtempSync(join(tmpdir(), 'ebit-contract-'));
      const program = await bundled('page');
      copyFileSync(program, join(folder, 'page.js'));
      for (const file of ['ebit.js', 'worker.js']) copyFileSync(`${root}dist/browser/${file}`, join(folder, file));
      writeFileSync(join(folder, 'index.html'), pageText);
      const served = await serve(folder, { 'Content-Security-Policy': pageRules });
      const browser = await launch();
      try {
        const page = await browser.newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => faults.push(String(error)));
        page.on('console', (message) => faults.push(message.text()));
        await page.goto(served.address);
        const text = await page.evaluate(`answersTo(${JSON.stringify(orders)})`).catch((error: unknown) => {
          throw new Error([String(error), ...faults].join('\n'));
        });
        if (faults.length > 0) throw new Error(faults.join('\n'));
        return JSON.parse(String(text));
      } finally {
        await browser.close();
        await served.close();
        rmSync(folder, { recursive: true, force: true });
        rmSync(program, { force: true });
      }
    },
  };
}

/**
 * Every runtime that the contract is about, those that are not here included.
 *
 * @param chromiumAbsence - why Chromium does not start here, where somebody has tried; null unless told
 */
export function runtimes(chromiumAbsence: string | null = null): Runtime[] {
  return [
    onCommandLine(thisNode, 'index.js'),
    onCommandLine(node26, 'index.js'),
    onCommandLine(deno, 'index.js'),
    onCommandLine(deno, 'browser/ebit.js'),
    onCommandLine(bun, 'index.js'),
    onCommandLine(bun, 'browser/ebit.js'),
    inBrowser('Chromium', chromiumAbsence, launchChromium),
    inBrowser('Firefox', firefoxPath() === null ? 'apt-get install firefox-esr' : null, launchFirefox),
  ];
}
