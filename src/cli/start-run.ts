import { basename, extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { EbitError } from '../errors.js';
import { readText } from '../node/files.js';
import { removeLeftovers } from '../node/leftovers.js';
import type { DataSettings } from '../tasks/data-settings.js';
import { type LearningTask, learningTask } from '../tasks/make.js';
import { claimRunDirectory, freeRunPath, type RunDirectory, runDirectory } from './run-directory.js';
import { settingsFromFile } from './settings/file.js';
import { flagAt } from './settings/flat.js';
import { mergedSettings, type RunConfig, resolve } from './settings/resolve.js';
import { type Settings, settingGroups } from './settings/schema.js';
import { checkTrainable } from './training-run.js';

/** A run that is ready to begin, or to go on. */
export interface StartedRun {
  readonly config: RunConfig;
  readonly task: LearningTask;
  readonly directory: RunDirectory;
}

/** A word for a run's data: that of built-in data, or the name of the table's file. */
export function dataName(data: DataSettings): string {
  return data.kind === 'table' ? basename(data.path, extname(data.path)) : data.kind;
}

/** Settings that say of a table what was found in it. */
function settledConfig(config: RunConfig, { digest }: LearningTask): RunConfig {
  return config.data.kind === 'table' && digest !== null ? { ...config, data: { ...config.data, digest } } : config;
}

/**
 * Prepares a new run. Nothing is written, and nothing old removed, unless settings, data and model are in order.
 *
 * @param out - its folder; the first free `runs/<data>-<n>` unless told
 * @param force - whether an earlier run in the folder may go
 * @throws EbitError as `resolve`, `learningTask`, `checkTrainable` and `claimRunDirectory`
 */
export async function startRun(settings: Settings, out: string | undefined, force: boolean): Promise<StartedRun> {
  const config = resolve(settings);
  const task = learningTask(config, readText);
  checkTrainable(task, config);
  const path = out ?? freeRunPath(join('runs', dataName(config.data)));
  return { config: settledConfig(config, task), task, directory: claimRunDirectory(path, force) };
}

/** Settings on which no number of a run depends, so that they may change when it goes on; a table may have moved. */
const FREE: readonly string[] = ['run.workers', 'run.checkpointEvery', 'data.path', 'data.digest'];

/** Every setting by its path. */
function leaves(settings: Settings): Map<string, unknown> {
  return new Map(
    settingGroups.flatMap((group) =>
      Object.entries(settings[group] ?? {}).flatMap(([key, value]) =>
        key === 'optimiser' || key === 'schedule'
          ? Object.entries((value ?? {}) as object).map(([inner, one]) => [`${group}.${key}.${inner}`, one] as const)
          : [[`${group}.${key}`, value] as const],
      ),
    ),
  );
}

/**
 * Opens a run that was interrupted.
 *
 * @param settings - those given again; they may be left out, but not be others than the run was started with
 * @returns the run; its task is null if it is finished, so that there is nothing left to do
 * @throws EbitError 'file' if the folder holds no run or its table has changed, 'usage' for another setting
 */
export function resumeRun(path: string, settings: Settings): Omit<StartedRun, 'task'> & { task: LearningTask | null } {
  const directory = runDirectory(path);
  if (!directory.has('config')) {
    throw new EbitError('file', `There is no run in "${path}" to go on with; start it without --resume.`);
  }
  const recorded = resolve(settingsFromFile(directory.pathOf('config')));
  // A whole command line given again says what it leaves out too; a part of one says nothing about the rest.
  const given = leaves(settings.data?.kind === undefined ? settings : resolve(settings));
  const known = leaves(recorded);
  for (const [name, value] of given) {
    if (FREE.includes(name) || value === undefined || isDeepStrictEqual(value, known.get(name))) continue;
    throw new EbitError(
      'usage',
      `The run in "${path}" has ${flagAt(name)} ${JSON.stringify(known.get(name))}, not ${JSON.stringify(value)}; ` +
        'leave the flag out to go on with it, or start another run in another folder.',
    );
  }
  const { workers = recorded.run.workers, checkpointEvery = recorded.run.checkpointEvery } = settings.run ?? {};
  const { digest, widths } = recorded.data.kind === 'table' ? recorded.data : {};
  const moved: Settings = settings.data?.kind === 'table' ? { data: { ...settings.data, digest, widths } } : {};
  removeLeftovers(path);
  const config = resolve({ ...mergedSettings(recorded, moved), run: { ...recorded.run, workers, checkpointEvery } });
  return { config, directory, task: directory.has('summary') ? null : learningTask(config, readText) };
}
