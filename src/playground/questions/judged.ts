import {
  type AccuracyAtShots,
  accuracyOfChances,
  accuracyOfRows,
  rowChances,
  weightedRows,
} from '../../analysis/accuracy-at-shots.js';
import { shareWon } from '../../analysis/chsh-score.js';
import { drawnCourse } from '../../analysis/drawn-course.js';
import type { Dataset } from '../../data/dataset.js';
import { createModel } from '../../models/model-file.js';
import type { Model } from '../../models/model-types.js';
import { SCALED } from '../../models/row-options.js';
import { signProducts } from '../../models/weights.js';
import { scoreOf } from '../../tasks/outcome.js';
import { type ModelSource, runModel } from '../race/run-model.js';
import type { RunSettings } from '../race/settings.js';
import { SHOT_CHOICES, type ShotChoice } from './shot-choices.js';

/** The numbers of shots a decision that are looked at, beside the exact mean. */
export const SHOT_COUNTS = [1, 3, 10, 30, 100, 300, 1000] as const;

/** Up to how many shots the fewest that reach an accuracy are looked for. */
export const MOST_SHOTS = 100;

/** Of the draws, where an accuracy is sampled: the library's, so that it gives the same numbers. */
const SEED = 0;

/** What is judged: a run of the page with its parameters, or a model as its file has it. */
export type Judged =
  | { readonly settings: RunSettings; readonly source: ModelSource; readonly parameters: Float64Array }
  | { readonly file: unknown };

/** A share of rows with the right label, and of a sample its standard error. */
export interface CurvePoint {
  readonly shots: number;
  readonly accuracy: number;
  readonly standardError: number;
}

/** How well a model decides, over the rows that it is judged by. */
export interface Judgement {
  /** Of every row, whether it gets the right label by the exact mean: 1 or 0. */
  readonly right: Uint8Array;
  /** At each of {@link SHOT_CHOICES}: the accuracy, and of every row the chance of the right label. */
  readonly atShots: Readonly<Record<ShotChoice, { readonly found: AccuracyAtShots; readonly chances: Float64Array }>>;
  /** At each of {@link SHOT_COUNTS}. */
  readonly curve: readonly CurvePoint[];
  /**
   * The accuracy from 1, 2, ... shots, each by the same draws, and the standard errors of these; shape [MOST_SHOTS]. Null of
   * more than two classes.
   */
  readonly course: { readonly accuracies: Float64Array; readonly errors: Float64Array } | null;
  /** S of the CHSH game, or minus it where that is greater; null for other data. */
  readonly score: number | null;
  /** By the exact mean over the training rows. */
  readonly training: { readonly accuracy: number; readonly balancedAccuracy: number };
  /** The same over the rows that it is judged by. */
  readonly judged: { readonly accuracy: number; readonly balancedAccuracy: number };
}

function modelOf(asked: Judged): Model {
  if ('file' in asked) return createModel(asked.file);
  return runModel(asked.settings, asked.source).withParameters(asked.parameters);
}

/** @returns S = 8 p - 4, p the share of single shots, over all inputs, in which the product of both outcomes is the label */
function chshScore(model: Model, { rows, labels }: Dataset): number {
  return Math.abs(8 * shareWon(model.probabilities(rows, SCALED), signProducts(2), labels) - 4);
}

/**
 * Returns how well a model decides, by the exact mean and by some shots.
 *
 * @param validation - the rows that it is judged by; null where these are the training rows
 * @param isGame - whether the rows are the CHSH game
 * @throws EbitError for a model that is none, or rows that do not fit it
 */
export function judged(asked: Judged, training: Dataset, validation: Dataset | null, isGame: boolean): Judgement {
  const model = modelOf(asked);
  const data = validation ?? training;
  const given = model.predict(data.rows, SCALED);
  const rows = weightedRows(model, data, SCALED);
  const atShots = Object.fromEntries(
    SHOT_CHOICES.map((shots) => {
      const how = rowChances(rows, shots, SEED);
      const all = Array.from(data.labels, (_, n) => how.of(n));
      return [
        shots,
        { found: accuracyOfChances(all, shots, how), chances: Float64Array.from(all, ({ chance }) => chance) },
      ];
    }),
  ) as Judgement['atShots'];
  const known = new Map(SHOT_CHOICES.map((shots): [number, AccuracyAtShots] => [shots, atShots[shots].found]));
  const curve = SHOT_COUNTS.map((shots) => {
    const { accuracy, standardError } = known.get(shots) ?? accuracyOfRows(rows, shots, SEED);
    return { shots, accuracy, standardError };
  });
  const score = (set: Dataset) => {
    const { accuracy, balancedAccuracy } = scoreOf(model.predict(set.rows, SCALED), set);
    return { accuracy, balancedAccuracy };
  };
  return {
    right: Uint8Array.from(data.labels, (label, n) => (label === given[n] ? 1 : 0)),
    atShots,
    curve,
    course: data.classes === undefined ? meanCourse(rows) : null,
    score: isGame ? chshScore(model, data) : null,
    training: score(training),
    judged: score(data),
  };
}

/** The accuracy after each shot up to {@link MOST_SHOTS}, by draws. */
function meanCourse(rows: ReturnType<typeof weightedRows>): NonNullable<Judgement['course']> {
  const { length } = rows.labels;
  const course = drawnCourse(rows, MOST_SHOTS, SEED);
  const accuracies = new Float64Array(MOST_SHOTS);
  const variances = new Float64Array(MOST_SHOTS);
  for (let n = 0; n < length; n++) {
    course.shares(n).forEach((share, shot) => {
      accuracies[shot] += share / length;
      variances[shot] += (share * (1 - share)) / ((course.draws - 1) * length * length);
    });
  }
  return { accuracies, errors: variances.map(Math.sqrt) };
}
