// Bundles the library, the command line and its worker into dist/, as ES modules.
// Packages stay imports: npm resolves them once for every program that shares them.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: { index: 'src/index.ts', ebit: 'src/cli/main.ts', worker: 'src/jobs/worker.ts', 'trial-worker': 'src/experiments/trial-worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  packages: 'external',
  platform: 'neutral',
  external: ['node:*'],
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
});
const table = 'src/data/breast-cancer-wisconsin.csv';
if (existsSync(`${root}${table}`)) copyFileSync(`${root}${table}`, `${root}dist/breast-cancer-wisconsin.csv`);
