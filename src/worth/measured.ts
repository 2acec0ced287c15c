// From tasks to accuracies: which are run for a comparison, and what each arm of it has come to.
import type { Known } from '../experiments/experiment.js';
import type { OutcomeBook, StoredOutcomeOf } from '../experiments/outcome-book.js';
import { evaluationOf } from '../experiments/trainings.js';
import type { Resource } from '../network/resource.js';
import { meanOf } from '../statistics.js';
import type { EvaluationTask } from '../tasks/evaluation-task.js';
import type { FitTask } from '../tasks/fit-task.js';
import type { Task } from '../tasks/task.js';
import { type Baseline, type ComparePlan, MOST_SHOTS, type Role } from './plan.js';

/** Numbers of shots among which the fewest are looked for: every odd one to 101, then 5 % more each. */
export function shotsTried(): number[] {
  const tried = Array.from({ length: 51 }, (_, i) => 2 * i + 1);
  for (;;) {
    const next = 2 * Math.floor(1.05 * tried[tried.length - 1] * 0.5) + 1;
    const last = tried[tried.length - 1];
    if (Math.max(next, last + 2) > MOST_SHOTS) return tried;
    tried.push(Math.max(next, last + 2));
  }
}

/** On which rows of its data a trained model is measured. */
function rowsFor({ data }: ComparePlan, role: Role): EvaluationTask['rows'] {
  return data.kind === 'table' && role === 'reported' ? 'test' : 'validation';
}

const roles = ['choosing', 'reported'] as const satisfies readonly Role[];

/** A training with what it is measured by. */
interface Place {
  readonly resource: Resource;
  readonly price: number | null;
  readonly role: Role;
  readonly seed: number;
  readonly fit: FitTask;
}

function placesOf(plan: ComparePlan): Place[] {
  const { resources, prices, seeds } = plan;
  return roles.flatMap((role) =>
    seeds[role].flatMap((seed) =>
      resources.flatMap((resource) =>
        prices.map((price) => ({ resource, price, role, seed, fit: plan.fit(resource, price, seed) })),
      ),
    ),
  );
}

/** By the exact mean and from the shots of its price, and by many numbers of shots where there are any. */
function measurementsOf(plan: ComparePlan, { fit, price, role }: Place, trained: StoredOutcomeOf<FitTask>) {
  const how = { rows: rowsFor(plan, role), seed: fit.training.seed };
  const hasShots = plan.prices.length > 1;
  return {
    priced: evaluationOf(fit, trained, { ...how, shots: price === null ? [] : [price] }),
    curve: hasShots ? evaluationOf(fit, trained, { ...how, shots: shotsTried(), approximate: true }) : null,
  };
}

/** What is run for a comparison; the measurements when the trainings are there. */
export function compareTasks(plan: ComparePlan, known: Known): Task[] {
  const baselines = plan.baselines.flatMap((one) => plan.seeds.reported.map((seed) => plan.baselineFit(one, seed)));
  const places = placesOf(plan);
  const outcomes = known.outcomes(places.map(({ fit }) => fit));
  if (outcomes === null) return baselines;
  const measured = places.flatMap((place, i) => Object.values(measurementsOf(plan, place, outcomes[i])));
  return [...baselines, ...measured.filter((task) => task !== null)];
}

/** What was measured of one trained model. */
interface Measured {
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly baseRate: number;
  /** By numbers of shots, see {@link shotsTried}; null where none are looked for. */
  readonly curve: readonly number[] | null;
}

/** What an arm came to when it was trained for a price, seed by seed. */
export type MeasuredAt = Readonly<Record<Role, readonly Measured[]>>;

/** What one resource came to, by price. */
export interface MeasuredArm {
  readonly resource: Resource;
  at(price: number | null): MeasuredAt;
}

/** What a classical model came to, seed by seed. */
export interface MeasuredBaseline {
  readonly baseline: Baseline;
  readonly reported: readonly Omit<Measured, 'curve'>[];
}

/** Returns what the tasks of a comparison came to. @throws EbitError 'config' if one was not run */
export function measuredArms(
  plan: ComparePlan,
  book: Pick<OutcomeBook, 'outcome'>,
): { readonly arms: readonly MeasuredArm[]; readonly baselines: readonly MeasuredBaseline[] } {
  const places = placesOf(plan).map((place) => {
    const { priced, curve } = measurementsOf(plan, place, book.outcome(place.fit));
    const { score, shots } = book.outcome(priced);
    const accuracy = place.price === null ? score.accuracy : shots[0];
    return { ...place, measured: { ...score, accuracy, curve: curve && book.outcome(curve).shots } };
  });
  return {
    arms: plan.resources.map((resource) => ({
      resource,
      at(price) {
        const own = places.filter((place) => place.resource === resource && place.price === price);
        const of = (role: Role) => own.filter((place) => place.role === role).map(({ measured }) => measured);
        return { choosing: of('choosing'), reported: of('reported') };
      },
    })),
    baselines: plan.baselines.map((baseline) => ({
      baseline,
      reported: plan.seeds.reported.map((seed) => {
        const { test, validation } = book.outcome(plan.baselineFit(baseline, seed));
        const score = test ?? validation;
        return score ?? { accuracy: Number.NaN, balancedAccuracy: Number.NaN, baseRate: Number.NaN };
      }),
    })),
  };
}

/** The first number of shots at which the mean of some curves reaches an accuracy; null where none does. */
export function fewestOf(curves: readonly (readonly number[])[], accuracy: number): number | null {
  return shotsTried().find((_, i) => meanOf(curves.map((curve) => curve[i])) >= accuracy) ?? null;
}
