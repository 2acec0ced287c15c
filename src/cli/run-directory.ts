import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EbitError } from '../errors.js';
import { fileFailure, isFolder, makeFolder, readText, writeWhole } from '../node/files.js';
import { removeLeftovers } from '../node/leftovers.js';

/** What a run leaves in its folder. */
export const runFiles = {
  /** Every setting, resolved; it can be given to --config again. */
  config: 'config.json',
  /** The accuracies and losses, a line a measurement. */
  metrics: 'metrics.jsonl',
  model: 'model.json',
  summary: 'summary.json',
  /** Where to go on from; only while the run is not finished. */
  checkpoint: 'checkpoint.json',
} as const;

/** What stands beside the runs of a table's folds. */
export const FOLDS_FILE = 'folds.json';

export type RunFile = keyof typeof runFiles;

/** Mostly numbers, hundreds of them: a line each would help nobody. */
const COMPACT: ReadonlySet<RunFile> = new Set(['model', 'checkpoint']);

/** The folder of one run. Every file in it is written whole or not at all. */
export interface RunDirectory {
  readonly path: string;
  pathOf(file: RunFile): string;
  has(file: RunFile): boolean;
  /** Throws EbitError 'file' if it cannot be read. */
  read(file: RunFile): string;
  /** Writes a value as JSON. Throws EbitError 'disk' or 'file' if it cannot. */
  write(file: RunFile, value: unknown): void;
  remove(file: RunFile): void;
}

/** Returns the folder of a run, which may not exist yet. */
export function runDirectory(path: string): RunDirectory {
  const pathOf = (file: RunFile) => join(path, runFiles[file]);
  return {
    path,
    pathOf,
    has: (file) => existsSync(pathOf(file)),
    read: (file) => readText(pathOf(file)),
    write: (file, value) => writeWhole(pathOf(file), `${JSON.stringify(value, null, COMPACT.has(file) ? 0 : 2)}\n`),
    remove(file) {
      try {
        rmSync(pathOf(file), { force: true });
      } catch (error) {
        throw fileFailure(error, 'write', pathOf(file));
      }
    },
  };
}

/**
 * Makes the folder for a new run.
 *
 * @param force - whether the files of an earlier run in it may go: those, by their names, and nothing else
 * @throws EbitError 'file' if it holds a run and `force` is not set, if it holds files of a run's names that no run
 *   wrote, or cannot be made; 'disk' if there is no room; 'usage' for an empty path
 */
export function claimRunDirectory(path: string, force: boolean): RunDirectory {
  if (path.trim() === '') throw new EbitError('usage', 'The folder of the run has no name; give --out a path.');
  const directory = runDirectory(path);
  const old = occupied(directory);
  if (old.length > 0 && !force) {
    throw new EbitError(
      'file',
      `"${path}" holds a run already; choose another --out, go on with it by --resume, or replace it by --force.`,
    );
  }
  if (old.length > 0 && !isRun(directory)) {
    const names = old.map((file) => runFiles[file]).join(', ');
    throw new EbitError('file', `"${path}" holds ${names}, which no run of ebit wrote; choose another --out.`);
  }
  makeFolder(path);
  removeLeftovers(path);
  for (const file of old) directory.remove(file);
  if (old.length > 0) {
    removeSeeds(directory);
    rmSync(join(path, FOLDS_FILE), { force: true });
  }
  return directory;
}

/**
 * Tells whether a run wrote what is in a folder: other programs have a config.json and a model.json too, and those are not
 * ours to remove. A run begins by writing its settings, so that they are there even if it was killed.
 */
function isRun(directory: RunDirectory): boolean {
  try {
    const config: unknown = JSON.parse(directory.read('config'));
    if (typeof config !== 'object' || config === null || !('data' in config)) return false;
    // Version 0.1.0 wrote its settings without groups.
    return ('network' in config && 'training' in config) || 'processors' in config;
  } catch {
    return false;
  }
}

function occupied(directory: RunDirectory): RunFile[] {
  return (Object.keys(runFiles) as RunFile[]).filter((file) => directory.has(file));
}

/** Removes the runs of single seeds and folds, but nothing that somebody else put beside them. */
function removeSeeds(parent: RunDirectory): void {
  for (const name of readdirSync(parent.path).filter((one) => /^(seed|fold)-\d+$/.test(one))) {
    const directory = runDirectory(join(parent.path, name));
    for (const file of occupied(directory)) directory.remove(file);
    if (readdirSync(directory.path).length === 0) rmdirSync(directory.path);
  }
}

/** Tells whether a path is a folder with a run in it. */
export function holdsRun(path: string): boolean {
  return isFolder(path) && runDirectory(path).has('config');
}

/** Returns the first of `base-1`, `base-2`, … that does not exist, so that no earlier run is in the way. */
export function freeRunPath(base: string): string {
  for (let i = 1; ; i++) if (!existsSync(`${base}-${i}`)) return `${base}-${i}`;
}

/** The folder of one seed in the folder of a run with several. */
export function seedDirectory(parent: RunDirectory, seed: number): RunDirectory {
  return runDirectory(join(parent.path, `seed-${seed}`));
}
