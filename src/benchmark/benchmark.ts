import { digest } from '../digest.js';
import { EbitError, isEbitError } from '../errors.js';
import type { Executor } from '../jobs/job.js';
import { checkExecutor } from '../jobs/sweep.js';
import { threadPool } from '../jobs/thread-pool.js';
import { NUMERICS } from '../numerics.js';
import { checkedFunction, checkedSignal, checkedWord, checkOptions, type OptionNames } from '../options.js';
import { pause } from '../pause.js';
import { checked } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { VERSION } from '../version.js';
import { quartilesOf } from './quartiles.js';
import {
  BENCHMARK_FORMAT,
  BENCHMARK_VERSION,
  type BenchmarkMachine,
  type BenchmarkReport,
  type BenchmarkResult,
  machineSchema,
} from './report.js';
import { clockStep, type Pace, quickPace, type Stopwatch, stopwatch, wholePace } from './stopwatch.js';
import type { OpenWorkload, Workload, WorkloadContext } from './workload.js';
import { workloads } from './workloads.js';

/** What {@link benchmark} takes. */
export interface BenchmarkOptions {
  /** Fewer and shorter samples: seconds in all instead of half a minute; false unless told. */
  readonly quick?: boolean;
  /** The workloads' names; all unless told. */
  readonly only?: readonly string[];
  /** What the caller knows of the machine, for the report; what is left out was not told. */
  readonly machine?: Partial<BenchmarkMachine>;
  /** When, for the report, in any words; not told unless given. */
  readonly date?: string;
  /** Where the fits of the workload `threads` run; a `threadPool` unless given. It is not closed. */
  readonly executor?: Executor;
  /** Called after every sample; what it throws or rejects with ends the benchmark, as it is. */
  readonly onProgress?: (progress: BenchmarkProgress) => unknown;
  /** Ends the benchmark before its next sample. */
  readonly signal?: AbortSignal;
}

/** How far a benchmark is. */
export interface BenchmarkProgress {
  /** Samples taken. */
  readonly done: number;
  /** Samples that there will be, as far as is known. */
  readonly total: number;
  /** The workload of the last one. */
  readonly name: string;
}

const optionNames: OptionNames<BenchmarkOptions> = {
  quick: true,
  only: true,
  machine: true,
  date: true,
  executor: true,
  onProgress: true,
  signal: true,
};

const unknown: BenchmarkMachine = { runtime: null, system: null, processor: null, threads: null, load: null };

/** The workloads of these names, in the order of the table. @throws EbitError 'config' for another name or no list of them */
export function chosenWorkloads(only: readonly string[] | undefined): readonly Workload[] {
  if (only === undefined) return workloads;
  if (!Array.isArray(only) || only.length === 0) {
    throw new EbitError('config', `The workloads are ${shownValue(only)}; give a list of names, or leave it out.`);
  }
  const names = workloads.map(({ name }) => name);
  const chosen = only.map((name) => checkedWord('workload', name, names));
  return workloads.filter(({ name }) => chosen.includes(name));
}

function checkedOptions(options: BenchmarkOptions) {
  checkOptions('benchmark', options, optionNames);
  const { quick = false, date, executor, onProgress, signal } = options;
  if (typeof quick !== 'boolean') {
    throw new EbitError('config', `quick is ${shownValue(quick)}; give true or false.`);
  }
  if (date !== undefined && typeof date !== 'string') {
    throw new EbitError('config', `The date is ${shownValue(date)}; give a text.`);
  }
  if (executor !== undefined) checkExecutor(executor);
  if (onProgress !== undefined) checkedFunction('onProgress', onProgress);
  const machine: BenchmarkMachine = { ...unknown, ...options.machine };
  return {
    quick,
    date: date ?? null,
    executor,
    onProgress,
    signal: checkedSignal(signal),
    machine: checked(machineSchema(), machine, 'config', 'The machine'),
    chosen: chosenWorkloads(options.only),
  };
}

/** A workload on its way. */
interface Course {
  readonly workload: Workload;
  /** Null where it failed. */
  readonly watch: Stopwatch | null;
  readonly open: OpenWorkload | null;
  readonly rates: number[];
  equalBits: boolean | null;
  fault: string | null;
}

/**
 * Measures how fast this machine and runtime compute: gates on joint states, compiling, training steps, fits on one thread
 * and on all, predictions, Fisher matrices, effective dimensions, trainings of CHSH.
 *
 * Before it is timed, each workload computes numbers whose digest is known; where the bits differ there is no rate. Then
 * every workload is warmed up and sampled once a round, in turn, so that a busy moment falls on one sample of each. A sample
 * is the rate over a burst of calls of 40 ms (15 ms where `quick`), and at least a hundred steps of the clock; a report has
 * the median and the quartiles over 31 samples (9). One that fails, such as `threads` where no worker starts, says why
 * in its `fault`, and the others go on.
 *
 * @param options - see {@link BenchmarkOptions}
 * @returns plain data; `JSON.stringify` writes what {@link parseBenchmark} reads
 * @throws EbitError 'config' for an option that is none or does not fit; 'runtime' where the clock stands still; 'aborted' if
 *   `signal` says so, whose cause is the signal's reason
 * @example
 * const report = await benchmark({ quick: true, only: ['predict-row', 'training-step'] });
 * report.results.map(({ name, unit, equalBits }) => `${name} ${unit} ${equalBits}`); // ['training-step steps/s true', 'predict-row rows/s true']
 */
export async function benchmark(options: BenchmarkOptions = {}): Promise<BenchmarkReport> {
  const { quick, date, machine, chosen, executor, onProgress, signal } = checkedOptions(options);
  const results = await measured(chosen, quick ? quickPace : wholePace, { executor, onProgress, signal });
  return {
    format: BENCHMARK_FORMAT,
    version: BENCHMARK_VERSION,
    ebit: VERSION,
    numerics: NUMERICS,
    date,
    quick,
    clock: results.clock,
    machine,
    results: results.results,
  };
}

/** Measures workloads at a pace; the options are those of {@link benchmark}. */
export async function measured(
  chosen: readonly Workload[],
  pace: Pace,
  { executor, onProgress, signal }: Pick<BenchmarkOptions, 'executor' | 'onProgress' | 'signal'> = {},
): Promise<{ readonly clock: number; readonly results: readonly BenchmarkResult[] }> {
  const checkOn = () => {
    if (!signal?.aborted) return;
    throw new EbitError('aborted', 'The benchmark was stopped.', { cause: signal.reason });
  };
  checkOn();
  const step = clockStep();
  let pool: Promise<Executor> | null = null;
  const context: WorkloadContext = {
    threads() {
      if (executor !== undefined) return Promise.resolve(executor);
      pool ??= threadPool();
      return pool;
    },
  };
  const courses: Course[] = [];
  try {
    for (const workload of chosen) {
      checkOn();
      await pause();
      courses.push(await begun(workload, context, pace, step));
    }
    let done = 0;
    for (let round = 0; round < pace.rounds; round++) {
      for (const course of courses) {
        checkOn();
        await sampled(course);
        done++;
        await onProgress?.({ done, total: pace.rounds * courses.length, name: course.workload.name });
        await pause();
      }
    }
  } finally {
    for (const { open } of courses) open?.close?.();
    if (pool !== null) await (await (pool as Promise<Executor>)).close();
  }
  return { clock: step, results: courses.map(resultOf) };
}

/** Opens a workload and holds what it computes against what is known. */
async function begun(workload: Workload, context: WorkloadContext, pace: Pace, step: number): Promise<Course> {
  let open: OpenWorkload | null = null;
  try {
    open = await workload.open(context);
    const equalBits = digest(await open.numbers()) === workload.digest;
    return {
      workload,
      open,
      rates: [],
      equalBits,
      watch: equalBits ? stopwatch(open.work, pace, step) : null,
      fault: equalBits ? null : 'it computed other bits than it should, so it was not timed; please report it',
    };
  } catch (error) {
    open?.close?.();
    return { workload, open: null, watch: null, rates: [], equalBits: null, fault: faultOf(error) };
  }
}

async function sampled(course: Course): Promise<void> {
  if (course.watch === null || course.fault !== null) return;
  try {
    course.rates.push(await course.watch.sample());
  } catch (error) {
    course.fault = faultOf(error);
  }
}

/** What went wrong, in words, if it can happen; else it is thrown on. */
function faultOf(error: unknown): string {
  if (isEbitError(error)) return error.message;
  throw error;
}

function resultOf({ workload: { name, what, unit }, open, rates, equalBits, fault }: Course): BenchmarkResult {
  const count = open?.count ?? 0;
  const rate = fault === null ? quartilesOf(rates.map((calls) => calls * count)) : null;
  return { name, what, unit, rate, samples: rates.length, equalBits, fault };
}
