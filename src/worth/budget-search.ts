// The search for the fewest shots, round by round: trainings, a coarse look, a finer one, then other seeds.
import { pairedTest } from '../analysis/significance.js';
import type { Known } from '../experiments/experiment.js';
import { evaluationOf } from '../experiments/trainings.js';
import { pairsOf, type Resource, resourceKind, resourceName } from '../network/resource.js';
import { type Interval, meanOf, medianOf } from '../statistics.js';
import type { EvaluationTask } from '../tasks/evaluation-task.js';
import type { FitTask } from '../tasks/fit-task.js';
import type { BudgetPlan } from './budget-plan.js';

/** What models reached with so many shots a decision. */
export interface Reading {
  readonly shots: number;
  /** One a seed. */
  readonly accuracies: readonly number[];
  /** Their mean with its interval of 95 %. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The mean share of the larger class, which takes no shot. */
  readonly baseRate: number;
}

/** What a resource takes to reach the accuracy. */
export interface BudgetEntry {
  readonly resource: Resource;
  readonly name: string;
  readonly kind: 'nothing' | 'correlated' | 'entangled';
  /** What its models were trained for: shots, or the exact mean, which is null. Of those tried what took the fewest shots. */
  readonly trainedFor: number | null;
  /** By numbers of shots, on the seeds of the search. */
  readonly search: readonly Reading[];
  /** The fewest of the shots tried whose interval lies at or above the accuracy, on these seeds; null for none. */
  readonly found: number | null;
  /** On other seeds, from what was found on upwards; none where nothing was found. */
  readonly confirmation: readonly Reading[];
  /** The fewest of them from which on every one tried reaches the accuracy again; null for none. */
  readonly shots: number | null;
  /** Pairs and coins that such a decision uses up. */
  readonly pairs: number | null;
  readonly coins: number | null;
  /** That its link takes for it; null where the pairs come from no link, or nothing was confirmed. */
  readonly seconds: number | null;
  /** In how many of the confirming seeds these shots reach the accuracy, of how many. */
  readonly reached: readonly [number, number] | null;
  /** The median over these seeds of the fewest shots tried that reach it; null where half of them never do. */
  readonly median: number | null;
  /** Whether nothing else that was confirmed takes at most as many shots, pairs, coins and seconds, and less of one. */
  readonly isBest: boolean;
}

/** The next smaller odd number: an even number of shots of a parity is worth what the odd one before it is. */
function odd(shots: number): number {
  return Math.max(1, 2 * Math.ceil(shots / 2) - 1);
}

function different(shots: readonly number[]): number[] {
  return [...new Set(shots)].sort((a, b) => a - b);
}

/** 1, 3, 9, 27, ... and the most. */
export function coarseShots(most: number): number[] {
  const shots: number[] = [];
  for (let n = 1; n < most; n *= 3) shots.push(n);
  return different([...shots, odd(most)]);
}

/** How many numbers lie between two of the coarse look. */
const FINE = 8;

/** Odd numbers between two, the greater of them among them. */
export function fineShots(below: number, reached: number): number[] {
  const step = (reached - below) / FINE;
  return different(Array.from({ length: FINE }, (_, i) => odd(below + (i + 1) * step))).filter((n) => n > below);
}

/** What was found, and up to four times as many: the fewest shots of a search are rather too few than too many. */
export function confirmingShots(found: number, most: number): number[] {
  return different([1, Math.SQRT2, 2, 2 * Math.SQRT2, 4].map((factor) => odd(Math.min(most, factor * found))));
}

/** The trainings of a resource, one a seed. */
function trainings(plan: BudgetPlan, resource: Resource, price: number | null, seeds: readonly number[]): FitTask[] {
  return seeds.map((seed) => plan.compared.fit(resource, price, seed));
}

/** Measurements of trainings, group by group, each with its own numbers of shots; null until they are there. */
function readingsOf(
  plan: BudgetPlan,
  known: Known,
  groups: readonly { readonly trained: readonly FitTask[]; readonly shots: readonly number[] }[],
  rows: EvaluationTask['rows'],
): Reading[][] | null {
  const fits = known.outcomes(groups.flatMap(({ trained }) => trained));
  if (fits === null) return null;
  let at = 0;
  const tasks = groups.map(({ trained, shots }) =>
    trained.map((fit) => evaluationOf(fit, fits[at++], { rows, shots, seed: fit.training.seed })),
  );
  const outcomes = known.outcomes(tasks.flat());
  if (outcomes === null) return null;
  at = 0;
  return groups.map(({ trained, shots }) => {
    const own = outcomes.slice(at, at + trained.length);
    at += trained.length;
    const baseRate = meanOf(own.map(({ score }) => score.baseRate));
    return shots.map((count, i) => {
      const accuracies = own.map((outcome) => outcome.shots[i]);
      return { shots: count, accuracies, ...intervalOf(accuracies, plan.overlap), baseRate };
    });
  });
}

function intervalOf(accuracies: readonly number[], overlap: number): Interval {
  const { mean, low, high } = pairedTest(accuracies, overlap);
  return { mean, low, high };
}

function merged(one: readonly Reading[], other: readonly Reading[]): Reading[] {
  const shots = new Set(one.map((reading) => reading.shots));
  return [...one, ...other.filter((reading) => !shots.has(reading.shots))].sort((a, b) => a.shots - b.shots);
}

/** Of what a resource was trained for, what reaches the accuracy with the fewest shots, else what comes nearest to it. */
interface Candidate {
  readonly resource: Resource;
  readonly price: number | null;
  readonly readings: readonly Reading[];
  /** The place of the first reading that reaches it; -1 for none. */
  readonly place: number;
}

function candidateOf(
  plan: BudgetPlan,
  resource: Resource,
  price: number | null,
  readings: readonly Reading[],
): Candidate {
  return { resource, price, readings, place: readings.findIndex(({ low }) => low >= plan.accuracy) };
}

/** Whether one needs fewer shots than another; of equally many, or none, whether its interval ends higher there. */
function isBetter(one: Candidate, other: Candidate): boolean {
  const height = ({ readings, place }: Candidate) =>
    place >= 0 ? readings[place].low : Math.max(...readings.map(({ low }) => low));
  const place = (candidate: Candidate) => (candidate.place < 0 ? candidate.readings.length : candidate.place);
  return place(one) === place(other) ? height(one) > height(other) : place(one) < place(other);
}

/** From the top down as long as all reach it: so nothing is confirmed by the luckiest of several looks. */
function confirmedShots(plan: BudgetPlan, readings: readonly Reading[]): number | null {
  let confirmed: number | null = null;
  for (const { shots, low } of [...readings].reverse()) {
    if (low < plan.accuracy) break;
    confirmed = shots;
  }
  return confirmed;
}

/** The fewest shots of every single seed that reach the accuracy; infinite for none. */
function fewestBySeed(plan: BudgetPlan, readings: readonly Reading[]): number[] {
  return (readings[0]?.accuracies ?? []).map(
    (_, seed) =>
      readings.find(({ accuracies }) => accuracies[seed] >= plan.accuracy)?.shots ?? Number.POSITIVE_INFINITY,
  );
}

function entryOf(
  plan: BudgetPlan,
  { resource, price, readings }: Candidate,
  found: number | null,
  confirmation: readonly Reading[],
): Omit<BudgetEntry, 'isBest'> {
  const shots = confirmedShots(plan, confirmation);
  const at = confirmation.find((reading) => reading.shots === (shots ?? found));
  const median = confirmation.length === 0 ? Number.POSITIVE_INFINITY : medianOf(fewestBySeed(plan, confirmation));
  return {
    resource,
    name: resourceName(resource),
    kind: resourceKind(resource),
    trainedFor: price,
    search: readings,
    found,
    confirmation,
    shots,
    pairs: shots === null ? null : pairsOf(resource, shots),
    coins: shots === null ? null : shots * resource.coins,
    seconds: shots === null || resource.linked === undefined ? null : shots * resource.linked.seconds,
    reached:
      at === undefined
        ? null
        : [at.accuracies.filter((accuracy) => accuracy >= plan.accuracy).length, at.accuracies.length],
    median: Number.isFinite(median) ? median : null,
  };
}

/** Whether an entry takes no more of anything than another, and less of something. */
function isCheaper(one: Omit<BudgetEntry, 'isBest'>, other: Omit<BudgetEntry, 'isBest'>): boolean {
  const costs = ({ shots, pairs, coins, seconds }: Omit<BudgetEntry, 'isBest'>) => [
    shots ?? Infinity,
    pairs ?? 0,
    coins ?? 0,
    seconds ?? 0,
  ];
  const [ours, theirs] = [costs(one), costs(other)];
  return ours.every((cost, i) => cost <= theirs[i]) && ours.some((cost, i) => cost < theirs[i]);
}

/**
 * Returns what every resource takes, by the rounds of tasks that are known; null until all of them are.
 *
 * Search, on seeds of its own: every resource is trained for the exact mean and for each number of shots, measured at 1, 3,
 * 9, ... shots and, where its interval first reaches the accuracy, at eight numbers below. Confirmation, on other seeds: what
 * took the fewest shots is trained anew and measured there and at up to four times as many, from the most downwards.
 */
export function budgetEntries(plan: BudgetPlan, known: Known): BudgetEntry[] | null {
  const { resources, prices, data } = plan.compared;
  const coarse = coarseShots(plan.shotsMost);
  const kinds = resources.flatMap((resource) => prices.map((price) => ({ resource, price })));
  const searching = kinds.map(({ resource, price }) => ({
    trained: trainings(plan, resource, price, plan.seeds.search),
    shots: coarse,
  }));
  const looked = readingsOf(plan, known, searching, 'validation');
  if (looked === null) return null;
  const candidates = kinds.map(({ resource, price }, i) => candidateOf(plan, resource, price, looked[i]));
  const best = resources.map((resource) =>
    candidates
      .filter((candidate) => candidate.resource === resource)
      .reduce((kept, next) => (isBetter(next, kept) ? next : kept)),
  );
  const finer = best.map(({ resource, price, place, readings }) => ({
    trained: place < 0 ? [] : trainings(plan, resource, price, plan.seeds.search),
    shots: place < 0 ? [] : fineShots(place === 0 ? 0 : readings[place - 1].shots, readings[place].shots),
  }));
  const fine = readingsOf(plan, known, finer, 'validation');
  if (fine === null) return null;
  const found = best.map((candidate, i) =>
    candidateOf(plan, candidate.resource, candidate.price, merged(candidate.readings, fine[i])),
  );
  const fewest = found.map(({ place, readings }) => (place < 0 ? null : readings[place].shots));
  const confirming = found.map(({ resource, price }, i) => ({
    trained: fewest[i] === null ? [] : trainings(plan, resource, price, plan.seeds.confirmation),
    shots: fewest[i] === null ? [] : confirmingShots(fewest[i], plan.shotsMost),
  }));
  const confirmed = readingsOf(plan, known, confirming, data.kind === 'table' ? 'test' : 'validation');
  if (confirmed === null) return null;
  const entries = found.map((candidate, i) => entryOf(plan, candidate, fewest[i], confirmed[i]));
  return entries.map((entry) => ({
    ...entry,
    isBest: entry.shots !== null && !entries.some((other) => other.shots !== null && isCheaper(other, entry)),
  }));
}

/** The highest mean of all that was measured in the search: what a target that nothing reaches is held against. */
export function nearestReading(entries: readonly BudgetEntry[]): { readonly entry: BudgetEntry; readonly at: Reading } {
  return entries
    .flatMap((entry) => entry.search.map((at) => ({ entry, at })))
    .reduce((kept, next) => (next.at.low > kept.at.low ? next : kept));
}
