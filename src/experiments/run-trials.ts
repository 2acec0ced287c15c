import { EbitError, isEbitError } from '../errors.js';
import type { ResultBook } from './results.js';
import { canonicalText, type Trial, type TrialResult, trialName, trialWork } from './trial.js';
import type { TrialExecutor } from './trial-threads.js';

/** Where results are kept between sessions, by the names of their trials. */
export interface ResultStore {
  /** Null if there is none, or none that can be read. */
  read(name: string): { readonly trial: unknown; readonly result: TrialResult } | null;
  write(name: string, entry: { readonly trial: Trial; readonly result: TrialResult }): void;
}

/** How far the trials are. */
export interface TrialsProgress {
  /** Trials whose results are there, those from the store included. */
  readonly done: number;
  readonly total: number;
  /** Of the work that was not in the store, how much is done, and how much there was; units of {@link trialWork}. */
  readonly workDone: number;
  readonly work: number;
}

/** What `runTrials` takes. */
export interface RunTrialsOptions {
  readonly store: ResultStore;
  readonly executor: TrialExecutor;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrialsProgress) => void;
}

/**
 * Brings what a store has of some trials into a book.
 *
 * @returns the trials that it has not, each once, with their names
 */
export function loadStored(trials: readonly Trial[], book: ResultBook, store: ResultStore): Map<Trial, string> {
  const missing = new Map<Trial, string>();
  const different = new Map(trials.map((trial) => [canonicalText(trial), trial]));
  for (const trial of different.values()) {
    if (book.has(trial)) continue;
    const name = trialName(trial);
    const entry = store.read(name);
    if (entry === null) missing.set(trial, name);
    else book.add(trial, entry.result);
  }
  return missing;
}

/** How many times a trial is tried whose worker is lost. */
const TRIES = 3;

async function tried({ run }: TrialExecutor, trial: Trial, signal: AbortSignal): Promise<TrialResult | null> {
  for (let count = 1; ; count++) {
    try {
      return await run(trial, () => {}, signal);
    } catch (error) {
      if (count === TRIES || !isEbitError(error) || error.code !== 'worker') throw error;
    }
  }
}

/** Runs the trials of a queue in so many lanes, until the signal says that no other is to be begun. */
async function inLanes(
  width: number,
  queue: readonly Trial[],
  signal: AbortSignal,
  run: (trial: Trial) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (!signal.aborted && next < queue.length) {
      const trial = queue[next];
      next += 1;
      await run(trial);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/**
 * Brings the results of trials into a book: from the store where they are, by running them where they are not.
 *
 * A trial that is named twice is run once, and every result is in the store before the next trial begins, so that an
 * interruption costs no more than the trials that were running.
 *
 * @throws EbitError 'aborted' after the signal; as the executor and the store
 */
export async function runTrials(trials: readonly Trial[], book: ResultBook, options: RunTrialsOptions): Promise<void> {
  const { store, executor, signal, onProgress } = options;
  const missing = loadStored(trials, book, store);
  // The longest first: begun last they would keep one lane busy when the others have nothing left.
  const queue = [...missing.keys()].sort((a, b) => trialWork(b) - trialWork(a));
  const work = queue.reduce((sum, trial) => sum + trialWork(trial), 0);
  const total = new Set(trials.map(canonicalText)).size;
  let done = total - queue.length;
  let workDone = 0;
  const tell = () => onProgress?.({ done, total, workDone, work });
  tell();
  const ending = new AbortController();
  const end = () => ending.abort();
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end);
  const failures: unknown[] = [];
  const run = async (trial: Trial): Promise<void> => {
    try {
      const result = await tried(executor, trial, ending.signal);
      if (result === null) return;
      store.write(missing.get(trial)!, { trial, result });
      book.add(trial, result);
      done += 1;
      workDone += trialWork(trial);
      tell();
    } catch (error) {
      // After a failure nobody is left for whom the others would work; what they end with is a consequence of it.
      if (!ending.signal.aborted) failures.push(error);
      end();
    }
  };
  await inLanes(executor.width, queue, ending.signal, run);
  signal?.removeEventListener('abort', end);
  if (failures.length > 0) throw failures[0];
  if (done < total) {
    throw new EbitError(
      'aborted',
      `Stopped with ${done} of ${total} trials finished, which are kept; do the same again to go on.`,
    );
  }
}
