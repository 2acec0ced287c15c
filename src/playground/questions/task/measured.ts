// What a trained model of the scene of a real task comes to, by numbers of shots.
import {
  accuracyOfRows,
  approximateAccuracy,
  type WeightedRows,
  weightedRows,
} from '../../../analysis/accuracy-at-shots.js';
import type { Dataset } from '../../../data/dataset.js';
import type { Model } from '../../../models/model-types.js';
import { expectationValues } from '../../../models/predict.js';
import { modelOf } from '../../../tasks/make.js';
import { accuracy, baseRate } from '../../../training/metrics.js';
import { shotsTried } from '../../../worth/measured.js';
import { type AskedFit, CURVE } from './asked.js';
import { taskFit, taskRows } from './fits.js';

/** Of one set of rows. */
export interface MeasuredRows {
  /** At the number of shots that it was trained for; null of those: the exact mean. */
  readonly priced: number;
  /** At each of `shotsTried`. */
  readonly tried: readonly number[];
}

/** What one training came to. */
export interface Measured {
  readonly choosing: MeasuredRows;
  readonly reported: MeasuredRows;
  /** On the rows reported, at each of {@link CURVE}. */
  readonly curve: readonly number[];
  /** The larger class among the rows reported. */
  readonly baseRate: number;
}

/** From so many shots on, what cannot be summed exactly is taken for normal; up to there it is summed, or drawn. */
const MOST_DRAWN = 100;

/** Of the draws, where an accuracy is sampled: the library's, so that it gives the same numbers. */
const SEED = 0;

/** A model with the parameters that a training came to. */
export function trainedModel(asked: AskedFit, parameters: Float64Array): Model {
  const { network, model } = taskFit(asked);
  if (network === null || model.kind !== 'classifier') throw new Error('the scene trains classifiers on networks');
  return modelOf({ network, model }, asked.seed).withParameters(parameters);
}

/** The accuracy at a number of shots, or by the sign of the exact mean. */
function accuracyAt(rows: WeightedRows, shots: number | null): number {
  if (shots === null) return accuracy(expectationValues(rows.probabilities, rows.weights), rows.labels);
  return shots <= MOST_DRAWN ? accuracyOfRows(rows, shots, SEED).accuracy : approximateAccuracy(rows, shots);
}

/** Measures a trained model on the rows that choose and on those that are reported. */
export function taskMeasured(asked: AskedFit, parameters: Float64Array): Measured {
  const model = trainedModel(asked, parameters);
  const { choosing, reported } = taskRows(asked.data, asked.seed);
  const tried = shotsTried();
  const rowsMeasured = (rows: WeightedRows): MeasuredRows => ({
    priced: accuracyAt(rows, asked.price),
    tried: tried.map((shots) => approximateAccuracy(rows, shots)),
  });
  const weighted = (data: Dataset) => weightedRows(model, data);
  const shown = weighted(reported);
  return {
    choosing: rowsMeasured(weighted(choosing)),
    reported: rowsMeasured(shown),
    curve: CURVE.map((shots) => accuracyAt(shown, shots)),
    baseRate: baseRate(reported.labels),
  };
}
