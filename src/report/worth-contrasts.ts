// From accuracies measured side by side to differences with intervals: what sharing something is worth, before any sentence.
import { holm, pairedTest, rowsTest, type Tested } from '../analysis/significance.js';
import { EbitError } from '../errors.js';
import { type Resource, type ResourceKind, resourceKind, resourceName } from '../network/resource.js';
import { meanOf } from '../statistics.js';
import { LEAST_SEEDS } from './verdict.js';

/** Accuracies at one price: a number of shots a decision, or null for the sign of the exact mean. */
export interface PricedAccuracies {
  readonly shots: number | null;
  /** What is reported: one a seed, split or row, in the same order for all arms. By rows the chance of the right label. */
  readonly accuracies: readonly number[];
  /** By what the best number of coins and of ebits is chosen, on other rows than those reported; of splits one each. */
  readonly choosing?: readonly number[];
}

/** One thing that was shared, with what came of it. */
export interface WorthArm {
  readonly resource: Resource;
  readonly prices: readonly PricedAccuracies[];
  /** The fewest shots that reach the target, on the rows that it is chosen by and on those reported; null where none do. */
  readonly fewest?: { readonly choosing: number | null; readonly reported: number | null };
}

/** What the pairs are paired by. Splits are repeated splits of one table, into so many rows to train and to report on. */
export type WorthPairing =
  | { readonly kind: 'seeds'; readonly word: string }
  | { readonly kind: 'splits'; readonly training: number; readonly test: number }
  | { readonly kind: 'rows'; readonly word: string };

/** What was measured. */
export interface WorthMeasurements {
  readonly arms: readonly WorthArm[];
  readonly over: WorthPairing;
  /** The larger class's share of the rows reported on. */
  readonly baseRate?: number;
  /** The accuracy that the arms' fewest shots reach, and how many were tried. */
  readonly target?: { readonly accuracy: number; readonly most: number };
  /** What a trained model wins and nothing separable can, computed from its probabilities; `bound` is the most of those. */
  readonly certified?: { readonly what: string; readonly value: number; readonly bound: number };
}

/** Which of the things shared are compared: the best that are entangled, the best that are only correlated, nothing. */
export type WorthContrastKind = 'entangled-correlated' | 'entangled-nothing' | 'correlated-nothing';

/** One difference. */
export interface WorthContrast {
  readonly kind: WorthContrastKind;
  readonly shots: number | null;
  /** What is compared with what: `1 ebit`, `2 coins`. */
  readonly first: string;
  readonly second: string;
  /** The first minus the second; null where there are too few pairs. */
  readonly tested: Tested | null;
  readonly mean: number;
  /** Whether it is the one that was chosen beforehand. */
  readonly primary: boolean;
  /** Of a primary contrast its own p, of the others after Holm's correction among them; null where nothing was tested. */
  readonly p: number | null;
  /** 1: the first is better, -1: the second is, 0: no difference seen; null: not tested. */
  readonly better: 1 | 0 | -1 | null;
}

/** The contrast that is chosen before anything is measured is at so many shots. */
export const PRIMARY_SHOTS = 100;

/** A difference is seen where it would be rarer than this without one. */
const LEVEL = 0.05;

/** The best of one kind at a price, by its name. */
interface Best {
  readonly name: string;
  readonly accuracies: readonly number[];
}

/** A number of shots by which prices stand in order, the exact mean last. */
export function priceOrder(shots: number | null): number {
  return shots ?? Number.POSITIVE_INFINITY;
}

/** All prices that were measured, ascending. */
export function pricesOf(arms: readonly WorthArm[]): (number | null)[] {
  const all = new Set(arms.flatMap(({ prices }) => prices.map(({ shots }) => shots)));
  return [...all].sort((a, b) => (priceOrder(a) < priceOrder(b) ? -1 : 1));
}

/** The place of the largest value, the first of equal ones. */
function placeOfMost(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/**
 * The best of some arms at a price: by the mean of what they are chosen by; of splits, on each split by its own rows, for
 * another split's are this one's test rows.
 */
function bestOf(arms: readonly WorthArm[], shots: number | null, over: WorthPairing): Best | null {
  const measured = arms.flatMap(({ resource, prices }) => {
    const price = prices.find((one) => one.shots === shots);
    return price === undefined ? [] : [{ name: resourceName(resource), ...price }];
  });
  if (measured.length === 0) return null;
  const choices = measured.map(({ choosing, accuracies }) => choosing ?? accuracies);
  if (over.kind !== 'splits') return measured[placeOfMost(choices.map(meanOf))];
  const chosen = measured[0].accuracies.map((_, i) => placeOfMost(choices.map((own) => own[i])));
  const names = [...new Set(chosen.map((place) => measured[place].name))];
  return {
    name: names.length === 1 ? names[0] : `${names.join(' or ')}, as chosen on each split`,
    accuracies: chosen.map((place, i) => measured[place].accuracies[i]),
  };
}

function tested(differences: readonly number[], over: WorthPairing): Tested | null {
  if (over.kind === 'rows') return rowsTest(differences);
  if (differences.length < LEAST_SEEDS) return null;
  return pairedTest(differences, over.kind === 'splits' ? over.test / over.training : 0);
}

/** @throws EbitError 'shape' where arms were not measured side by side; 'range' where nothing was measured */
function checkArms(arms: readonly WorthArm[]): void {
  const counts = new Set(arms.flatMap(({ prices }) => prices.map(({ accuracies }) => accuracies.length)));
  if (counts.size > 1) {
    throw new EbitError(
      'shape',
      `Arms of ${[...counts].join(' and ')} measurements cannot be paired; measure all at the same seeds.`,
    );
  }
  if (counts.size === 0 || counts.has(0)) {
    throw new EbitError('range', 'Nothing was measured, of which something could be said; give accuracies.');
  }
}

/**
 * Returns every difference between the best that is entangled, the best that is only correlated, and nothing shared, price by
 * price.
 *
 * The primary contrast is entangled against correlated at {@link PRIMARY_SHOTS} shots, by its own interval; of all others
 * the p-values are corrected by Holm's method among them.
 *
 * @throws EbitError 'shape' if the arms were not measured at the same seeds; 'range' without any accuracy
 */
export function pricedContrasts({ arms, over }: Pick<WorthMeasurements, 'arms' | 'over'>): WorthContrast[] {
  checkArms(arms);
  const ofKind = (kind: ResourceKind) => arms.filter(({ resource }) => resourceKind(resource) === kind);
  const kinds = { entangled: ofKind('entangled'), correlated: ofKind('correlated'), nothing: ofKind('nothing') };
  const raw = pricesOf(arms).flatMap((shots) => {
    const best = {
      entangled: bestOf(kinds.entangled, shots, over),
      correlated: bestOf(kinds.correlated, shots, over),
      nothing: bestOf(kinds.nothing, shots, over),
    };
    return (
      [
        ['entangled', 'correlated'],
        ['entangled', 'nothing'],
        ['correlated', 'nothing'],
      ] as const
    ).flatMap(([one, other]) => {
      const [first, second] = [best[one], best[other]];
      if (first === null || second === null) return [];
      const differences = first.accuracies.map((value, i) => value - second.accuracies[i]);
      const kind: WorthContrastKind = `${one}-${other}` as WorthContrastKind;
      return {
        kind,
        shots,
        first: first.name,
        second: second.name,
        mean: meanOf(differences),
        tested: tested(differences, over),
        primary: kind === 'entangled-correlated' && shots === PRIMARY_SHOTS,
      };
    });
  });
  const others = raw.filter(({ primary }) => !primary);
  const corrected = holm(others.map((one) => one.tested?.p ?? 1));
  return raw.map((one): WorthContrast => {
    if (one.tested === null) return { ...one, p: null, better: null };
    const p = one.primary ? one.tested.p : corrected[others.indexOf(one)];
    return { ...one, p, better: p >= LEVEL ? 0 : one.mean > 0 ? 1 : -1 };
  });
}
