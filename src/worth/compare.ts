import { refuseAborted } from '../abort.js';
import { noFiles } from '../tasks/make.js';
import { pathNames } from '../tasks/naming.js';
import { type CompareOptions, checkCompareOptions } from './compare-options.js';
import { type Comparison, comparisonOf } from './comparison.js';
import { compareTasks } from './measured.js';
import { type ComparePlan, type CompareSettings, comparePlan } from './plan.js';
import { runRounds } from './rounds.js';

/** Runs a comparison that was planned. @throws EbitError as `runStudy`, of a task that failed when the others are kept */
export async function runComparison(plan: ComparePlan, options: CompareOptions): Promise<Comparison> {
  return comparisonOf(plan, await runRounds((known) => compareTasks(plan, known), options));
}

/**
 * Compares what processors may share: nothing, coins, ebits, imperfect ebits, and beside them classical models.
 *
 * Everything is trained for each price, which is the exact mean or a number of shots a decision. Clusters: the best number of
 * coins and of ebits is chosen on data sets of their own, and reported on fresh ones. Tables: it is chosen on the validation
 * rows of each split, and reported on its test rows. Differences are paired by the seed of data and start, and the verdict is
 * computed from them alone. Processors and noise of `settings.network` are those of every rival; the classical models have no
 * noise.
 *
 * @param settings - see {@link CompareSettings}
 * @param options - see {@link CompareOptions}
 * @returns accuracies with intervals, the fewest shots and pairs a decision for a target, and the verdict; fewer than five
 *   seeds have none, and it says so
 * @throws EbitError 'config' for data that no seed changes, not of two processors, and a network that shares something;
 *   'range' for a number outside its limits; 'network' for processors that are none; 'aborted' after the signal; of any kind
 *   that the tasks are refused with
 * @example
 * const tiny = { training: { iterations: 6 }, model: { depth: 1 }, seeds: 1, shots: [11] };
 * const settings = { data: { kind: 'clusters' }, ebits: [1], coins: [1], ...tiny } as const;
 * const { arms, verdict } = await compare(settings, { executor: callingThread() });
 * [arms.length, verdict.findings[0].kind]; // [5, 'not-tested']
 */
export async function compare(settings: CompareSettings, options: CompareOptions = {}): Promise<Comparison> {
  checkCompareOptions('compare', options);
  refuseAborted('Stopped before the comparison began.', options.signal);
  return runComparison(comparePlan(settings, pathNames, options.read ?? noFiles), options);
}
