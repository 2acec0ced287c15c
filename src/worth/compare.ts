import type { Experiment } from '../experiments/experiment.js';
import { outcomeBook } from '../experiments/outcome-book.js';
import { runExperiments } from '../experiments/run-experiments.js';
import type { Executor } from '../jobs/job.js';
import { checkedStore, memoryStore, type Store } from '../jobs/store.js';
import { checkExecutor } from '../jobs/sweep.js';
import { checkedFunction, checkedSignal, checkOptions, type OptionNames } from '../options.js';
import type { ReadText } from '../tasks/data-source.js';
import { noFiles } from '../tasks/make.js';
import { pathNames } from '../tasks/naming.js';
import { type Comparison, comparisonOf } from './comparison.js';
import { compareTasks } from './measured.js';
import { type ComparePlan, type CompareSettings, comparePlan } from './plan.js';

/** How far a comparison is. */
export interface CompareProgress {
  /** Tasks whose outcomes are there, those from the store included. */
  readonly done: number;
  readonly total: number;
  /** Work that was done since it was begun, and that is left; units of which one is a usual training. */
  readonly workDone: number;
  readonly workLeft: number;
}

/** What {@link compare} takes beside what is compared; no number depends on it. */
export interface CompareOptions {
  /** Where outcomes are kept, and taken from; in memory unless told. */
  readonly store?: Store;
  /** As many threads as there are processors unless told, which are closed at the end; one that is given is not. */
  readonly executor?: Executor;
  /** Ends it early; what is done is in the store. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
  /** Returns the text of a table's file, by which the table is known; who runs the tasks reads it too, by its path. */
  readonly read?: ReadText;
}

const OPTION_NAMES: OptionNames<CompareOptions> = {
  store: true,
  executor: true,
  signal: true,
  onProgress: true,
  read: true,
};

/** @throws EbitError 'config' for an unknown option, or one of another kind */
export function checkCompareOptions(who: string, options: CompareOptions): void {
  checkOptions(who, options, OPTION_NAMES);
  for (const name of ['onProgress', 'read'] as const) {
    if (options[name] !== undefined) checkedFunction(name, options[name]);
  }
  checkedSignal(options.signal);
  if (options.store !== undefined) checkedStore(options.store);
  if (options.executor !== undefined) checkExecutor(options.executor);
}

/** A comparison as what is run round by round: trainings, then their measurements. */
function experimentOf(plan: ComparePlan): Experiment {
  const size = {};
  return {
    name: 'compare',
    title: 'Fair rivals',
    about: 'Nothing shared, coins, ebits and classical models.',
    sizes: { full: size, quick: size, tiny: size },
    cells: (_, known) => compareTasks(plan, known).map((task) => ({ task })),
    show: () => ({ words: [], records: [] }),
  };
}

/** Runs a comparison that was planned. @throws EbitError as `runStudy`, of a task that failed when the others are kept */
export async function runComparison(
  plan: ComparePlan,
  { read: _, store = memoryStore(), ...rest }: CompareOptions,
): Promise<Comparison> {
  const book = outcomeBook();
  await runExperiments([experimentOf(plan)], { name: 'full', choices: {} }, book, { ...rest, store });
  return comparisonOf(plan, book);
}

/**
 * Compares what processors may share: nothing, coins, ebits, imperfect ebits, and beside them classical models.
 *
 * Everything is trained for each price, which is the exact mean or a number of shots a decision. Clusters: the best number of
 * coins and of ebits is chosen on data sets of their own, and reported on fresh ones. Tables: it is chosen on the validation
 * rows of each split, and reported on its test rows. Differences are paired by the seed of data and start, and the verdict is
 * computed from them alone.
 *
 * @param settings - see {@link CompareSettings}
 * @param options - see {@link CompareOptions}
 * @returns accuracies with intervals, the fewest shots and pairs a decision for a target, and the verdict; fewer than five
 *   seeds have none, and it says so
 * @throws EbitError 'config' for data that no seed changes, or not of two processors; 'range' for a number outside its limits;
 *   'aborted' after the signal; of any kind that the tasks are refused with
 * @example
 * const tiny = { training: { iterations: 6 }, model: { depth: 1 }, seeds: 1, shots: [11] };
 * const settings = { data: { kind: 'clusters' }, ebits: [1], coins: [1], ...tiny } as const;
 * const { arms, verdict } = await compare(settings, { executor: callingThread() });
 * [arms.length, verdict.findings[0].kind]; // [5, 'not-tested']
 */
export async function compare(settings: CompareSettings, options: CompareOptions = {}): Promise<Comparison> {
  checkCompareOptions('compare', options);
  return runComparison(comparePlan(settings, pathNames, options.read ?? noFiles), options);
}
