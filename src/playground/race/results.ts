import { type Resource, resourceKind, resourceName } from '../../network/resource.js';
import type { WorthArm, WorthMeasurements } from '../../report/worth-contrasts.js';
import { worthVerdict } from '../../report/worth-verdict.js';
import { meanOf, NORMAL } from '../../statistics.js';
import { type Judgement, MOST_SHOTS } from '../questions/judged.js';
import type { ShotChoice } from '../questions/shot-choices.js';
import { judgedAccuracy } from './course.js';
import type { Run } from './run.js';
import { learningDetails, type RunSettings, runName } from './settings.js';

/** The price at which the primary contrast is, which was chosen beforehand. */
const PRIMARY: ShotChoice = 100;

/** S of everything separable, with any number of coins, is at most this. */
const SEPARABLE_SCORE = 2;

/** Everything but what is shared and the seed, as one text. */
function family({ model, training }: RunSettings): string {
  return JSON.stringify({ model, training: { ...training, seed: null } });
}

/** Whether two runs differ by nothing but what they share, and were judged after equally many iterations. */
function isAlike(run: Run, other: Run): boolean {
  return (
    run.file === null &&
    other.file === null &&
    family(run.settings) === family(other.settings) &&
    run.settings.training.seed === other.settings.training.seed &&
    run.latest !== null &&
    run.latest.iteration === other.latest?.iteration
  );
}

function sharesNothing({ settings: { network } }: Run): boolean {
  return resourceKind(network) === 'nothing';
}

/** Returns the run with nothing shared that a run can be compared with: one that is alike in all else; null without any. */
export function baselineOf(run: Run, all: readonly Run[]): Run | null {
  if (sharesNothing(run)) return null;
  return all.find((other) => sharesNothing(other) && isAlike(run, other)) ?? null;
}

/** Returns by how much a run's accuracy is above that of its run with nothing shared, as a share; null if there is none. */
export function gain(run: Run, all: readonly Run[]): number | null {
  const baseline = baselineOf(run, all);
  if (baseline?.latest == null || run.latest === null) return null;
  return judgedAccuracy(run.latest) - judgedAccuracy(baseline.latest);
}

/** Runs that share the same, by their seeds. */
interface Entrant {
  readonly resource: Resource;
  readonly bySeed: ReadonlyMap<number, Run>;
}

/** Entrants that differ by nothing but what they share, each with a run of every one of the seeds. */
interface Heat {
  readonly settings: RunSettings;
  readonly entrants: readonly Entrant[];
  readonly seeds: readonly number[];
}

/** All of one family by what they share; a run that stands twice in a race tells nothing new. */
function entrantsOf(runs: readonly Run[]): Entrant[] {
  const found = new Map<string, { resource: Resource; bySeed: Map<number, Run> }>();
  for (const run of runs) {
    const { network: resource, training } = run.settings;
    const entrant = found.get(resourceName(resource)) ?? { resource, bySeed: new Map<number, Run>() };
    if (!entrant.bySeed.has(training.seed)) entrant.bySeed.set(training.seed, run);
    found.set(resourceName(resource), entrant);
  }
  return [...found.values()];
}

/** The seeds that the most entrants have, with those that have all of them: runs are compared side by side or not at all. */
function sideBySide(entrants: readonly Entrant[]): Pick<Heat, 'entrants' | 'seeds'> {
  const has = (seed: number) => entrants.filter(({ bySeed }) => bySeed.has(seed));
  const all = [...new Set(entrants.flatMap(({ bySeed }) => [...bySeed.keys()]))];
  const [fullest] = [...all].sort((a, b) => has(b).length - has(a).length);
  const own = has(fullest);
  return { entrants: own, seeds: all.filter((seed) => own.every(({ bySeed }) => bySeed.has(seed))) };
}

/** What can be compared in a race, one heat a way of learning: different kinds of things shared, of which all are done. */
function heatsOf(all: readonly Run[]): Heat[] {
  const families = new Map<string, Run[]>();
  for (const run of all) {
    if (run.phase !== 'done' || run.latest === null || run.file !== null) continue;
    const key = `${run.latest.iteration} ${family(run.settings)}`;
    families.set(key, [...(families.get(key) ?? []), run]);
  }
  return [...families.values()]
    .map((runs): Heat => ({ settings: runs[0].settings, ...sideBySide(entrantsOf(runs)) }))
    .filter(({ entrants }) => new Set(entrants.map(({ resource }) => resourceKind(resource))).size > 1);
}

/** The run of a heat with the greatest S, which is computed and no estimate; null where the rows are no such game. */
function certifiedOf(runs: readonly Run[], found: readonly Judgement[]): WorthMeasurements['certified'] {
  const scores = found.map(({ score }) => score ?? 0);
  const value = Math.max(...scores);
  if (value === 0) return undefined;
  const { settings } = runs[scores.indexOf(value)];
  return { what: `S of ${runName(settings)}, seed ${settings.training.seed},`, value, bound: SEPARABLE_SCORE };
}

/** How accuracy grows with the shots. */
type ShotCourse = NonNullable<Judgement['course']>;

/** The courses of several seeds as one; null where one of them has none. */
function meanCourse(all: readonly Judgement['course'][]): ShotCourse | null {
  const known = all.filter((course) => course !== null);
  if (known.length < all.length) return null;
  const mean = (shot: number) => meanOf(known.map(({ accuracies }) => accuracies[shot]));
  const error = (shot: number) =>
    Math.sqrt(known.reduce((sum, { errors }) => sum + errors[shot] * errors[shot], 0)) / known.length;
  return {
    accuracies: Float64Array.from({ length: MOST_SHOTS }, (_, shot) => mean(shot)),
    errors: Float64Array.from({ length: MOST_SHOTS }, (_, shot) => error(shot)),
  };
}

/** The lower end of the interval of 95 % that the draws leave. */
function lowerEnd({ accuracies, errors }: ShotCourse, shots: number): number {
  return accuracies[shots - 1] - NORMAL * errors[shots - 1];
}

/** The fewest shots that reach an accuracy for sure, of the odd ones; an even number is worth about what the one before it is. */
export function fewestOf(course: ShotCourse, accuracy: number): number | null {
  for (let shots = 1; shots <= MOST_SHOTS; shots += 2) if (lowerEnd(course, shots) >= accuracy) return shots;
  return null;
}

/** What coins, or all that is no more than correlated, reach for sure with {@link MOST_SHOTS} shots, in tenths of a point. */
function targetOf(entrants: readonly Entrant[], courses: readonly (ShotCourse | null)[]): number | null {
  const reached = courses.flatMap((course, i) =>
    course !== null && resourceKind(entrants[i].resource) === 'correlated' ? [lowerEnd(course, MOST_SHOTS - 1)] : [],
  );
  return reached.length === 0 ? null : Math.floor(1000 * Math.max(...reached)) / 1000;
}

/** The measurements of a heat; null while something is not known yet. */
function measured(
  { entrants, seeds }: Heat,
  judgedOf: (run: Run) => Judgement | null,
  baseRate: number,
  shots: ShotChoice,
): WorthMeasurements | null {
  const runs = entrants.map(({ bySeed }) => seeds.map((seed) => bySeed.get(seed) as Run));
  const found = runs.map((own) => own.map(judgedOf).filter((one) => one !== null));
  if (found.some((own) => own.length < seeds.length)) return null;
  const courses = found.map((own) => meanCourse(own.map(({ course }) => course)));
  const target = courses.includes(null) ? null : targetOf(entrants, courses);
  // Of one seed it is the rows that are compared, of several the seeds.
  const isSingle = seeds.length === 1;
  const values = (own: readonly ArrayLike<number>[]) =>
    isSingle ? Array.from(own[0]) : own.map((rows) => meanOf(Array.from(rows)));
  const prices = [...new Set([PRIMARY, shots])].sort((a, b) => a - b);
  const arms = entrants.map(({ resource }, i): WorthArm => {
    const course = courses[i];
    const fewest = target === null || course === null ? null : fewestOf(course, target);
    return {
      resource,
      prices: [
        ...prices.map((price) => ({
          shots: price,
          accuracies: values(found[i].map(({ atShots }) => atShots[price].chances)),
        })),
        { shots: null, accuracies: values(found[i].map(({ right }) => right)) },
      ],
      ...(target === null ? {} : { fewest: { choosing: fewest, reported: fewest } }),
    };
  });
  const certified = certifiedOf(runs.flat(), found.flat());
  const rows = runs[0][0].latest?.validationAccuracy === null ? 'training rows' : 'validation rows';
  return {
    arms,
    over: isSingle ? { kind: 'rows', word: rows } : { kind: 'seeds', word: 'seeds of the start' },
    baseRate,
    ...(target === null ? {} : { target: { accuracy: target, most: MOST_SHOTS } }),
    ...(certified === undefined ? {} : { certified }),
  };
}

/** How the best of several was chosen; nothing where there was nothing to choose. */
function choiceText({ entrants }: Heat): string {
  const kinds = entrants.map(({ resource }) => resourceKind(resource));
  return new Set(kinds).size === kinds.length
    ? ''
    : ' Of several numbers of coins or of ebits the best is compared, chosen by the same rows.';
}

/** What one way of learning has shown. */
export interface Shown {
  /** The way of learning, where there are several. */
  readonly about: string | null;
  /** Whole sentences, the most important one first. */
  readonly sentences: readonly string[];
  /** On what they stand: how many rows or seeds, how often was asked. */
  readonly basis: string;
}

/**
 * Returns what a race has shown of nothing shared, of coins and of ebits, by the exact mean and at some shots: of runs that
 * are done and alike in all else. Empty where there are no two such runs.
 *
 * Of several seeds it is the mean that counts, of a single one the rows.
 *
 * @param judgedOf - what is known of a run's rows; null while it is not
 * @param baseRate - of the rows that the runs are judged by
 * @param shots - a price that is looked at beside 100 shots and the exact mean
 */
export function verdicts(
  all: readonly Run[],
  judgedOf: (run: Run) => Judgement | null,
  baseRate: number,
  shots: ShotChoice = PRIMARY,
): readonly Shown[] {
  const heats = heatsOf(all);
  return heats.flatMap((heat): Shown[] => {
    const measurements = measured(heat, judgedOf, baseRate, shots);
    if (measurements === null) return [];
    const { findings, basis } = worthVerdict(measurements);
    const { settings } = heat;
    const about = heats.length > 1 ? `${learningDetails(settings)}, ${settings.training.iterations} iterations` : null;
    return [{ about, sentences: findings.map(({ sentence }) => sentence), basis: basis + choiceText(heat) }];
  });
}
