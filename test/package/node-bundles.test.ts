// Programs of Node that were bundled by others: the library is part of them, and its worker lies no more beside it.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Format } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, installPackage } from './installed.js';

/** Says whether fits in two workers have the bits of fits here, or what is wrong. */
const program = (script: string, more = '') => `${more}
import { bellNetwork, chsh, classifier, fitMany, qcnn } from 'ebit';
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const parameters = async (more) => {
  const runs = await fitMany(model, chsh(), { seeds: [1, 2], iterations: 20, tries: 1, ...more });
  return runs.map((run) => [...run.model.parameters].join()).join(';');
};
Promise.all([parameters({ workers: 0 }), parameters({ workers: 2, ${script} })])
  .then(([here, there]) => console.log(here === there))
  .catch((error) => console.log(error.code, error.message));
`;

const formats: readonly (readonly [Format, string])[] = [
  ['esm', 'mjs'],
  ['cjs', 'cjs'],
  ['iife', 'cjs'],
];

let installed: Installed;
let elsewhere: string;
beforeAll(async () => {
  installed = installPackage();
  elsewhere = mkdtempSync(join(tmpdir(), 'ebit-bundles-'));
  installed.write('plain.js', program(''));
  installed.write('inline.js', program('script: inlineWorker()', "import { inlineWorker } from 'ebit/inline-worker';"));
  for (const [format, extension] of formats) {
    await build({
      absWorkingDir: installed.folder,
      entryPoints: ['plain.js', 'inline.js'],
      bundle: true,
      platform: 'node',
      format,
      outdir: `built/${format}`,
      outExtension: { '.js': `.${extension}` },
      logLevel: 'error',
    });
    mkdirSync(join(elsewhere, format));
    for (const name of ['plain', 'inline']) {
      const file = `${format}/${name}.${extension}`;
      copyFileSync(join(installed.folder, 'built', file), join(elsewhere, file));
    }
  }
}, 120_000);
afterAll(() => {
  installed?.remove();
  if (elsewhere !== undefined) rmSync(elsewhere, { recursive: true });
});

/** What a program says that is run from a folder which has nothing to do with it. */
function saidBy(path: string, cwd = tmpdir()): string {
  const { stdout, stderr } = spawnSync(process.execPath, [path], { cwd, encoding: 'utf8' });
  return `${stdout}${stderr}`.trim();
}

describe.each(formats)('a program that is one file, of format %s', (format, extension) => {
  const path = (folder: string, name: string) => join(folder, format, `${name}.${extension}`);

  it('finds its workers in the package, from wherever it is started', () => {
    expect(saidBy(path(join(installed.folder, 'built'), 'plain'))).toBe('true');
  });

  it('that was carried away finds them in the folder that it is started in', () => {
    expect(saidBy(path(elsewhere, 'plain'), installed.folder)).toBe('true');
  });

  it('that was carried away alone says what to write', () => {
    expect(saidBy(path(elsewhere, 'plain'))).toMatch(
      /^runtime The program for threads is not beside this bundle, nor in a package "ebit"\. .*\{ script: inlineWorker\(\) \}/,
    );
  });

  it('that was carried away alone has them in it, where it asks for that', () => {
    expect(saidBy(path(elsewhere, 'inline'))).toBe('true');
  });
});

describe('the installed package', () => {
  it.each([
    ["new URL(import.meta.resolve('ebit/worker'))", ''],
    ["import.meta.resolve('ebit/worker')", ''],
    ["createRequire(import.meta.url).resolve('ebit/worker')", "import { createRequire } from 'node:module';"],
  ])('has a worker by the name %s', (script, more) => {
    const name = installed.write('named.mjs', program(`script: ${script}`, more));
    expect(saidBy(name)).toBe('true');
  });

  it('computes where no bytes may be compiled, with the core from its file', () => {
    const compiled = installed.write(
      'edge.mjs',
      `import { readFileSync } from 'node:fs';
      const core = new WebAssembly.Module(readFileSync(new URL(import.meta.resolve('ebit/core.wasm'))));
      WebAssembly.Module = class extends WebAssembly.Module {
        constructor() { throw new WebAssembly.CompileError('code generation disallowed by embedder'); }
      };
      const { useCore, circuit, expectation } = await import('ebit');
      const bell = () => expectation(circuit(2).h(0).cx(0, 1), 'ZZ').toFixed(3);
      try { bell(); } catch (error) { console.log(error.code); }
      useCore(core);
      console.log(bell());`,
    );
    expect(saidBy(compiled)).toBe('runtime\n1.000');
  });

  it('is imported where there is neither WebAssembly, nor TextDecoder, nor structuredClone, and says what is missing', () => {
    const bare = installed.write(
      'bare.mjs',
      `for (const name of ['WebAssembly', 'TextDecoder', 'structuredClone', 'Worker', 'MessageChannel', 'atob', 'URL']) delete globalThis[name];
      const { circuit, expectation, isEbitError } = await import('./node_modules/ebit/dist/browser/ebit.js');
      try { expectation(circuit(1), 'Z'); } catch (error) { console.log(isEbitError(error), error.code, error.message); }`,
    );
    expect(saidBy(bare)).toMatch(/^true runtime This JavaScript engine has no WebAssembly/);
  });
});
