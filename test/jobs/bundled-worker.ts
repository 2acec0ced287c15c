import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles a worker's program as the build does, and returns where it is.
 *
 * It goes below node_modules, from where the packages that it imports are found.
 *
 * @param entry - from the root of the repository
 */
export async function bundledWorker(entry: string): Promise<URL> {
  const name = entry.replaceAll(/[^a-z]+/g, '-');
  const outfile = `${root}node_modules/.cache/ebit-test/${name}-${process.pid}.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    packages: 'external',
    platform: 'neutral',
    external: ['node:*'],
    alias: { '#thread': './src/jobs/node-thread.ts' },
    logLevel: 'error',
  });
  return pathToFileURL(outfile);
}
