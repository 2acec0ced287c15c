// What sharing something is worth, in sentences: the one function that all of them come from.
import { priceName, type ResourceKind, resourceKind } from '../network/resource.js';
import { meanOf } from '../statistics.js';
import { LEAST_SEEDS, signedPoints } from './verdict.js';
import {
  PRIMARY_SHOTS,
  pricedContrasts,
  priceOrder,
  pricesOf,
  type WorthArm,
  type WorthContrast,
  type WorthContrastKind,
  type WorthMeasurements,
  type WorthPairing,
} from './worth-contrasts.js';

/** What holds at a price. */
export type FindingKind =
  | 'certified'
  | 'nothing-as-good'
  | 'ebits-worse'
  | 'ebits-save-shots'
  | 'ebits-better-exact'
  | 'ebits-over-coins-alone'
  | 'ebits-without-coins'
  | 'coins-without-ebits'
  | 'coins-as-good'
  | 'undecided'
  | 'ebits-undecided'
  | 'sharing-worse'
  | 'no-difference'
  | 'not-tested';

/** One thing that the measurements say. */
export interface WorthFinding {
  readonly kind: FindingKind;
  /** At which prices it holds; null among them is the exact mean. */
  readonly shots: readonly (number | null)[];
  /** What holds, without the differences that it stands on. */
  readonly claim: string;
  /** The same with them. */
  readonly sentence: string;
}

/** What measurements say, as sentences and as numbers. */
export interface WorthVerdict {
  /** In the order of precedence; the first is the verdict in one sentence. */
  readonly findings: readonly WorthFinding[];
  readonly contrasts: readonly WorthContrast[];
  /** What the intervals are of, and how many questions were asked at once. */
  readonly basis: string;
}

/** A difference within so much is none that matters. */
const EQUAL = 0.01;

/** What is certified has to be beyond the bound by more than rounding. */
const ROUNDING = 1e-9;

/** `by the exact mean`, `at 100 shots`, `at 10 and 100 shots and by the exact mean`. */
export function pricesText(shots: readonly (number | null)[]): string {
  const counts = shots.filter((one) => one !== null);
  const list = counts.length < 2 ? counts.join('') : `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}`;
  return [
    ...(counts.length === 0 ? [] : [`at ${list} shot${list === '1' ? '' : 's'}`]),
    ...(shots.includes(null) ? ['by the exact mean'] : []),
  ].join(' and ');
}

/** Three digits, so that a small one is not 0. */
function chanceText(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p.toPrecision(2)}`;
}

/** `2 ebits minus 2 coins at 100 shots +2.8 points (95 % interval +1.3 to +4.3, corrected p = 0.012)`. */
export function contrastText({ first, second, shots, mean, tested, primary, p }: WorthContrast): string {
  const what = `${first} minus ${second} ${pricesText([shots])} ${signedPoints(mean)} points`;
  if (tested === null || p === null) return `${what} (not tested)`;
  const { low, high } = tested;
  const chance = primary ? 'the primary contrast' : `corrected p ${chanceText(p)}`;
  return `${what} (95 % interval ${signedPoints(low)} to ${signedPoints(high)}, ${chance})`;
}

/** The contrasts at one price. */
type AtPrice = { readonly [Kind in WorthContrastKind]?: WorthContrast };

function isWithin({ tested }: WorthContrast, limit: number): boolean {
  return tested !== null && tested.low >= -limit && tested.high <= limit;
}

/** What holds at a price, by precedence. */
function kindAt(at: AtPrice, shots: number | null): PricedKind {
  const { 'entangled-correlated': added, 'entangled-nothing': ebits, 'correlated-nothing': coins } = at;
  const overNothing = [ebits, coins].filter((one) => one !== undefined);
  if (Object.values(at).some(({ tested }) => tested === null)) return 'not-tested';
  const gains = overNothing.map(({ tested }) => tested?.high ?? Number.POSITIVE_INFINITY);
  if (gains.length > 0 && gains.every((high) => high <= EQUAL)) return 'nothing-as-good';
  if (added?.better === -1) return 'ebits-worse';
  if (added?.better === 1) {
    if (ebits !== undefined && ebits.better !== 1) return 'ebits-over-coins-alone';
    return shots === null ? 'ebits-better-exact' : 'ebits-save-shots';
  }
  if (added === undefined && ebits?.better === 1) return 'ebits-without-coins';
  if (added === undefined && coins?.better === 1) return 'coins-without-ebits';
  if (coins?.better === 1) return added !== undefined && isWithin(added, EQUAL) ? 'coins-as-good' : 'undecided';
  if (ebits?.better === 1) return 'ebits-undecided';
  return overNothing.some(({ better }) => better === -1) ? 'sharing-worse' : 'no-difference';
}

/** What is not about one price stands apart. */
type PricedKind = Exclude<FindingKind, 'certified'>;

/** Of each finding in the order in which they are said, how its sentence begins, and which differences it stands on. */
const words: Readonly<
  Record<
    PricedKind,
    { readonly says: (prices: string, isAlone: boolean) => string; readonly by: readonly WorthContrastKind[] }
  >
> = {
  'nothing-as-good': {
    says: (prices) => `Sharing nothing is as good or better ${prices}`,
    by: ['entangled-nothing', 'correlated-nothing'],
  },
  'ebits-worse': { says: (prices) => `Ebits do worse than coins ${prices}`, by: ['entangled-correlated'] },
  'ebits-save-shots': {
    says: (prices) => `Entanglement helps beyond coins ${prices}`,
    by: ['entangled-correlated', 'entangled-nothing'],
  },
  'ebits-better-exact': {
    says: (prices, isAlone) => `Ebits are better than coins ${prices}${isAlone ? '' : ' too'}`,
    by: ['entangled-correlated', 'entangled-nothing'],
  },
  'ebits-over-coins-alone': {
    says: (prices) => `Ebits are better than coins ${prices}, but not seen to be better than sharing nothing`,
    by: ['entangled-correlated', 'entangled-nothing'],
  },
  'ebits-without-coins': {
    says: (prices) => `Ebits help ${prices}; whether coins would do as much was not measured`,
    by: ['entangled-nothing'],
  },
  'coins-without-ebits': { says: (prices) => `Correlation helps ${prices}`, by: ['correlated-nothing'] },
  'coins-as-good': {
    says: (prices) => `Correlation helps ${prices}, entanglement adds nothing`,
    by: ['correlated-nothing', 'entangled-correlated'],
  },
  undecided: {
    says: (prices) => `Correlation helps ${prices}; whether entanglement adds anything is undecided`,
    by: ['entangled-nothing', 'correlated-nothing', 'entangled-correlated'],
  },
  'ebits-undecided': {
    says: (prices) => `Ebits help ${prices}; whether they do more than coins is undecided`,
    by: ['entangled-nothing', 'correlated-nothing', 'entangled-correlated'],
  },
  'sharing-worse': {
    says: (prices) =>
      `Nothing that is shared is seen to help ${prices}, and some of it does worse than sharing nothing`,
    by: ['entangled-nothing', 'correlated-nothing', 'entangled-correlated'],
  },
  'no-difference': {
    says: (prices) => `No difference seen ${prices}`,
    by: ['entangled-nothing', 'correlated-nothing', 'entangled-correlated'],
  },
  'not-tested': {
    says: (prices) => `Not tested ${prices}: a verdict needs ${LEAST_SEEDS} or more`,
    by: ['entangled-nothing', 'correlated-nothing', 'entangled-correlated'],
  },
};

/** Of arms of one kind the one with the fewest shots, chosen by other rows than its number is found on; null where none is. */
function cheapest(arms: readonly WorthArm[], kind: ResourceKind): { arm: WorthArm; shots: number | null } | null {
  const own = arms
    .filter(({ resource, fewest }) => resourceKind(resource) === kind && fewest !== undefined)
    .sort((a, b) => priceOrder(a.fewest?.choosing ?? null) - priceOrder(b.fewest?.choosing ?? null) || 0);
  return own.length === 0 ? null : { arm: own[0], shots: own[0].fewest?.reported ?? null };
}

/** `for a mean accuracy of 80 % 61 shots (61 pairs) instead of 301 shots (602 coins, no pairs)`; null where none are saved. */
export function savingText({ arms, target }: Pick<WorthMeasurements, 'arms' | 'target'>): string | null {
  const [ebits, coins] = [cheapest(arms, 'entangled'), cheapest(arms, 'correlated')];
  if (target === undefined || ebits === null || coins === null || ebits.shots === null) return null;
  const nothing = cheapest(arms, 'nothing')?.shots ?? Number.POSITIVE_INFINITY;
  if (Math.min(nothing, coins.shots ?? Number.POSITIVE_INFINITY) <= ebits.shots) return null;
  const price = priceName(ebits.arm.resource, ebits.shots);
  const instead =
    coins.shots === null
      ? `where coins do not reach it with ${target.most}`
      : `instead of ${priceName(coins.arm.resource, coins.shots)}`;
  return `for a mean accuracy of ${Number((100 * target.accuracy).toPrecision(6))} % ${price} ${instead}`;
}

/** All prices of one finding in one sentence, without and with its differences. */
function saidOf(
  kind: PricedKind,
  shots: readonly (number | null)[],
  contrasts: readonly WorthContrast[],
  measurements: WorthMeasurements,
  isAlone: boolean,
): Pick<WorthFinding, 'claim' | 'sentence'> {
  const { says, by } = words[kind];
  const evidence = shots.flatMap((price) =>
    by.flatMap((one) => contrasts.filter((found) => found.kind === one && found.shots === price).map(contrastText)),
  );
  const saving = kind === 'ebits-save-shots' ? savingText(measurements) : null;
  const first = saving === null ? '' : `Entanglement saves shots: ${saving}. `;
  const said = `${first}${says(pricesText(shots), isAlone)}`;
  return { claim: `${said}.`, sentence: `${said}: ${evidence.join('; ')}.` };
}

function basisOf(over: WorthPairing, contrasts: readonly WorthContrast[], count: number): string {
  const isTested = contrasts.some(({ tested }) => tested !== null);
  const others = contrasts.filter(({ primary }) => !primary).length;
  const corrected =
    others === contrasts.length
      ? `The ${contrasts.length} p-values are corrected by Holm's method, the intervals are not; none was chosen as the primary one.`
      : `The primary contrast, the best ebits minus the best coins at ${PRIMARY_SHOTS} shots, was chosen beforehand; the ` +
        `${others} other p-values are corrected by Holm's method, the intervals are not.`;
  if (!isTested) return `${count} ${over.kind === 'splits' ? 'splits of one table' : over.word}: nothing is tested.`;
  const asked = corrected;
  if (over.kind === 'rows')
    return `A single training each, paired bootstrap over ${count} ${over.word}, which knows nothing of other seeds. ${asked}`;
  if (over.kind === 'splits')
    return (
      `Paired over ${count} splits of one table into ${over.training} rows to train on and ${over.test} to report on: ` +
      `conditional on this table, with Nadeau and Bengio's correction for the rows that splits share. ${asked}`
    );
  return `Paired over ${count} ${over.word}, Student's t. ${asked}`;
}

/** What is not beyond the larger class says little, whatever it is better than. */
function baseRateText({ arms, baseRate }: WorthMeasurements): string {
  if (baseRate === undefined) return '';
  const best = Math.max(...arms.flatMap(({ prices }) => prices.map(({ accuracies }) => meanOf(accuracies))));
  if (best > baseRate) return '';
  return ` None of this is above always saying the larger class (${(100 * baseRate).toFixed(1)} %).`;
}

/**
 * Says that a number, computed exactly from a model's probabilities, is beyond everything separable; null where it is not, by
 * more than rounding.
 */
export function certifiedSentence({ what, value, bound }: NonNullable<WorthMeasurements['certified']>): string | null {
  if (!(value > bound + ROUNDING)) return null;
  return (
    `Certified: ${what} is ${value.toFixed(4)}, and nothing separable, with any number of coins, is beyond ` +
    `${bound.toFixed(4)}.`
  );
}

/**
 * Says what sharing pairs and coins is worth, from measured numbers alone.
 *
 * At every price what holds is the first of: sharing nothing is as good or better (the intervals of both gains end at +0.01 or
 * before); ebits do worse than coins; ebits are better than coins (which at a number of shots is a saving of shots, and by the
 * exact mean is said to be so); correlation helps and entanglement adds nothing (only if the interval lies within +-0.01);
 * correlation helps and entanglement is undecided; no difference is seen. What is certified comes before all.
 *
 * A difference is seen where its p-value, of all but the primary contrast corrected by Holm's method, is below 0.05. Pairs of
 * a fidelity of at most 1/2 count among the coins: they are separable.
 *
 * @param measurements - see {@link WorthMeasurements}; fewer than five seeds or splits have no verdict, and it says so
 * @throws EbitError 'shape' if the arms were not measured at the same seeds; 'range' without any accuracy
 */
export function worthVerdict(measurements: WorthMeasurements): WorthVerdict {
  const { arms, over, certified } = measurements;
  const contrasts = pricedContrasts(measurements);
  const kinds = pricesOf(arms).map((shots) => {
    const own = contrasts.filter((one) => one.shots === shots);
    return { shots, kind: kindAt(Object.fromEntries(own.map((one) => [one.kind, one])), shots) };
  });
  const findings: WorthFinding[] = [];
  const beyond = certified === undefined ? null : certifiedSentence(certified);
  if (beyond !== null) findings.push({ kind: 'certified', shots: [], claim: beyond, sentence: beyond });
  for (const kind of Object.keys(words) as PricedKind[]) {
    const shots = kinds.filter((one) => one.kind === kind).map((one) => one.shots);
    if (shots.length === 0) continue;
    const isAlone = !findings.some((one) => one.kind === 'ebits-save-shots');
    findings.push({ kind, shots, ...saidOf(kind, shots, contrasts, measurements, isAlone) });
  }
  const base = baseRateText(measurements);
  const count = arms[0].prices[0].accuracies.length;
  return { findings, contrasts, basis: `${basisOf(over, contrasts, count)}${base}` };
}
