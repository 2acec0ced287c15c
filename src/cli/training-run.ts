import { availableParallelism } from 'node:os';
import { besideOf } from '../baselines/beside.js';
import { EbitError, isEbitError } from '../errors.js';
import { fitMany } from '../jobs/fit-many.js';
import type { Executor } from '../jobs/job.js';
import { callingThread } from '../jobs/run-job.js';
import { threadPool } from '../jobs/thread-pool.js';
import { modelToJSON } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { SEGMENT_ROWS } from '../models/segments.js';
import { openSession } from '../models/session.js';
import { withNumberedWeights } from '../tasks/class-weights.js';
import { checkTaskLoss, taskLoss } from '../tasks/classifier-fit.js';
import type { LearningTask } from '../tasks/make.js';
import type { Checkpoint } from '../training/checkpoint.js';
import type { FitSettings } from '../training/fit-options.js';
import type { Progress } from '../training/progress.js';
import { checkRun, type FitResult } from '../training/training-run.js';
import { type FitRecorder, openRecorder } from './fit-recorder.js';
import { installation } from './installation.js';
import { nothingShared } from './nothing-shared.js';
import { type RunDirectory, seedDirectory } from './run-directory.js';
import { bestOf, type RunSummary, runSummary } from './run-summary.js';
import type { RunConfig } from './settings/resolve.js';
import { shellWord } from './shell-word.js';

/** What a run is told beside its settings. */
export interface RunControls {
  /** Whether others are trained on the same rows, to stand beside it: classical ones, and itself with nothing shared. */
  readonly beside?: boolean;
  /** Ends the run early; it leaves checkpoints. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** The same of the training with nothing shared, which follows where it stands beside. */
  readonly onProgressAlone?: (progress: Progress) => void;
  /** Called when a worker thread was lost and its fit is tried again. */
  readonly onCrash?: (crash: { readonly seed: number; readonly message: string }) => void;
  /** Called when a thread that helped with the steps of a fit is gone. */
  readonly onThreadLost?: (lost: { readonly seed: number; readonly why: string }) => void;
}

/** A finished run. */
export interface FinishedRun {
  readonly summary: RunSummary;
  /** In the order of the seeds. */
  readonly results: readonly FitResult[];
}

/** Returns the seeds of a run. */
export function seedsOf({ training: { seed }, run: { seeds } }: Pick<RunConfig, 'training' | 'run'>): number[] {
  return Array.from({ length: seeds }, (_, i) => seed + i);
}

/** Returns the settings of the fits of several seeds, with class weights by a table's words as numbers. */
export function fitSettings({ seed: _, ...settings }: RunConfig['training'], { columns }: Model): FitSettings {
  return withNumberedWeights(settings, columns?.label ?? null);
}

/**
 * Throws unless a run can be trained, so that nothing is written for one that cannot.
 *
 * @throws EbitError as `fit`
 */
export function checkTrainable({ model, training, validation }: LearningTask, config: RunConfig): void {
  checkTaskLoss(config, training);
  checkRun(openSession, model, training, {
    ...withNumberedWeights(config.training, model.columns?.label ?? null),
    loss: taskLoss(config.training.loss, training),
    validation: validation ?? undefined,
  });
}

/**
 * Returns how many threads a run has: as many as were asked for; else as many as there are processors where each has a whole
 * segment of every step to take, and one where a step is too short to be shared.
 *
 * @param rows - how many there are to learn from
 */
export function workersOf({ run: { workers, seeds }, training: { batch } }: RunConfig, rows: number): number {
  if (workers !== undefined) return workers;
  const inStep = batch === 'full' ? rows : batch === 'quarter' ? rows / 4 : batch;
  const shares = Math.floor(inStep / SEGMENT_ROWS);
  return shares < 2 ? 1 : Math.min(availableParallelism(), seeds * shares);
}

/** Returns where a run's fits take place: one at a time here, or several at once in threads. */
export async function executorFor(workers: number, fits: number): Promise<Executor> {
  const threads = Math.min(workers, fits);
  return threads === 1 ? callingThread() : threadPool({ workers: threads, script: installation().worker });
}

/**
 * Trains, and keeps a run directory up to date: metrics and a checkpoint on the way, model and summary at the end.
 *
 * With one seed everything is in the directory itself; with several every seed has its own in it, and beside them stand
 * the best model and the summary of all. What checkpoints are there already is gone on from.
 *
 * @param directory - of the run; it exists
 * @throws EbitError 'aborted' after checkpoints were left; 'checkpoint' if one of them is of another run; 'disk' or 'file'
 *   if something cannot be written; as `fitMany`
 */
export async function trainInto(
  directory: RunDirectory,
  task: LearningTask,
  config: RunConfig,
  { beside: hasBeside = false, onProgressAlone, ...controls }: RunControls = {},
): Promise<FinishedRun> {
  const start = performance.now();
  const seeds = seedsOf(config);
  const workers = workersOf(config, task.training.length);
  const executor = await executorFor(workers, seeds.length);
  const threads = Math.max(1, Math.floor(workers / seeds.length));
  const recorders: FitRecorder[] = [];
  try {
    directory.write('config', config);
    for (const seed of seeds)
      recorders.push(openRecorder(seeds.length === 1 ? directory : seedDirectory(directory, seed)));
    const recorderOf = ({ settings }: Checkpoint) => recorders[seeds.indexOf(settings.seed ?? Number.NaN)];
    const fits = {
      ...fitSettings(config.training, task.model),
      loss: taskLoss(config.training.loss, task.training),
      validation: task.validation ?? undefined,
      seeds,
      executor,
      threads,
      signal: controls.signal,
    };
    const results = await fitMany(task.model, task.training, {
      ...fits,
      ...controls,
      checkpoint: { every: config.run.checkpointEvery, save: (reached) => recorderOf(reached).save(reached) },
      resume: recorders.map(({ checkpoint }) => checkpoint).filter((checkpoint) => checkpoint !== null),
    });
    const interrupted = (): EbitError => {
      for (const { checkpoint } of results) recorderOf(checkpoint).save(checkpoint);
      return interruption(directory, results, config.training.iterations);
    };
    if (results.some(({ stopped }) => stopped === 'aborted')) throw interrupted();
    const seconds = (performance.now() - start) / 1000;
    const rivals = async (): Promise<Pick<RunSummary, 'baselines' | 'nothingShared'>> => {
      const { classWeights, signal } = fits;
      const how = { seed: config.training.seed, classWeights, signal };
      const baselines = await besideOf(task.training, task.validation, how);
      const alone = await nothingShared(task, config, results, { ...fits, onProgress: onProgressAlone });
      return { baselines, nothingShared: alone ?? undefined };
    };
    const beside = await (hasBeside ? rivals() : Promise.resolve({})).catch((error: unknown) => {
      throw isEbitError(error) && error.code === 'aborted' ? interrupted() : error;
    });
    const summary = runSummary(seeds, results, task, seconds, config.training.loss, beside);
    for (const [i, result] of results.entries()) {
      recorders[i].finish(result, summary.fits?.[i] ?? summary);
    }
    if (seeds.length > 1) {
      directory.write('model', modelToJSON(results[bestOf(results)].model));
      directory.write('summary', summary);
    }
    return { summary, results };
  } finally {
    await executor.close();
    for (const recorder of recorders) recorder.close();
  }
}

function interruption({ path }: RunDirectory, results: readonly FitResult[], iterations: number): EbitError {
  const done = results.reduce((sum, result) => sum + result.iterations, 0);
  return new EbitError(
    'aborted',
    `Stopped after ${done} of ${iterations * results.length} iterations, a checkpoint is left. ` +
      `Go on with: ebit train --resume ${shellWord(path)}`,
  );
}
