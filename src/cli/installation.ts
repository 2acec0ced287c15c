import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EbitError } from '../errors.js';

/** Where this copy of ebit is installed, and which it is. */
export interface Installation {
  readonly folder: string;
  readonly version: string;
  /** The built program of a worker thread. */
  readonly worker: URL;
  /** The path of the built command line. */
  readonly program: string;
}

/**
 * Finds the package that this file belongs to, whether it runs from the sources or from a bundle.
 *
 * @throws EbitError 'file' if its package.json is missing
 */
export function installation(): Installation {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = packageIn(folder);
    if (found?.name === 'ebit') {
      const [worker, program] = ['browser/worker.js', 'ebit.js'].map((path) => join(folder, 'dist', path));
      return { folder, version: found.version, worker: pathToFileURL(worker), program };
    }
    const above = dirname(folder);
    if (above === folder) throw new EbitError('file', 'The package.json of ebit is missing; install ebit again.');
    folder = above;
  }
}

function packageIn(folder: string): { name?: string; version: string } | null {
  const path = join(folder, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/**
 * Returns the path of the Breast Cancer Wisconsin table that comes with ebit.
 *
 * @throws EbitError 'file' if it is missing
 */
export function breastCancerTable(): string {
  const table = join(installation().folder, 'src/data/breast-cancer-wisconsin.csv');
  if (!existsSync(table)) throw new EbitError('file', `There is no file "${table}"; install ebit again.`);
  return table;
}
