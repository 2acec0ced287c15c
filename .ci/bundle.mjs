// Bundles the library, the command line and its workers into dist/, as ES modules. There, packages stay imports: npm
// resolves them once for every program that shares them. dist/browser/ has the library and its worker again, each in one
// small file that imports nothing. Prints how large that is.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { noticesOf } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`, { recursive: true });
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
};
const inPackage = {
  ...common,
  outdir: 'dist',
  packages: 'external',
  platform: 'neutral',
  external: ['node:*', '#thread'],
};
// Programs' bundlers drop a file whole that nothing of is used, so the library is cut into several: along what these
// modules need, each by itself.
const cuts = ['circuit/builder', 'simulator/simulator', 'data/csv', 'data/haar', 'models/classifier', 'analysis/rank'];
const moreCuts = ['training/fit', 'baselines/fit-dnn', 'jobs/fit-many'];
await build({
  ...inPackage,
  entryPoints: {
    index: 'src/index.ts',
    ebit: 'src/cli/main.ts',
    worker: 'src/jobs/worker.ts',
    ...Object.fromEntries([...cuts, ...moreCuts].map((path) => [`cuts/${path}`, `src/${path}.ts`])),
  },
  splitting: true,
  chunkNames: '[name]-[hash]',
});
rmSync(`${root}dist/cuts`, { recursive: true });
await build({ ...inPackage, entryPoints: { thread: 'src/jobs/node-thread.ts' } });
const { metafile } = await build({
  ...common,
  metafile: true,
  entryPoints: { ebit: 'src/index.ts', worker: 'src/jobs/worker.ts', thread: 'src/jobs/web-thread.ts' },
  outdir: 'dist/browser',
  alias: { '#thread': './src/jobs/web-thread.ts' },
  platform: 'browser',
  minify: true,
  // Tools that only look for words would not find the export at the end.
  banner: { js: 'export {};' },
  legalComments: 'none',
  // For whoever looks for a fault in a clone; the package does without.
  sourcemap: 'external',
});
// The core carries the loader in itself, so that it can be made when it is first needed; see assembly/build.mjs.
const inCore = ['node_modules/@assemblyscript/loader/index.js'];
writeFileSync(`${root}dist/LICENSES.txt`, noticesOf(inCore));
writeFileSync(`${root}dist/browser/LICENSES.txt`, noticesOf([...Object.keys(metafile.inputs), ...inCore]));

const table = 'src/data/breast-cancer-wisconsin.csv';
if (existsSync(`${root}${table}`)) copyFileSync(`${root}${table}`, `${root}dist/breast-cancer-wisconsin.csv`);

for (const path of ['src/core/generated/core.wasm', 'dist/browser/ebit.js', 'dist/browser/worker.js']) {
  const bytes = readFileSync(`${root}${path}`);
  const kilobytes = (size) => (size / 1000).toFixed(1);
  process.stdout.write(`${path}: ${kilobytes(bytes.length)} kB, ${kilobytes(gzipSync(bytes).length)} kB gzipped\n`);
}
