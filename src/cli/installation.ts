import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EbitError } from '../errors.js';

/** Where this copy of ebit is installed, and which it is. */
export interface Installation {
  readonly version: string;
  /** The Breast Cancer Wisconsin table that comes with it. */
  readonly table: string;
  /** The built program of a worker thread. */
  readonly worker: URL;
}

/**
 * Finds the package that this file belongs to, whether it runs from the sources or from a bundle's chunk.
 *
 * @throws EbitError 'file' if files of the package are missing
 */
export function installation(): Installation {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (packageName(folder) !== 'ebit') {
    const above = dirname(folder);
    if (above === folder) throw new EbitError('file', 'The package.json of ebit is missing; install ebit again.');
    folder = above;
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const places = ['dist', 'src/data'].map((place) => join(folder, place, 'breast-cancer-wisconsin.csv'));
  const table = places.find((place) => existsSync(place));
  if (table === undefined) throw new EbitError('file', `There is no file "${places[0]}"; install ebit again.`);
  return { version, table, worker: pathToFileURL(join(folder, 'dist', 'worker.js')) };
}

function packageName(folder: string): string | null {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return null;
  return (JSON.parse(readFileSync(path, 'utf8')) as { name?: string }).name ?? null;
}
