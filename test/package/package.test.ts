import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Installed, installPackage } from './installed.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');

let installed: Installed;
// Packing is a program of its own, which waits its turn on a busy machine.
beforeAll(() => {
  installed = installPackage();
}, 120_000);
afterAll(() => installed.remove());

describe('the packed package', () => {
  it('has what is imported, and no source map', () => {
    const { files } = installed;
    const programs = ['index', 'inline-worker', 'thread', 'ebit', 'ebit-node'].map((name) => `dist/${name}.js`);
    const wanted = ['README.md', 'LICENSE', ...programs];
    const browser = ['ebit.js', 'worker.js', 'thread.js', 'LICENSES.txt'].map((name) => `dist/browser/${name}`);
    const data = [
      'dist/core.wasm',
      'dist/types/index.d.ts',
      'src/data/breast-cancer-wisconsin.csv',
      'src/data/iris.csv',
      'dist/playground/index.html',
    ];
    expect(files).toEqual(expect.arrayContaining([...wanted, ...browser, ...data]));
    expect(
      files.filter((path) => /\.map$|\.tsx?$|^(test|bench|assembly|\.ci)\//.test(path) && !path.endsWith('.d.ts')),
    ).toEqual([]);
  });

  it('runs nothing when it is installed', () => {
    const { scripts } = JSON.parse(readFileSync(join(installed.packageFolder, 'package.json'), 'utf8'));
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare', 'prepublish'];
    expect(Object.keys(scripts).filter((name) => hooks.includes(name))).toEqual([]);
    expect(installed.files).not.toContain('binding.gyp');
  });

  it('brings no other package, and at most 8.8 MB', () => {
    const manifest = JSON.parse(readFileSync(join(installed.packageFolder, 'package.json'), 'utf8'));
    expect(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })).toEqual([]);
    for (const name of Object.keys(manifest.peerDependencies)) {
      expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
    }
    const bytes = installed.files.map((path) => statSync(join(installed.packageFolder, path)).size);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(8_800_000);
  });

  it('has types that name no package but those of Redis, which are optional', () => {
    const types = installed.files.filter((path) => path.endsWith('.d.ts'));
    expect(types.length).toBeLessThan(8);
    for (const path of types) {
      const text = readFileSync(join(installed.packageFolder, path), 'utf8');
      const named = [...text.matchAll(/from '([^'.][^']*)'|import\('([^'.][^']*)'\)/g)].map(([, a, b]) => a ?? b);
      expect(named.filter((name) => !/^node:/.test(name))).toEqual([]);
    }
  });

  it('is without fault to publint', async () => {
    const { messages } = await publint({ pkgDir: installed.packageFolder, pack: false, strict: true });
    // Those who know `exports` are not concerned; the field is for those who do not, such as Parcel as it comes.
    expect(messages.filter(({ code }) => code !== 'USE_EXPORTS_BROWSER')).toEqual([]);
  });

  it('has types for every import, with the profile of ES modules alone', async () => {
    const result = await checkPackage(createPackageFromTarballData(installed.tarball));
    const { problems = [] } = result as { problems?: { kind: string; resolutionKind?: string }[] };
    // Node 10 knows no exports, and a CommonJS program of Node 16 cannot require an ES module.
    const outside = ['node10', 'node16-cjs'];
    expect(result.types).toBeTruthy();
    expect(problems.filter(({ resolutionKind }) => !outside.includes(resolutionKind ?? ''))).toEqual([]);
  });

  it.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
  ])('is typed for programs of module %s', (module, resolution) => {
    const path = installed.write(
      `typed-${module}.ts`,
      `import { type FitResult, bellNetwork, chsh, classifier, fit, qcnn } from 'ebit';
import { digest } from 'ebit/browser';
import { folderStore } from 'ebit/node';
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const run: FitResult = await fit(model, chsh(), { iterations: 2 });
const text: string = digest(run.model.parameters);
const kept: boolean = folderStore('runs/a').contents().outcomes.has(text);
// @ts-expect-error a depth is a number
qcnn({ depth: text });
`,
    );
    const flags = ['--noEmit', '--strict', '--target', 'ES2022', '--lib', 'ES2023,DOM', '--types', ''];
    const words = [tsc, ...flags, '--module', module, '--moduleResolution', resolution, path];
    expect(execFileSync(process.execPath, words, { cwd: installed.folder, encoding: 'utf8' })).toBe('');
  });

  it('has types that promise what test/types says', () => {
    const names = readdirSync(join(root, 'test/types')).filter((name) => /(\.types|same)\.ts$/.test(name));
    const paths = names.map((name) => {
      const text = readFileSync(join(root, 'test/types', name), 'utf8');
      return installed.write(`types/${name}`, text.replace("'../../src/index.js'", "'ebit'"));
    });
    const flags = ['--noEmit', '--strict', '--target', 'ES2022', '--lib', 'ES2023,DOM', '--types', ''];
    const words = [tsc, ...flags, '--module', 'NodeNext', ...paths];
    const { stdout } = spawnSync(process.execPath, words, { cwd: installed.folder, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

describe('a program without the types of browsers and Node', () => {
  const older = join(root, 'node_modules/@typescript/typescript6/bin/tsc');
  it.each([
    [tsc, 'ES2022'],
    [older, 'ES2022'],
    [older, 'ES2022,DOM'],
  ])('has all that the package is imported by, with %s and %s', (compiler, lib) => {
    const path = installed.write(
      'edge.ts',
      `import core from 'ebit/core.wasm';
import { fitMany, threadPool, useCore } from 'ebit';
import { inlineWorker } from 'ebit/inline-worker';
import 'ebit/worker';
useCore(core);
export async function width(): Promise<number> {
  await using pool = await threadPool({ script: inlineWorker() });
  return pool.width + fitMany.length;
}
`,
    );
    const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'ES2022', '--lib', lib];
    const words = [compiler, ...flags, '--module', 'NodeNext', path];
    const { stdout } = spawnSync(process.execPath, words, { cwd: installed.folder, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

describe('a program of the older kind', () => {
  it('requires the library', () => {
    const path = installed.write('older.cjs', "console.log(typeof require('ebit').classifier);");
    expect(execFileSync(process.execPath, [path], { cwd: installed.folder, encoding: 'utf8' })).toBe('function\n');
  });

  it('is typed where neither exports nor conditions are known', () => {
    const path = installed.write('older.ts', "import { bellNetwork } from 'ebit';\nbellNetwork({ ebits: 1 });\n");
    const flags = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'ES2022', '--lib', 'ES2023,DOM'];
    const older = join(root, 'node_modules/@typescript/typescript6/bin/tsc');
    const words = [
      older,
      ...flags,
      '--module',
      'ES2022',
      '--moduleResolution',
      'node10',
      '--ignoreDeprecations',
      '6.0',
      path,
    ];
    const { stdout } = spawnSync(process.execPath, words, { cwd: installed.folder, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

describe('the command line', () => {
  const table = 'a,b,label\n1,2,x\n3,5,y\n5,6,x\n7,9,y\n2,2,x\n9,8,y\n4,1,x\n8,3,y\n';
  const program = (...words: string[]) =>
    spawnSync(process.execPath, [join(installed.packageFolder, 'dist/ebit.js'), ...words], {
      cwd: installed.folder,
      encoding: 'utf8',
    });

  it('trains, and compares without a picture, with nothing else installed', () => {
    installed.write('table.csv', table);
    const trained = program('train', '--data', 'table.csv', '--iterations', '3', '--out', 'run');
    expect([trained.status, trained.stdout.includes('logistic regression')]).toEqual([0, true]);
    const words =
      'compare --data clusters --ebits 1 --coins 0 --depth 1 --iterations 2 --seeds 2 --shots 10 --out compared';
    const compared = program(...words.split(' '));
    expect(compared.status).toBe(0);
    expect(compared.stdout).not.toContain('picture');
    expect(compared.stderr).toMatch(
      /Pictures need three more packages.*install them: npm install @observablehq\/plot linkedom/,
    );
    expect(readdirSync(join(installed.folder, 'compared')).filter((name) => /\.(svg|png)$/.test(name))).toEqual([]);
  });

  it.each([
    ['train --data table.csv --iterations 3 --plot --out pictured', 'pictured'],
    ['reproduce table-s2 --tiny --out pictured', 'pictured'],
    ['effective-dimension --ebits 1 --qubits 2 --depth 1 --plot spectrum.svg', 'spectrum.svg'],
  ])('refuses pictures before the work: %s', (words, left) => {
    installed.write('table.csv', table);
    const { status, stderr } = program(...words.split(' '));
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/error \[runtime\]: Pictures need three more packages/);
    expect(existsSync(join(installed.folder, left))).toBe(false);
  });

  it('says which packages Redis needs where they are not installed', () => {
    const program = join(installed.packageFolder, 'dist/ebit.js');
    const words = [program, 'worker', '--redis', 'redis://127.0.0.1:1'];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: installed.folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/error \[redis\]: Redis needs two more packages.*install them: npm install bullmq ioredis/);
  });
});

/** Says what an import did besides defining its names; a module of its own, so that nothing else has run before. */
const watching = `
const seen = [];
const watch = (owner, name) => {
  owner[name] = new Proxy(owner[name], {
    apply(target, self, words) { seen.push(name); return Reflect.apply(target, self, words); },
    construct(target, words, base) { seen.push(name); return Reflect.construct(target, words, base); },
  });
};
for (const name of ['Module', 'Instance', 'compile', 'instantiate']) watch(WebAssembly, name);
for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'fetch', 'MessageChannel']) watch(globalThis, name);
const plain = ['Object', 'Array', 'Function', 'String', 'Number', 'Math', 'Promise', 'Float64Array', 'JSON', 'Error'];
const owners = [globalThis, ...plain.flatMap((name) => [globalThis[name], globalThis[name].prototype ?? {}])];
const state = () => owners.map((owner) => Reflect.ownKeys(owner).map((key) => {
  const { value, get, set } = Reflect.getOwnPropertyDescriptor(owner, key);
  return [key, value, get, set];
}));
// What Node makes when it is first asked for is there before, so that only what is changed shows.
for (const name of ['TextDecoder', 'TextEncoder', 'AbortController', 'crypto', 'performance']) void globalThis[name];
const before = state();
const names = Object.keys(await import(process.argv[2]));
const after = state();
const changed = after.flatMap((keys, i) => keys.flatMap((entry, j) =>
  keys.length === before[i].length && entry.every((part, k) => Object.is(part, before[i][j][k])) ? [] : [String(entry[0])]));
console.log(JSON.stringify({ names: names.length, seen, changed, open: process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|Port|Worker/.test(name)) }));
`;

describe('importing', () => {
  it.each([
    ['ebit', 70],
    ['ebit/browser', 70],
    ['ebit/node', 5],
  ])('%s compiles nothing, waits for nothing and leaves every global alone', (name, least) => {
    const path = installed.write('watching.js', watching);
    const text = execFileSync(process.execPath, [path, name], { cwd: installed.folder, encoding: 'utf8' });
    expect(JSON.parse(text)).toEqual({ names: expect.any(Number), seen: [], changed: [], open: [] });
    expect(JSON.parse(text).names).toBeGreaterThanOrEqual(least);
  });

  it('notices a global, a timer and a compilation', () => {
    installed.write(
      'loud.js',
      'globalThis.loud = 1; setTimeout(() => {}, 200); new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));',
    );
    const path = installed.write('watching.js', watching);
    const text = execFileSync(process.execPath, [path, './loud.js'], { cwd: installed.folder, encoding: 'utf8' });
    const { seen, changed, open } = JSON.parse(text);
    expect(seen).toEqual(['setTimeout', 'Module']);
    expect(open).toEqual(['Timeout']);
    expect(changed).toContain('loud');
  });
});

describe('what a page has to fetch', () => {
  it.each([
    ['the core', 'src/core/generated/core.wasm', 64],
    ['the self-contained library', 'dist/browser/ebit.js', 300],
    ['its worker', 'dist/browser/worker.js', 200],
  ])('%s is small when gzipped', (_, path, kilobytes) => {
    expect(gzipSync(readFileSync(join(root, path))).length).toBeLessThan(kilobytes * 1000);
  });
});
