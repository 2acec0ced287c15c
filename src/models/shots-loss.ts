// The chance that the sign of the mean of some shots is the wrong label, as a loss with an exact gradient.
import type { MomentAnswer, MomentLoss } from '../engine/row-loss.js';
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions } from '../options.js';
import { binomialTail, binomialTailSlope } from '../probability/binomial.js';
import { normalDensity, normalTail } from '../probability/normal.js';
import { shownValue } from '../shown-value.js';
import type { WeightForm } from './model-types.js';
import type { ShotsLoss } from './session-types.js';

/** Beyond any experiment, and within what the tail of a binomial distribution is exact for. */
export const MAX_SHOTS = 1_000_000_000;

/** Returns a loss of shots if it is one. @throws EbitError 'config' for another record, 'range' for the number of shots */
export function checkedShotsLoss(loss: ShotsLoss): ShotsLoss {
  checkOptions('A loss', loss, { kind: true, shots: true });
  if (loss.kind !== 'shots') {
    throw new EbitError(
      'config',
      `There is no loss of the kind ${shownValue(loss.kind)}; write { kind: 'shots', shots: 100 }, or its name.`,
    );
  }
  checkedWhole('The number of shots of the loss', loss.shots, 1, MAX_SHOTS);
  return loss;
}

/** The answer where nothing depends on the parameters any more. */
function certain(value: number): MomentAnswer {
  return { value, slope: 0, squareSlope: 0 };
}

/**
 * Shots that are worth w or -w: with p = (1 + y E / sqrt(Q)) / 2 the chance of a right one and m the largest odd number of
 * shots up to n, of which a tie that a fair coin decides makes n,
 *
 *     l = P(fewer than m/2 of m shots are right) = 1 - I_p((m + 1)/2, (m + 1)/2)
 */
function binomialLoss(shots: number): MomentLoss {
  const odd = shots % 2 === 1 ? shots : shots - 1;
  const most = (odd + 1) / 2;
  return (expectation, square, label) => {
    if (!(square > 0)) return certain(0.5);
    const root = Math.sqrt(square);
    const p = Math.min(1, Math.max(0, 0.5 * (1 + (label * expectation) / root)));
    const steepness = -0.5 * label * binomialTailSlope(most, odd, p);
    return {
      value: binomialTail(most, odd, 1 - p),
      slope: steepness / root,
      squareSlope: (-0.5 * steepness * expectation) / (square * root),
    };
  };
}

/**
 * Shots of any worth, as if their sum were normal: with sigma^2 = Q - E^2 the variance of one,
 *
 *     l = Phi(-y E sqrt(n) / sigma)
 *
 * Where all shots are alike it is 0, 1/2 or 1, without a slope.
 */
function normalLoss(shots: number): MomentLoss {
  const scale = Math.sqrt(shots);
  return (expectation, square, label) => {
    const variance = square - expectation * expectation;
    const signed = label * expectation;
    if (!(variance > 0)) return certain(signed > 0 ? 0 : signed < 0 ? 1 : 0.5);
    const sigma = Math.sqrt(variance);
    const z = (signed * scale) / sigma;
    const steepness = (-normalDensity(z) * scale * label) / (variance * sigma);
    return {
      value: normalTail(z),
      slope: steepness * square,
      squareSlope: -0.5 * steepness * expectation,
    };
  };
}

/** How the loss of so many shots is found for weights of a form. */
export function momentLoss({ shots }: ShotsLoss, form: WeightForm): MomentLoss {
  return form === 'free' ? normalLoss(shots) : binomialLoss(shots);
}

/**
 * Returns the mean loss of rows of which the probabilities are known, weighted where there are weights.
 *
 * @param probabilities - P(a|x), shape [rows, outcomes]
 * @param outcomeWeights - w_a, shape [outcomes]
 * @param labels - +1 or -1, shape [rows]
 * @param weights - shape [rows]; null where all weigh 1
 */
export function meanShotsLoss(
  probabilities: Float64Array,
  outcomeWeights: Float64Array,
  labels: Float64Array,
  lossOf: MomentLoss,
  weights: Float64Array | null,
): number {
  const outcomes = outcomeWeights.length;
  let sum = 0;
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    let expectation = 0;
    let square = 0;
    for (let a = 0; a < outcomes; a++) {
      const mean = outcomeWeights[a] * probabilities[n * outcomes + a];
      expectation += mean;
      square += outcomeWeights[a] * mean;
    }
    const weight = weights === null ? 1 : weights[n];
    sum += weight * lossOf(expectation, square, labels[n]).value;
    total += weight;
  }
  return sum / total;
}
