import { log } from '../core/math.js';
import { symmetricEigenvalues } from '../core/spectrum.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import type { Model } from '../models/model-types.js';
import { checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type FisherDrawOptions, fisherDrawOptionNames, fisherDraws } from './fisher-draws.js';
import { INFORMATION_FLOOR } from './fisher-rank.js';
import { logMeanExp } from './log-mean-exp.js';

/** What `normalisedEffectiveDimension` takes. */
export interface NormalisedEffectiveDimensionOptions extends FisherDrawOptions {
  /** n, how many observations the model is imagined to learn from. */
  readonly observations: number;
  /** gamma in (0, 1], 1 unless told. */
  readonly gamma?: number;
}

/** The effective dimension of Abbas et al., which counts directions by how well they can be told apart. */
export interface NormalisedEffectiveDimension {
  /** d_(gamma,n): between 0 and, for large n, the rank of the Fisher matrix. */
  readonly value: number;
  /** value / d. */
  readonly normalised: number;
  /** d, how many angles the model has. */
  readonly parameters: number;
  /** kappa = gamma n / (2 pi log n). */
  readonly resolution: number;
}

/**
 * Returns the effective dimension of Abbas et al. and its part of the number of parameters.
 *
 *     d_(gamma,n) = 2 log( 1/V int sqrt det(1 + kappa F'(theta)) dtheta ) / log kappa
 *     F'(theta) = d V F(theta) / int tr F(theta) dtheta
 *     kappa = gamma n / (2 pi log n)
 *
 * log is the natural logarithm, d the number of angles, V = (2 pi)^d; both integrals are means over random angles. It
 * depends on the number of observations n, which has nothing to do with the number of inputs that F is averaged over.
 *
 * @param model - its parameters do not matter
 * @param options - those of the draws, with n and gamma; kappa must exceed 1
 * @throws EbitError as {@link effectiveDimension}; 'range' for gamma outside (0, 1] or n with kappa not above 1; 'circuit' if F is
 *   zero at all angles drawn; 'aborted' if `signal` says so
 * @example
 * const options = { observations: 3072, inputs: 20, draws: 5, seed: 1 };
 * const { value, normalised } = await normalisedEffectiveDimension(model, options);
 * value; // about 24.79
 * normalised; // about 0.689
 * @see Abbas, Sutter, Zoufal, Lucchi, Figalli and Woerner, "The power of quantum neural networks", arXiv:2011.00027;
 *   the definition there, with F averaged over a finite set of inputs
 */
export async function normalisedEffectiveDimension(
  model: Model,
  options: NormalisedEffectiveDimensionOptions,
): Promise<NormalisedEffectiveDimension> {
  checkOptions('normalisedEffectiveDimension', options, { ...fisherDrawOptionNames, observations: true, gamma: true });
  const { observations, gamma = 1 } = options;
  checkModel(model);
  const resolution = resolutionOf(observations, gamma);
  const size = model.angles;
  const matrices: Float64Array[] = [];
  let traces = 0;
  for await (const matrix of fisherDraws(model, options).matrices()) {
    for (let i = 0; i < size; i++) traces += matrix[i * size + i];
    matrices.push(matrix);
  }
  if (traces <= INFORMATION_FLOOR * size * matrices.length) {
    throw new EbitError('circuit', 'No outcome depends on any angle, so the Fisher matrix cannot be normalised.');
  }
  const scale = (resolution * size * matrices.length) / traces;
  const value = (2 * logMeanExp(matrices.map((matrix) => halfLogDeterminant(matrix, size, scale)))) / log(resolution);
  return { value, normalised: value / size, parameters: size, resolution };
}

function resolutionOf(observations: number, gamma: number): number {
  if (typeof gamma !== 'number' || !(gamma > 0 && gamma <= 1)) {
    throw new EbitError('range', `gamma is ${shownValue(gamma)}; give a number above 0, at most 1.`);
  }
  if (typeof observations !== 'number') {
    throw new EbitError(
      'range',
      `The number of observations is ${shownValue(observations)}; give a number of 2 or more.`,
    );
  }
  const resolution = (gamma * observations) / (2 * Math.PI * log(observations));
  if (!Number.isFinite(observations) || observations < 2 || !(resolution > 1)) {
    throw new EbitError(
      'range',
      `With ${observations} observations and gamma ${gamma}, gamma n / (2 pi log n) is not a number above 1; ` +
        'give more observations.',
    );
  }
  return resolution;
}

/** Of the largest eigenvalue and the size: eigenvalues up to this are zero but for rounding. */
const ROUNDING = 1e-15;

/** 1/2 log det(1 + scale F). Its zero eigenvalues must not count for large scales, so the others are found first. */
function halfLogDeterminant(fisher: Float64Array, size: number, scale: number): number {
  const values = symmetricEigenvalues(fisher, size);
  const zero = ROUNDING * size * values[0];
  let sum = 0;
  for (const value of values) if (value > zero) sum += 0.5 * log(1 + scale * value);
  return sum;
}
