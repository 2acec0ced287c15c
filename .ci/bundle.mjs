// Bundles the library, the command line and its workers into dist/, as ES modules. What they need of packages is in them, but
// for those that are optional: finding and reading packages one by one took Node three times as long as all else before a
// first prediction, and whoever installs this gets nothing else. dist/browser/ has the library again, in one small file that
// imports nothing. The workers' program is one such file for all runtimes, so that whatever copies or serves it needs no other.
// Prints how large they are.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transformSync } from 'esbuild';
import { noticesOf } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`, { recursive: true });
const { peerDependencies, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const sources = readdirSync(`${root}src`, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => `${entry.parentPath}/${entry.name}`)
  .sort();
const digest = createHash('sha256');
for (const path of sources) digest.update(readFileSync(path));
const common = {
  // By which a library knows whether a worker's program, which others copy about, goes with it.
  define: { EBIT_BUILD: JSON.stringify(`${version}-${digest.digest('hex').slice(0, 12)}`) },
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
  // Its sources, of which the bundler drops what is not used; what it exports is one piece.
  alias: { 'ml-matrix': './node_modules/ml-matrix/src/index.js' },
};
/**
 * What packages of the older kind require of Node: an ES module has no `require`, but the process hands out the same.
 */
const requiredOfNode = {
  name: 'required-of-node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_]+$/ }, ({ path, kind }) => {
      const name = path.replace('node:', '');
      if (!builtinModules.includes(name)) return undefined;
      return kind === 'require-call' ? { path: name, namespace: 'required' } : { path: `node:${name}`, external: true };
    });
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
    }));
  },
};
const inPackage = {
  ...common,
  outdir: 'dist',
  metafile: true,
  plugins: [requiredOfNode],
  platform: 'neutral',
  mainFields: ['browser', 'module', 'main'],
  // Of a package with an entry for each runtime the one that needs none.
  conditions: ['browser', 'module'],
  external: ['node:*', '#thread', ...Object.keys(peerDependencies)],
  legalComments: 'none',
};
// Programs' bundlers drop a file whole that nothing of is used, so the library is cut into several: along what these
// modules need, each by itself.
const cuts = ['circuit/builder', 'simulator/simulator', 'models/classifier', 'analysis/rank', 'tasks/run'];
const moreCuts = [
  'data/csv',
  'data/haar',
  'data/chsh',
  'data/clusters',
  'jobs/fit',
  'baselines/fit-dnn',
  'jobs/fit-many',
  'network/bell-network',
  'serving/open-predictor',
  'circuit/read-open-qasm/read',
  'interchange/to-pennylane',
  'interchange/to-qiskit',
  'benchmark/benchmark',
  'worth/compare',
  'worth/budget',
];
const { metafile: inNode } = await build({
  ...inPackage,
  entryPoints: {
    index: 'src/index.ts',
    ebit: 'src/cli/main.ts',
    'ebit-node': 'src/node.ts',
    ...Object.fromEntries([...cuts, ...moreCuts].map((path) => [`cuts/${path}`, `src/${path}.ts`])),
  },
  splitting: true,
  chunkNames: '[name]-[hash]',
});
rmSync(`${root}dist/cuts`, { recursive: true });
// What the command line alone needs no bundler looks into: without spaces it is a quarter smaller. The library keeps its own,
// since with them would go the marks by which bundlers know what they may drop.
const ofLibrary = new Set();
const collect = (path) => {
  if (ofLibrary.has(path)) return;
  ofLibrary.add(path);
  for (const one of inNode.outputs[path].imports) if (!one.external) collect(one.path);
};
collect('dist/index.js');
for (const path of Object.keys(inNode.outputs)) {
  if (ofLibrary.has(path) || path.startsWith('dist/cuts/')) continue;
  const { code } = transformSync(readFileSync(`${root}${path}`, 'utf8'), {
    format: 'esm',
    target: 'es2022',
    minifyWhitespace: true,
    minifySyntax: true,
  });
  writeFileSync(`${root}${path}`, code);
}
await build({ ...inPackage, entryPoints: { thread: 'src/jobs/node-thread.ts' } });
// Node itself gets the library in one file, since it takes longer to find and read many than all else before a first
// prediction takes. Names stay, for whoever reads a stack.
await build({
  ...inPackage,
  entryPoints: { node: 'src/index.ts' },
  minifyWhitespace: true,
  minifySyntax: true,
  // Node shows the whole line on which an error was thrown.
  lineLimit: 240,
  banner: { js: 'export {};' },
});
const alone = {
  ...common,
  metafile: true,
  outdir: 'dist/browser',
  platform: 'browser',
  minify: true,
  // Tools that only look for words would not find the export at the end.
  banner: { js: 'export {};' },
  legalComments: 'none',
  // For whoever looks for a fault in a clone; the package does without.
  sourcemap: 'external',
};
const { metafile } = await build({
  ...alone,
  entryPoints: { ebit: 'src/index.ts', thread: 'src/jobs/web-thread.ts' },
  alias: { ...common.alias, '#thread': './src/jobs/web-thread.ts' },
});
await build({
  ...alone,
  entryPoints: { worker: 'src/jobs/worker.ts' },
  alias: { ...common.alias, '#thread': './src/jobs/any-thread.ts' },
  // A module and none at once, for whoever copies it decides what it is run as. Tools that only look for words are told in a
  // directive, which means nothing to engines, that an ES module it may be.
  format: 'iife',
  banner: { js: '"; export {};";' },
  define: { ...common.define, 'import.meta.url': 'undefined' },
});
/** The program of threads as a text, for bundles that cannot bring a file along. */
const workerAsText = {
  name: 'worker-as-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/worker\.js\?text$/ }, () => ({ path: 'worker', namespace: 'text' }));
    onLoad({ filter: /.*/, namespace: 'text' }, () => ({
      contents: `export const text = ${JSON.stringify(readFileSync(`${root}dist/browser/worker.js`, 'utf8'))};`,
    }));
  },
};
await build({
  ...inPackage,
  entryPoints: { 'inline-worker': 'src/jobs/inline-worker.ts' },
  plugins: [workerAsText],
});
copyFileSync(`${root}src/core/generated/core.wasm`, `${root}dist/core.wasm`);
// The core carries the loader in itself, so that it can be made when it is first needed; see assembly/build.mjs.
const inCore = ['node_modules/@assemblyscript/loader/index.js'];
writeFileSync(`${root}dist/LICENSES.txt`, noticesOf([...Object.keys(inNode.inputs), ...inCore]));
writeFileSync(`${root}dist/browser/LICENSES.txt`, noticesOf([...Object.keys(metafile.inputs), ...inCore]));

// What describes a model file, for readers in other languages; see src/models/format.md.
writeFileSync(
  `${root}dist/model.schema.json`,
  execFileSync(process.execPath, [`${root}dist/ebit.js`, 'info', '--schema']),
);

for (const path of ['src/core/generated/core.wasm', 'dist/browser/ebit.js', 'dist/browser/worker.js']) {
  const bytes = readFileSync(`${root}${path}`);
  const kilobytes = (size) => (size / 1000).toFixed(1);
  process.stdout.write(`${path}: ${kilobytes(bytes.length)} kB, ${kilobytes(gzipSync(bytes).length)} kB gzipped\n`);
}
