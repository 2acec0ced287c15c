import { refuseAborted } from '../abort.js';
import type { ProcessorSpec } from '../network/network-spec.js';
import { noFiles } from '../tasks/make.js';
import { pathNames } from '../tasks/naming.js';
import { type BudgetPlan, type BudgetSettings, budgetPlan } from './budget-plan.js';
import { type BudgetEntry, budgetEntries } from './budget-search.js';
import { budgetSentences } from './budget-words.js';
import { type CompareOptions, checkCompareOptions } from './compare-options.js';
import { runRounds } from './rounds.js';

/** What {@link budget} returns. */
export interface Budget {
  /** `clusters`, or the path of the table. */
  readonly data: string;
  /** Of everything that is searched, with their noise; null where nothing was said of them. */
  readonly processors: readonly ProcessorSpec[] | null;
  readonly accuracy: number;
  readonly shotsMost: number;
  /** Of data and start: for the search, and others to confirm what it found. */
  readonly seeds: { readonly search: readonly number[]; readonly confirmation: readonly number[] };
  /** One a resource: nothing, coins, ebits, imperfect ebits. */
  readonly entries: readonly BudgetEntry[];
  /** The answer first. */
  readonly sentences: readonly string[];
}

/** Runs a search that was planned. @throws EbitError as `runStudy`, of a task that failed when the others are kept */
export async function runBudget(plan: BudgetPlan, options: CompareOptions): Promise<Budget> {
  // Every round asks for the next one; what is measured in the end was all asked for on the way.
  const book = await runRounds((known) => {
    budgetEntries(plan, known);
    return [];
  }, options);
  const entries = budgetEntries(plan, { outcomes: (tasks) => tasks.map((task) => book.outcome(task)) });
  if (entries === null) throw new Error('a search ended before its last round');
  const { data, processors } = plan.compared;
  return {
    data: data.kind === 'table' ? data.path : data.kind,
    processors,
    accuracy: plan.accuracy,
    shotsMost: plan.shotsMost,
    seeds: plan.seeds,
    entries,
    sentences: budgetSentences(plan, entries),
  };
}

/**
 * Finds what a decision of some accuracy takes: the fewest shots, pairs and coins.
 *
 * Every resource (nothing shared, coins, ebits, imperfect ebits) is trained for the exact mean and for some numbers of shots.
 * It reaches the accuracy with n shots if the lower end of the 95 % interval over seeds does. What is found is confirmed on
 * other seeds, from four times as many shots downwards, and what nothing undercuts in shots, pairs and coins together is the
 * answer. Processors and noise of `settings.network` are the same for all of it.
 *
 * @param settings - see {@link BudgetSettings}
 * @param options - where outcomes are kept, who computes, what is said on the way; see {@link CompareOptions}
 * @returns an entry a resource, and sentences; where nothing reaches the accuracy they say so, and what comes nearest
 * @throws EbitError 'range' for a number outside its limits; as `compare`
 * @example
 * const small = { training: { iterations: 6 }, model: { depth: 1 }, trainedFor: [9], ebits: [1], coins: [1] };
 * const settings = { data: { kind: 'clusters' }, accuracy: 0.99, shotsMost: 9, confirmations: 5, ...small } as const;
 * const { entries, sentences } = await budget(settings);
 * [entries.length, sentences[0]]; // [3, 'Nothing is sure to reach 99.0 % within 9 shots a decision: no interval of 95 % lies there.']
 */
export async function budget(settings: BudgetSettings, options: CompareOptions = {}): Promise<Budget> {
  checkCompareOptions('budget', options);
  refuseAborted('Stopped before the search began.', options.signal);
  return runBudget(budgetPlan(settings, pathNames, options.read ?? noFiles), options);
}
