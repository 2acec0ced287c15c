// What a budget is looked for in, as plain data: which models, how many shots, on which seeds.
import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { MAX_SHOTS } from '../models/shots-loss.js';
import { checkedWhole } from '../options.js';
import { LEAST_SEEDS } from '../report/verdict.js';
import { checked, lazily } from '../schema.js';
import { shownValue } from '../shown-value.js';
import type { ReadText } from '../tasks/data-source.js';
import type { Naming } from '../tasks/naming.js';
import { type ComparePlan, type CompareSettings, comparePlan, compareSchema } from './plan.js';

/** What may be said of a search for the fewest shots and pairs. */
export interface BudgetSettings extends Omit<CompareSettings, 'accuracy' | 'shots'> {
  /** That a decision has to reach; above 1/2, at most 1. */
  readonly accuracy: number;
  /** A decision may take so many shots; 10,000 unless told. */
  readonly shotsMost?: number | undefined;
  /** For which numbers of shots models are trained, beside the exact mean; 10, 100 and 1000 unless told. */
  readonly trainedFor?: readonly number[] | undefined;
  /** How many data sets, or splits of a table, the search has; 5 unless told, at least 5. */
  readonly seeds?: number | undefined;
  /** How many others what was found is confirmed on; 10 unless told, at least 5. */
  readonly confirmations?: number | undefined;
}

/** The shape of {@link BudgetSettings}; what the numbers may be is said where they are used. */
const budgetSchema = lazily(() => {
  const { shots, accuracy: _, ...shared } = compareSchema().entries;
  const number = v.optional(v.number());
  return v.strictObject({
    ...shared,
    accuracy: v.number(),
    shotsMost: number,
    trainedFor: shots,
    confirmations: number,
  });
});

/** What holds of a budget unless told. */
export const budgetDefaults = { shotsMost: 10_000, trainedFor: [10, 100, 1000], seeds: 5, confirmations: 10 } as const;

const MOST_SEEDS = 1000;

/** A budget with everything said. */
export interface BudgetPlan {
  /** Resources, prices and trainings. */
  readonly compared: ComparePlan;
  readonly accuracy: number;
  readonly shotsMost: number;
  /** Of data and start: for the search, and others to confirm what it found. */
  readonly seeds: { readonly search: readonly number[]; readonly confirmation: readonly number[] };
  /** n_test / n_train of a table's splits, whose training rows overlap; 0 for independent data. */
  readonly overlap: number;
}

/**
 * Returns a budget with everything said, checked before anything is trained.
 *
 * @throws EbitError `naming.code` for what is no such settings, 'range' for a number outside its limits; as `comparePlan`
 */
export function budgetPlan(given: BudgetSettings, naming: Naming, read: ReadText): BudgetPlan {
  const settings = checked(budgetSchema(), given, naming.code, 'The budget') as BudgetSettings;
  const { accuracy, shotsMost, trainedFor, seeds, confirmations, ...rest } = settings;
  if (!(accuracy > 0.5 && accuracy <= 1)) {
    throw new EbitError('range', `The accuracy is ${shownValue(accuracy)}; give a share above 0.5, at most 1.`);
  }
  const most = checkedWhole('The largest number of shots', shotsMost ?? budgetDefaults.shotsMost, 1, MAX_SHOTS);
  const searched = checkedWhole('The number of seeds', seeds ?? budgetDefaults.seeds, LEAST_SEEDS, MOST_SEEDS);
  const others = checkedWhole(
    'The number of confirmations',
    confirmations ?? budgetDefaults.confirmations,
    LEAST_SEEDS,
    MOST_SEEDS,
  );
  const prices = (trainedFor ?? budgetDefaults.trainedFor).filter((shots) => trainedFor !== undefined || shots <= most);
  const compared = comparePlan({ ...rest, seeds: searched, shots: prices }, naming, read);
  const { split } = compared;
  const [first] = [...compared.seeds.choosing, ...compared.seeds.reported];
  checkedWhole('The last data seed', first + searched + others - 1, 0, Number.MAX_SAFE_INTEGER);
  const from = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i);
  return {
    compared,
    accuracy,
    shotsMost: most,
    seeds: { search: from(first, searched), confirmation: from(first + searched, others) },
    overlap: split === null ? 0 : split.test / split.training,
  };
}
