import { type Dataset, twoClassDataset } from '../data/dataset.js';
import { checkModel } from '../models/checked-model.js';
import { decidingProbabilities, decidingWeights } from '../models/deciding.js';
import type { Model } from '../models/model-types.js';
import { handedOut } from '../models/predict.js';
import type { RowOptions } from '../models/row-options.js';

/**
 * The greatest probability of winning a single shot of the CHSH game with anything separable, shared coins included: S = 2.
 *
 * It bounds what is won in single shots, not how many inputs get the right label: one shared coin labels all 16.
 */
export const CLASSICAL_BOUND = 0.75;

/** The greatest probability of winning it with entanglement: cos^2(pi/8) = (2 + sqrt 2) / 4, Tsirelson's bound. */
export const QUANTUM_BOUND = (2 + Math.SQRT2) / 4;

/**
 * Returns the probability of winning when every outcome is answered by the sign of its weight.
 *
 *     p = 1/N sum_n sum_(a: w_a y_n > 0) P(a|x_n)
 *
 * For weights of the form w prod_i a_i with w > 0 it is the mean of (1 + y <prod_i Z_i>) / 2. It is a probability in single
 * shots; the label, the sign of E, is found from many, and may be right on all inputs while p is far below 1.
 *
 * @param model - a classifier; a weight of exactly 0 wins nothing
 * @param game - its inputs, each as likely as the others, and their right answers
 * @param options - `rows`: in which form they are, as `Model.predict` takes it
 * @returns in [0, 1]
 * @throws EbitError 'model' for what is no model; 'shape' or 'labels' if the game is no data set that fits it
 * @example
 * const player = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 1 });
 * successProbability(player, chsh()); // about 0.562: it has not learnt the game yet
 * @see Clauser, Horne, Shimony and Holt, Phys. Rev. Lett. 23, 880 (1969); S = 8 p - 4 is their combination of correlators
 */
export function successProbability(model: Model, game: Dataset, options: RowOptions = {}): number {
  checkModel(model);
  const { rows, labels } = twoClassDataset('The game', game, 'A probability of winning');
  const weights = decidingWeights(model, model.parameters);
  const probabilities = decidingProbabilities(
    model,
    weights,
    () => model.expectations(rows, options),
    () => model.probabilities(rows, options),
  );
  return shareWon(probabilities, weights, labels);
}

/**
 * Returns the probability of winning, as {@link successProbability}, of outcomes that are known.
 *
 * @param probabilities - P(a|x), shape [rows, outcomes]
 * @throws EbitError as `handedOut`
 */
export function shareWon(probabilities: Float64Array, weights: Float64Array, labels: Float64Array): number {
  const { length } = labels;
  let sum = 0;
  for (let n = 0; n < length; n++) {
    for (let a = 0; a < weights.length; a++) {
      if (weights[a] * labels[n] > 0) sum += probabilities[n * weights.length + a];
    }
  }
  return handedOut(Float64Array.of(sum / length))[0];
}
