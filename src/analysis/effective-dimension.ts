import { symmetricEigenvalues } from '../core/spectrum.js';
import type { Model } from '../models/model-types.js';
import { checkOptions, type OptionNames } from '../options.js';
import { degreesOfFreedom } from './degrees-of-freedom.js';
import { type FisherDrawOptions, fisherDrawOptionNames, fisherDraws } from './fisher-draws.js';
import { fisherRank } from './fisher-rank.js';
import { checkTolerance, rankTolerance } from './rank.js';

/** What `effectiveDimension` takes. */
export interface EffectiveDimensionOptions extends FisherDrawOptions {
  /** Singular values up to this part of the largest count as zero; 1e-10 unless told. */
  readonly tolerance?: number;
}

/** Their names. */
export const effectiveDimensionOptionNames: OptionNames<EffectiveDimensionOptions> = {
  ...fisherDrawOptionNames,
  tolerance: true,
};

/** An effective dimension with everything that it hangs on. */
export interface EffectiveDimension {
  /** The greatest rank over the draws. */
  readonly rank: number;
  /** inputs x dof: no sample of this size can show a higher rank. */
  readonly cap: number;
  /** Whether the rank is the cap, so that it tells of the sample and not of the circuit. */
  readonly atCap: boolean;
  /** d, how many angles the model has: the Fisher matrix is d by d. */
  readonly parameters: number;
  /**
   * The last singular value counted over the first one not counted, at the first draw of this rank; Infinity where none
   * is left.
   */
  readonly gap: number;
  readonly tolerance: number;
  readonly inputs: number;
  /** Free numbers of an input, see {@link degreesOfFreedom}. */
  readonly dof: number;
  /** The rank of each draw made. They are fewer than asked for only after a draw that reached min(parameters, cap). */
  readonly ranks: readonly number[];
  /** In how many draws the singular value decomposition decided, see {@link fisherRank}. */
  readonly fallbacks: number;
  /** The spectrum: singular values of the first Fisher matrix of this rank, descending; shape [parameters]. */
  readonly singularValues: Float64Array;
}

/**
 * Returns the effective dimension: the greatest rank of the Fisher matrix over random angles.
 *
 *     F_ij = 1/N sum_n sum_a dP(a|x_n)/dtheta_i dP(a|x_n)/dtheta_j / P(a|x_n)
 *
 * over the 2^K outcomes a. Unless rows are given, the inputs are Haar-random unitary matrices, one on each processor,
 * in place of the embedding; mixing layers stay. An input has `dof` free numbers, so N inputs show at most a rank of
 * N dof, however much the circuit could do: with N = 100 that is 200 for two processors without ebits and 100 for two
 * whose qubits are all halves of ebits.
 *
 * With noise in the circuits the rank alone says little: channels damp singular values, and seldom to 0. Look at
 * `singularValues` beside `tolerance`, which says what counts as 0.
 *
 * Further draws are left out once one has reached min(parameters, cap), beyond which no rank goes.
 *
 * @param model - its parameters do not matter
 * @param options - see {@link EffectiveDimensionOptions}; all may be left out
 * @returns a promise; it lets other work through every 50 ms
 * @throws EbitError 'range' for a number of inputs or draws, a seed or a tolerance outside its limits; 'config' if both
 *   inputs and rows are given; 'circuit' if the model has no angles, or its trainable circuit reads features, for which no
 *   unitary can stand, or it has noise and mixing layers in front of unitaries; 'shape' or 'not-finite' for rows that do not fit; 'aborted' if `signal` says so; 'memory' if the
 *   work does not fit
 * @example
 * const model = classifier({ network: bellNetwork({ ebits: 4 }), circuit: qcnn({ depth: 20 }) });
 * const { rank, cap, atCap } = await effectiveDimension(model, { inputs: 100, draws: 20, seed: 1 });
 * [rank, cap, atCap]; // [100, 100, true]: the sample's limit; with 600 inputs the rank is 184
 * @see Kim, Hwang, Kwon and Kim, arXiv:2605.03864, Table S6. They do not name the cap; and this is not the dimension of
 *   Abbas et al., for which see {@link normalisedEffectiveDimension}
 */
export async function effectiveDimension(
  model: Model,
  options: EffectiveDimensionOptions = {},
): Promise<EffectiveDimension> {
  checkOptions('effectiveDimension', options, effectiveDimensionOptionNames);
  const { tolerance = rankTolerance } = options;
  checkTolerance(tolerance);
  const { inputs, matrices } = fisherDraws(model, options);
  const readouts = model.programs.map((program) => program.readouts.length);
  const dof = degreesOfFreedom(model.network, readouts);
  const cap = inputs * dof;
  const size = model.angles;
  const ranks: number[] = [];
  let fallbacks = 0;
  let rank = -1;
  let best: Float64Array = new Float64Array(0);
  for await (const matrix of matrices()) {
    const found = fisherRank(matrix, size, tolerance);
    ranks.push(found.rank);
    if (found.method === 'svd') fallbacks++;
    if (found.rank > rank) {
      rank = found.rank;
      best = matrix;
    }
    if (rank >= Math.min(size, cap)) break;
  }
  const singularValues = symmetricEigenvalues(best, size)
    .map((value) => Math.abs(value))
    .sort()
    .reverse();
  const next = rank < size ? singularValues[rank] : 0;
  const gap = rank === 0 ? 1 : next === 0 ? Number.POSITIVE_INFINITY : singularValues[rank - 1] / next;
  const sample = { inputs, dof, cap, atCap: rank === cap };
  return { rank, ...sample, parameters: size, gap, tolerance, ranks, fallbacks, singularValues };
}
