import { basename, extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { EbitError } from '../errors.js';
import { type LearningTask, learningTask } from './learning-task.js';
import { claimRunDirectory, freeRunPath, type RunDirectory, runDirectory } from './run-directory.js';
import { dataKind } from './settings/data-kind.js';
import { settingsFromFile } from './settings/file.js';
import { flagOf } from './settings/flags.js';
import { type RunConfig, resolve } from './settings/resolve.js';
import type { SettingName, Settings } from './settings/schema.js';
import { checkTrainable } from './training-run.js';

/** A run that is ready to begin, or to go on. */
export interface StartedRun {
  readonly config: RunConfig;
  readonly task: LearningTask;
  readonly directory: RunDirectory;
}

/** A word for a run's data: that of built-in data, or the name of the table's file. */
export function dataName(data: string): string {
  return dataKind(data) === 'table' ? basename(data, extname(data)) : data;
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
  const task = learningTask(config);
  await checkTrainable(task, config);
  const path = out ?? freeRunPath(join('runs', dataName(config.data)));
  return { config, task, directory: claimRunDirectory(path, force) };
}

/** Settings on which no number of a run depends, so that they may change when it goes on. */
const FREE: readonly SettingName[] = ['workers', 'checkpointEvery'];

/**
 * Opens a run that was interrupted.
 *
 * @param settings - those given again; they may be left out, but not be others than the run was started with
 * @returns the run; its task is null if it is finished, so that there is nothing left to do
 * @throws EbitError 'file' if the folder holds no run, 'usage' for another setting
 */
export function resumeRun(path: string, settings: Settings): Omit<StartedRun, 'task'> & { task: LearningTask | null } {
  const directory = runDirectory(path);
  if (!directory.has('config')) {
    throw new EbitError('file', `There is no run in "${path}" to go on with; start it without --resume.`);
  }
  const recorded = resolve(settingsFromFile(directory.pathOf('config')));
  // A whole command line given again says what it leaves out too; a part of one says nothing about the rest.
  const given: Settings = settings.data === undefined ? settings : resolve(settings);
  for (const name of Object.keys(given) as SettingName[]) {
    if (FREE.includes(name) || isDeepStrictEqual(given[name], recorded[name])) continue;
    throw new EbitError(
      'usage',
      `The run in "${path}" has ${flagOf(name)} ${JSON.stringify(recorded[name])}, not ${JSON.stringify(given[name])}; ` +
        'leave the flag out to go on with it, or start another run in another folder.',
    );
  }
  const free = Object.fromEntries(FREE.filter((name) => name in settings).map((name) => [name, settings[name]]));
  const config = resolve({ ...recorded, ...free });
  return { config, directory, task: directory.has('summary') ? null : learningTask(config) };
}
