import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as esbuild } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { createLogger, createServer, type LogOptions, build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumAbsence, describeInChromium } from '../browser/absence.js';
import { launchChromium, serve } from '../browser/headless.js';
import { type Installed, installPackage } from './installed.js';

const simulating = `
import { circuit, openSimulator } from 'ebit';
const bell = openSimulator(circuit(2).h(0).cx(0, 1));
document.title = String(bell.expectation('ZZ').toFixed(3));
bell.close();
`;

/** Trains in this thread and in two workers; the page's title says whether they agree. */
const training = `
import { bellNetwork, chsh, classifier, fitMany, qcnn } from 'ebit';
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const parameters = async (workers) => {
  const runs = await fitMany(model, chsh(), { seeds: [1, 2], iterations: 20, workers, tries: 1 });
  return runs.map((run) => [...run.model.parameters].join()).join(';');
};
parameters(0)
  .then(async (here) => (here === (await parameters(2)) ? 'the same in two workers' : 'something else in workers'))
  .catch((error) => error.message)
  .then((said) => { document.title = said; });
`;

const page = (script: string) => `<!doctype html><meta charset="utf-8"><title>waiting</title>
<link rel="icon" href="data:,"><script type="module" src="./${script}"></script>`;
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";

/** A logger that keeps what it is warned of. */
function quietLogger(warnings: string[]) {
  const logger = createLogger('warn');
  const keep = (text: string, _?: LogOptions) => void warnings.push(text);
  return { ...logger, warn: keep, warnOnce: keep, error: keep };
}

let installed: Installed;
let browser: Browser;
beforeAll(async () => {
  installed = installPackage();
  for (const [name, text] of Object.entries({ simulating, training })) {
    installed.write(`${name}/main.js`, text);
    installed.write(`${name}/index.html`, page('main.js'));
  }
  if (chromiumAbsence === null) browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  installed?.remove();
});

/** Opens a page and returns the title that its program gives it, with whatever went wrong. */
async function titleOf(address: string): Promise<{ title: string; faults: string[] }> {
  const tab = await browser.newPage();
  const faults: string[] = [];
  tab.on('pageerror', (error) => faults.push(String(error)));
  tab.on('console', (message) => {
    if (message.type() !== 'debug') faults.push(message.text());
  });
  tab.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  await tab.goto(address);
  await tab.waitForFunction("document.title !== 'waiting'", { timeout: 100_000 });
  const title = await tab.title();
  await tab.close();
  return { title, faults };
}

/** Builds a program, and returns where that lies and the packages that are part of it. */
async function builtByVite(program: string): Promise<{ folder: string; packages: string[] }> {
  const root = join(installed.folder, program);
  const warnings: string[] = [];
  const customLogger = quietLogger(warnings);
  const result = await vite({ configFile: false, root, logLevel: 'warn', customLogger, build: { target: 'es2022' } });
  expect(warnings).toEqual([]);
  const outputs = 'output' in result ? result.output : [];
  const used = outputs.flatMap((output) =>
    output.type === 'chunk'
      ? Object.entries(output.modules).filter(([, { renderedLength }]) => renderedLength > 0)
      : [],
  );
  const packages = used.flatMap(([path]) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
  return { folder: join(root, 'dist'), packages: [...new Set(packages)].sort() };
}

describeInChromium('Vite', () => {
  it('builds a program that trains in workers', async () => {
    const { folder, packages } = await builtByVite('training');
    expect(packages).toEqual(['ebit']);
    const files = readdirSync(join(folder, 'assets')).sort();
    expect(files).toEqual([expect.stringMatching(/^index-.*\.js$/), expect.stringMatching(/^worker-.*\.js$/)]);
    const served = await serve(folder, { 'Content-Security-Policy': strict });
    expect(await titleOf(served.address)).toEqual({ title: 'the same in two workers', faults: [] });
    await served.close();
  });

  it('serves it while it is written, with the package optimised', async () => {
    const root = join(installed.folder, 'training');
    const warnings: string[] = [];
    const server = await createServer({
      configFile: false,
      root,
      cacheDir: join(installed.folder, '.vite'),
      customLogger: quietLogger(warnings),
      server: { host: '127.0.0.1', port: 0, fs: { allow: [installed.folder] } },
    });
    try {
      await server.listen();
      const address = server.resolvedUrls?.local[0] ?? '';
      expect(await titleOf(address)).toEqual({ title: 'the same in two workers', faults: [] });
      expect(readdirSync(join(installed.folder, '.vite/deps'))).toContain('ebit.js');
      expect(warnings).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('builds a program that only simulates a circuit', async () => {
    const { folder, packages } = await builtByVite('simulating');
    expect(packages).toEqual(['ebit']);
    const served = await serve(folder, { 'Content-Security-Policy': strict });
    expect(await titleOf(served.address)).toEqual({ title: '1.000', faults: [] });
    await served.close();
  });
});

describeInChromium('a page of one script element', () => {
  it('trains in workers with the self-contained files alone', async () => {
    const alone = join(installed.folder, 'alone');
    for (const name of ['ebit.js', 'worker.js']) {
      installed.write(`alone/${name}`, readFileSync(join(installed.packageFolder, 'dist/browser', name), 'utf8'));
    }
    installed.write('alone/main.js', training.replace("from 'ebit'", "from './ebit.js'"));
    installed.write('alone/index.html', page('main.js'));
    const served = await serve(alone, { 'Content-Security-Policy': strict });
    expect(await titleOf(served.address)).toEqual({ title: 'the same in two workers', faults: [] });
    await served.close();
  });

  it('is told what a Content-Security-Policy has to allow', async () => {
    const refusing = strict.replace(" 'wasm-unsafe-eval'", '');
    const served = await serve(join(installed.folder, 'alone'), { 'Content-Security-Policy': refusing });
    const { title } = await titleOf(served.address);
    expect(title).toMatch(/^The core's WebAssembly was refused \(.*\)\. .*script-src 'wasm-unsafe-eval'/);
    await served.close();
  });

  it('is told by a typed error that the program for threads is not there', async () => {
    installed.write('lonely/ebit.js', readFileSync(join(installed.packageFolder, 'dist/browser/ebit.js'), 'utf8'));
    installed.write('lonely/main.js', training.replace("from 'ebit'", "from './ebit.js'"));
    installed.write('lonely/index.html', page('main.js'));
    const served = await serve(join(installed.folder, 'lonely'), { 'Content-Security-Policy': strict });
    const { title } = await titleOf(served.address);
    expect(title).toContain(
      `The program for threads, ${served.address}/worker.js, did not start: it could not be loaded.`,
    );
    await served.close();
  });
});

/** The names that a built file defines, by the module of the sources that they come from. */
function definitions(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let names: string[] = [];
  for (const line of text.split('\n')) {
    const module = line.match(/^\/\/ src\/(.+\.ts)$/)?.[1];
    const name = line.match(/^(?:async )?(?:function\*?|var|const|let|class) (\w+)/)?.[1];
    if (module !== undefined) {
      names = [];
      found.set(module, names);
    } else if (name !== undefined) names.push(name);
  }
  return found;
}

/** The modules of the sources of which something is left in a program's bundle, and the packages. */
async function carriedBy(program: string): Promise<{ modules: string[]; packages: string[] }> {
  const { metafile, outputFiles } = await esbuild({
    absWorkingDir: installed.folder,
    entryPoints: [`${program}/main.js`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    metafile: true,
    outdir: 'out',
    logLevel: 'error',
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const used = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  const packages = used.flatMap((path) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
  const left = new Set([...definitions(`// src/all.ts\n${outputFiles[0].text}`).values()].flat());
  const modules = used
    .filter((path) => path.includes('node_modules/ebit/'))
    .flatMap((path) => [...definitions(readFileSync(join(installed.folder, path), 'utf8'))])
    .flatMap(([module, names]) => (names.some((name) => left.has(name)) ? [module] : []));
  return { modules: modules.sort(), packages: [...new Set(packages)].sort() };
}

/** What all modules stand on: errors, random numbers, and how plain mistakes are refused. */
const ground = ['disposal.ts', 'errors.ts', 'nearest-name.ts', 'options.ts', 'random.ts', 'shown-value.ts'];

const foldersOf = (modules: readonly string[]) => new Set(modules.map((module) => module.split('/')[0]));

describe('a bundle', () => {
  it('of a program that only simulates carries circuits, the simulator and the core, and no more', async () => {
    const { modules, packages } = await carriedBy('simulating');
    expect(foldersOf(modules)).toEqual(new Set(['circuit', 'core', 'engine', 'simulator', ...ground]));
    expect(modules).toContain('simulator/simulator.ts');
    expect(packages).toEqual(['ebit']);
  });

  it('of a program that trains carries the trainer, and no experiment, baseline, table or matrix', async () => {
    const { modules, packages } = await carriedBy('training');
    expect(modules).toEqual(expect.arrayContaining(['training/adam.ts', 'jobs/thread-pool.ts', 'models/session.ts']));
    for (const folder of ['experiments', 'baselines', 'analysis', 'simulator', 'cli', 'report']) {
      expect(foldersOf(modules)).not.toContain(folder);
    }
    expect(modules).not.toContain('data/csv.ts');
    expect(packages).toEqual(['ebit']);
  });
});
