import type { Rows } from '../data/rows.js';
import { EbitError } from '../errors.js';
import { openFisherSession } from '../models/fisher-session.js';
import type { Model } from '../models/model-types.js';
import { modelRows } from '../models/rows.js';

/**
 * Returns the Fisher information matrix of a model's outcomes over its angles, averaged over rows.
 *
 *     F_ij = 1/N sum_n sum_a dP(a|x_n)/dtheta_i dP(a|x_n)/dtheta_j / P(a|x_n)
 *
 * over the 2^K outcomes a. Outcomes with P < 1e-14 are left out: there P is below its rounding error, and dP vanishes
 * with it. The weights w do not enter, since no P depends on them.
 *
 * @param model - its weights do not matter
 * @param rows - shape [N, features], the inputs
 * @param angles - radians, shape [model.angles]; the model's own unless given
 * @returns shape [angles, angles], row-major, symmetric, positive semidefinite; dimensionless
 * @throws EbitError 'shape' or 'not-finite' for rows or angles that do not fit; 'memory' if the work does not fit
 * @example
 * const fisher = fisherMatrix(model, rows);
 * fisher.length; // 1296: 36 angles by 36
 * rankOf(fisher, model.angles).rank; // 32
 * @see arXiv:2605.03864, where the effective dimension is the greatest rank of F over random angles
 */
export function fisherMatrix(model: Model, rows: Rows, angles?: ArrayLike<number>): Float64Array {
  const session = openFisherSession(model, modelRows(model, rows));
  try {
    return session.fisher(parametersWith(model, angles));
  } finally {
    session.close();
  }
}

/**
 * Returns the derivatives of every outcome's probability, dP(a|x_n)/dtheta_j.
 *
 * They are exact, found backwards through the circuits, not by differences.
 *
 * @param model - its weights do not matter
 * @param rows - shape [N, features], the inputs
 * @param angles - radians, shape [model.angles]; the model's own unless given
 * @returns shape [N, 2^K, angles], row-major; per radian
 * @throws EbitError as {@link fisherMatrix}
 * @example
 * outcomeJacobian(model, rows).length; // 4608: 32 rows, 4 outcomes, 36 angles
 */
export function outcomeJacobian(model: Model, rows: Rows, angles?: ArrayLike<number>): Float64Array {
  const session = openFisherSession(model, modelRows(model, rows));
  try {
    return session.jacobian(parametersWith(model, angles));
  } finally {
    session.close();
  }
}

function parametersWith(model: Model, angles: ArrayLike<number> | undefined): Float64Array {
  if (angles === undefined) return model.parameters;
  if (angles.length !== model.angles) {
    throw new EbitError('shape', `${angles.length} angles were given; the model has ${model.angles}.`);
  }
  const parameters = Float64Array.from(model.parameters);
  for (let i = 0; i < angles.length; i++) {
    if (!Number.isFinite(angles[i])) {
      throw new EbitError('not-finite', `angle ${i} is ${angles[i]}; give a finite number of radians.`);
    }
    parameters[i] = angles[i];
  }
  return parameters;
}
