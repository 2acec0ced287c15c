// What a budget is looked for in, as plain data: which models, how many shots, on which seeds.
import * as v from 'valibot';
import { EbitError } from '../errors.js';
import type { DistillationProtocol } from '../links/distillation.js';
import { type LinkSettings, linkSchema } from '../links/link.js';
import { shotsOverLinks } from '../links/shots-over-links.js';
import { MAX_SHOTS } from '../models/shots-loss.js';
import type { LinkedPair } from '../network/resource.js';
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
  /** Which makes the one ebit of a shot, in place of `ebits` and `fidelities`; pairs are free unless told. */
  readonly link?: LinkSettings | undefined;
  /** With a link: how its pairs are distilled, and which numbers of rounds are tried; DEJMPS, 0, 1 and 2 unless told. */
  readonly distil?: { readonly protocol: DistillationProtocol; readonly rounds: readonly number[] } | undefined;
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
    link: v.optional(linkSchema()),
    distil: v.optional(v.strictObject({ protocol: v.string(), rounds: v.array(v.number()) })),
  });
});

/** What holds of a budget unless told. */
export const budgetDefaults = {
  shotsMost: 10_000,
  trainedFor: [10, 100, 1000],
  seeds: 5,
  confirmations: 10,
  distil: { protocol: 'dejmps', rounds: [0, 1, 2] },
} as const;

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
  /** Whether pairs come from a link, and what takes fewer of them is asked. */
  readonly isLinked: boolean;
}

/** @throws EbitError `naming.code` for settings that contradict a link; as `shotsOverLinks` */
function linkedPairs(
  { link, distil, ebits, fidelities }: BudgetSettings,
  { code, nameOf }: Naming,
): readonly LinkedPair[] {
  if (link === undefined) {
    if (distil === undefined) return [];
    throw new EbitError(code, `"${nameOf('distil')}" is about the pairs of a link; give "${nameOf('link')}" too.`);
  }
  const own = fidelities === undefined ? (ebits === undefined ? null : 'ebits') : 'fidelities';
  if (own !== null || (link.pairs ?? 1) !== 1 || link.distil !== undefined) {
    const stray = own ?? (link.distil === undefined ? 'link.pairs' : 'link.distil');
    const why =
      stray === 'link.distil'
        ? `its rounds are what is searched over: say them in "${nameOf('distil')}"`
        : 'a shot takes one pair of it, whose state is known by itself; the ages of several are not independent';
    throw new EbitError(code, `"${nameOf(stray)}" does not go with a budget over a link, for ${why}. Leave it out.`);
  }
  const { protocol, rounds } = distil ?? budgetDefaults.distil;
  const tried = [...new Set(rounds)].sort((a, b) => a - b);
  if (tried.length === 0)
    throw new EbitError(code, `"${nameOf('distil')}" lists no rounds; give 0 for none, such as [0, 1].`);
  return tried.map((count) => {
    const found = shotsOverLinks([count === 0 ? link : { ...link, distil: { protocol, rounds: count } }]);
    const [pairs] = found.pairsPerShot;
    return { rounds: count, weights: found.pairs[0].weights, pairs, seconds: found.secondsPerShot };
  });
}

/**
 * Returns a budget with everything said, checked before anything is trained.
 *
 * @throws EbitError `naming.code` for what is no such settings, 'range' for a number outside its limits; as `comparePlan`
 */
export function budgetPlan(given: BudgetSettings, naming: Naming, read: ReadText): BudgetPlan {
  const settings = checked(budgetSchema(), given, naming.code, 'The budget') as BudgetSettings;
  const { accuracy, shotsMost, trainedFor, seeds, confirmations, link, distil: _, ...rest } = settings;
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
  const linked = linkedPairs(settings, naming);
  const shared = link === undefined ? rest : { ...rest, ebits: [] };
  const compared = comparePlan({ ...shared, seeds: searched, shots: prices }, naming, read, linked);
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
    isLinked: link !== undefined,
  };
}
