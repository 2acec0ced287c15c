// What a comparison has come to, as numbers and sentences.
import { pairedTest } from '../analysis/significance.js';
import type { OutcomeBook } from '../experiments/outcome-book.js';
import type { ProcessorSpec } from '../network/network-spec.js';
import { type Resource, resourceKind } from '../network/resource.js';
import type { WorthPairing } from '../report/worth-contrasts.js';
import { type WorthVerdict, worthVerdict } from '../report/worth-verdict.js';
import { meanOf } from '../statistics.js';
import { fewestOf, type MeasuredArm, type MeasuredAt, measuredArms } from './measured.js';
import { armName, type Baseline, type ComparePlan, MOST_SHOTS } from './plan.js';

/** A mean over seeds with its interval of 95 %; the ends are null of a single seed. */
export interface MeanAccuracy {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What an arm reached at a price. */
export interface ComparedPrice extends MeanAccuracy {
  /** Null for the exact mean. */
  readonly shots: number | null;
  /** One a seed, in the order of the comparison's seeds. */
  readonly accuracies: readonly number[];
}

/** One arm of a comparison. */
export interface ComparedArm {
  /** `nothing shared`, `2 coins`, `1 ebit (F = 0.85)`, `DNN`, `logistic regression`. */
  readonly name: string;
  /** What is shared; null of a classical model. */
  readonly resource: Resource | null;
  readonly kind: 'nothing' | 'correlated' | 'entangled' | 'classical';
  /** Trained for each and measured at it; of a classical model by the exact value alone. */
  readonly prices: readonly ComparedPrice[];
  /** By the exact mean. */
  readonly balancedAccuracy: number;
  /** What a decision that reaches the target takes; null where it is not reached, or not looked for. */
  readonly fewest: { readonly shots: number; readonly pairs: number; readonly coins: number } | null;
}

/** What {@link compare} returns. */
export interface Comparison {
  /** `clusters`, or the path of the table. */
  readonly data: string;
  /** Of every rival but the classical models, with their noise; null where nothing was said of them. */
  readonly processors: readonly ProcessorSpec[] | null;
  /** Data seeds, which are also those of the starts: by which the best are chosen, and which are reported. */
  readonly seeds: { readonly choosing: readonly number[]; readonly reported: readonly number[] };
  /** Of a table the rows of each split. */
  readonly split: { readonly training: number; readonly test: number } | null;
  /** The accuracy that the fewest shots reach, and whether it was told or found; null without shots. */
  readonly target: { readonly accuracy: number; readonly told: boolean; readonly most: number } | null;
  /** The share of the larger class among the rows reported on. */
  readonly baseRate: number;
  readonly arms: readonly ComparedArm[];
  readonly verdict: WorthVerdict;
}

function meanAccuracy(values: readonly number[], overlap: number): MeanAccuracy {
  if (values.length < 2) return { mean: meanOf(values), low: null, high: null };
  const { mean, low, high } = pairedTest(values, overlap);
  return { mean, low, high };
}

function accuraciesOf(measured: MeasuredAt['reported']): number[] {
  return measured.map(({ accuracy }) => accuracy);
}

/** The rows that a choice is made by; those reported where there is nothing to choose. */
function chosenBy(measured: MeasuredAt): MeasuredAt['reported'] {
  return measured.choosing.length > 0 ? measured.choosing : measured.reported;
}

/**
 * What the best coins reach with the most shots, on the rows that things are chosen by: in whole hundredths, rounded down; null
 * where that is no more than guessing.
 */
function foundTarget(arms: readonly MeasuredArm[], most: number): number | null {
  const coins = arms.filter(({ resource }) => resourceKind(resource) === 'correlated');
  const among = coins.length > 0 ? coins : arms;
  const best = Math.max(...among.map((arm) => meanOf(accuraciesOf(chosenBy(arm.at(most))))));
  // What guessing reaches takes no shot.
  return best > 0.505 ? Math.floor(100 * best) / 100 : null;
}

/**
 * The fewest shots of an arm: by the model that was trained for what takes the fewest on the rows that things are chosen by;
 * without such rows, for the most shots.
 */
function fewestShots(arm: MeasuredArm, prices: ComparePlan['prices'], accuracy: number) {
  const curvesOf = (measured: MeasuredAt['reported']) => measured.map(({ curve }) => curve ?? []);
  const at = prices.map((price) => arm.at(price));
  if (at[0].choosing.length === 0) {
    return { choosing: null, reported: fewestOf(curvesOf(at[at.length - 1].reported), accuracy) };
  }
  const found = at.map((one) => ({ one, shots: fewestOf(curvesOf(one.choosing), accuracy) }));
  const least = (shots: number | null) => shots ?? Number.POSITIVE_INFINITY;
  const best = found.reduce((kept, next) => (least(next.shots) < least(kept.shots) ? next : kept));
  return { choosing: best.shots, reported: fewestOf(curvesOf(best.one.reported), accuracy) };
}

function pairingOf({ split, data }: ComparePlan): WorthPairing {
  if (split !== null) return { kind: 'splits', ...split };
  return { kind: 'seeds', word: data.kind === 'clusters' ? 'data seeds' : 'seeds' };
}

/**
 * Returns what the tasks of a comparison came to.
 *
 * @param book - with all of them
 * @throws EbitError 'config' if one was not run
 */
export function comparisonOf(plan: ComparePlan, book: Pick<OutcomeBook, 'outcome'>): Comparison {
  const { prices, seeds, split } = plan;
  const { arms, baselines } = measuredArms(plan, book);
  const overlap = split === null ? 0 : split.test / split.training;
  const mostShots = prices[prices.length - 1];
  const accuracy = mostShots === null ? null : (plan.accuracy ?? foundTarget(arms, mostShots));
  const target = accuracy === null ? null : { accuracy, told: plan.accuracy !== null, most: MOST_SHOTS };
  const fewest = arms.map((arm) => (target === null ? undefined : fewestShots(arm, prices, target.accuracy)));
  const exact = arms.map((arm) => arm.at(null).reported);
  const baseRate = meanOf(exact[0].map((one) => one.baseRate));
  const verdict = worthVerdict({
    arms: arms.map((arm, i) => ({
      resource: arm.resource,
      prices: prices.map((shots) => {
        const at = arm.at(shots);
        const choosing = at.choosing.length === 0 ? {} : { choosing: accuraciesOf(at.choosing) };
        return { shots, accuracies: accuraciesOf(at.reported), ...choosing };
      }),
      fewest: fewest[i],
    })),
    over: pairingOf(plan),
    baseRate,
    ...(target === null ? {} : { target }),
  });
  return {
    data: plan.data.kind === 'table' ? plan.data.path : plan.data.kind,
    processors: plan.processors,
    seeds,
    split,
    target,
    baseRate,
    arms: [
      ...arms.map((arm, i): ComparedArm => {
        const { resource } = arm;
        const shots = fewest[i]?.reported ?? null;
        return {
          name: armName(resource),
          resource,
          kind: resourceKind(resource),
          prices: prices.map((price) => {
            const accuracies = accuraciesOf(arm.at(price).reported);
            return { shots: price, ...meanAccuracy(accuracies, overlap), accuracies };
          }),
          balancedAccuracy: meanOf(exact[i].map((one) => one.balancedAccuracy)),
          fewest: shots === null ? null : { shots, pairs: shots * resource.ebits, coins: shots * resource.coins },
        };
      }),
      ...baselines.map(({ baseline, reported }): ComparedArm => {
        const accuracies = reported.map(({ accuracy }) => accuracy);
        return {
          name: armName(baseline satisfies Baseline),
          resource: null,
          kind: 'classical',
          prices: [{ shots: null, ...meanAccuracy(accuracies, overlap), accuracies }],
          balancedAccuracy: meanOf(reported.map(({ balancedAccuracy }) => balancedAccuracy)),
          fewest: null,
        };
      }),
    ],
    verdict,
  };
}
