// Pages that have the library otherwise than their bundlers know: from another origin, as one classic script, in a worker
// that has no workers itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumAbsence, describeInChromium } from '../browser/absence.js';
import { launchChromium, type Served, serve } from '../browser/headless.js';
import { type Installed, installPackage } from './installed.js';

/** Says whether fits in two workers have the bits of fits here, or what is wrong; `workers` and `script` of each. */
const comparing = (from: string, here: string, there: string) => `
import { bellNetwork, chsh, classifier, fitMany, qcnn } from '${from}';
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const parameters = async (more) => {
  const runs = await fitMany(model, chsh(), { seeds: [1, 2], iterations: 20, tries: 1, ...more });
  return runs.map((run) => [...run.model.parameters].join()).join(';');
};
const comparison = (async () => String((await parameters({ ${here} })) === (await parameters({ ${there} }))))().catch((error) => error.code + ' ' + error.message);
`;
const telling = 'comparison.then((said) => { document.title = said; });';
const page = (script: string) =>
  `<!doctype html><meta charset="utf-8"><title>waiting</title><link rel="icon" href="data:,">${script}`;

let installed: Installed;
let browser: Browser;
let cdn: Served;
beforeAll(async () => {
  installed = installPackage();
  if (chromiumAbsence !== null) return;
  browser = await launchChromium();
  cdn = await serve(join(installed.packageFolder, 'dist/browser'), { 'Access-Control-Allow-Origin': '*' });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await cdn?.close();
  installed?.remove();
});

/** The title that a page's program gives it. */
async function titleOf(folder: string, policy: string | null = null): Promise<string> {
  const headers: Record<string, string> = policy === null ? {} : { 'Content-Security-Policy': policy };
  const served = await serve(join(installed.folder, folder), headers);
  const tab = await browser.newPage();
  try {
    await tab.goto(served.address);
    await tab.waitForFunction("document.title !== 'waiting'", { timeout: 100_000 });
    return await tab.title();
  } finally {
    await tab.close();
    await served.close();
  }
}

/** A page whose module script has the library from another origin. */
function writeForeign(folder: string, there: string): void {
  installed.write(`${folder}/main.js`, comparing(`${cdn.address}/ebit.js`, 'workers: 0', there) + telling);
  installed.write(`${folder}/index.html`, page('<script type="module" src="./main.js"></script>'));
}

describeInChromium('the library from another origin', () => {
  it('trains in workers that are started by way of a Blob', async () => {
    writeForeign('foreign', 'workers: 2');
    expect(await titleOf('foreign')).toBe('true');
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${cdn.address}; worker-src blob: ${cdn.address}; img-src data:`;
    expect(await titleOf('foreign', policy)).toBe('true');
  });

  it('says what a Content-Security-Policy has to allow that forbids it', async () => {
    writeForeign('foreign', 'workers: 2');
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${cdn.address}; worker-src 'self'; img-src data:`;
    const said = await titleOf('foreign', policy);
    expect(said).toMatch(
      /^runtime The program for threads, .*worker\.js, did not start: .*worker-src blob:.*workers: 0/,
    );
  });

  it('trains in workers of the page’s own origin, where it is told of them', async () => {
    installed.write('own/worker.js', readFileSync(join(installed.packageFolder, 'dist/browser/worker.js'), 'utf8'));
    writeForeign('own', "workers: 2, script: '/worker.js'");
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${cdn.address}; worker-src 'self'; img-src data:`;
    expect(await titleOf('own', policy)).toBe('true');
  });
});

describeInChromium('a classic script', () => {
  it('that has the workers’ program in it trains in workers', async () => {
    installed.write(
      'classic/source.js',
      `import { inlineWorker } from 'ebit/inline-worker';
      ${comparing('ebit', 'workers: 0', 'workers: 2, script: inlineWorker()')}${telling}`,
    );
    await build({
      absWorkingDir: installed.folder,
      entryPoints: ['classic/source.js'],
      bundle: true,
      format: 'iife',
      platform: 'browser',
      outfile: 'classic/main.js',
      logLevel: 'error',
    });
    installed.write('classic/index.html', page('<script src="./main.js" defer></script>'));
    expect(await titleOf('classic')).toBe('true');
  });

  it('that has not says what to write', async () => {
    installed.write('poor/source.js', comparing('ebit', 'workers: 0', 'workers: 2') + telling);
    await build({
      absWorkingDir: installed.folder,
      entryPoints: ['poor/source.js'],
      bundle: true,
      format: 'iife',
      platform: 'browser',
      outfile: 'poor/main.js',
      logLevel: 'error',
    });
    installed.write('poor/index.html', page('<script src="./main.js" defer></script>'));
    expect(await titleOf('poor')).toMatch(/^runtime The program for threads is not beside.*inlineWorker\(\)/);
  });
});

describeInChromium('a worker without workers', () => {
  const library = () => readFileSync(join(installed.packageFolder, 'dist/browser/ebit.js'), 'utf8');

  it.each([
    ['of as many threads as there are', 'workers: 0', '', 'true'],
    ['of two threads', 'workers: 0', 'workers: 2', /^runtime There are no threads here/],
  ])('that is shared takes fits %s', async (_, here, there, title) => {
    installed.write('shared/ebit.js', library());
    installed.write(
      'shared/shared.js',
      `${comparing('./ebit.js', here, there)}
      self.onconnect = ({ ports: [port] }) => comparison.then((said) => port.postMessage(said));`,
    );
    installed.write(
      'shared/main.js',
      `const { port } = new SharedWorker('./shared.js', { type: 'module', name: ${JSON.stringify(there)} });
      port.onmessage = ({ data }) => { document.title = data; };`,
    );
    installed.write('shared/index.html', page('<script type="module" src="./main.js"></script>'));
    expect(await titleOf('shared')).toMatch(title);
  });

  it('that serves pages takes fits', async () => {
    installed.write('service/ebit.js', library());
    installed.write(
      'service/service.js',
      `${comparing('./ebit.js', 'workers: 0', '')}
      self.onmessage = ({ source }) => comparison.then((said) => source.postMessage(said));`,
    );
    installed.write(
      'service/main.js',
      `navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
      await navigator.serviceWorker.register('./service.js', { type: 'module' });
      (await navigator.serviceWorker.ready).active.postMessage('begin');`,
    );
    installed.write('service/index.html', page('<script type="module" src="./main.js"></script>'));
    expect(await titleOf('service')).toBe('true');
  });
});

describeInChromium('the workers’ program', () => {
  it('is a module and none at once', async () => {
    installed.write('kinds/worker.js', readFileSync(join(installed.packageFolder, 'dist/browser/worker.js'), 'utf8'));
    installed.write(
      'kinds/main.js',
      `const heard = (type) => new Promise((resolve) => {
        const worker = new Worker('./worker.js', { type });
        worker.onmessage = ({ data }) => resolve('begun' in data);
        worker.onerror = ({ message }) => resolve(message);
      });
      document.title = String(await Promise.all(['module', 'classic'].map(heard)));`,
    );
    installed.write('kinds/index.html', page('<script type="module" src="./main.js"></script>'));
    expect(await titleOf('kinds')).toBe('true,true');
  });
});
