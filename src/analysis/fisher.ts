import type { Rows } from '../data/rows.js';
import { EbitError } from '../errors.js';
import { checkModel } from '../models/checked-model.js';
import { openFisherSession } from '../models/fisher-session.js';
import type { Model } from '../models/model-types.js';
import { modelRows } from '../models/rows.js';
import { finiteList } from '../number-list.js';

/**
 * Returns the Fisher information matrix of a model's outcomes over its angles, averaged over rows.
 *
 *     F_ij = 1/N sum_n sum_a dP(a|x_n)/dtheta_i dP(a|x_n)/dtheta_j / P(a|x_n)
 *
 * over the 2^K outcomes a. The weights w do not enter, since no P depends on them.
 *
 * Where P = 0 the term is 0/0. It has a limit, for dP_i dP_j / P = 4 (d sqrt P / dtheta_i)(d sqrt P / dtheta_j), which
 * need not be 0: an RY on |0> has F = 1 at every angle. But P comes with a rounding error of about 1e-16 whatever its
 * size, so that the quotient is noise long before P is 0, and outcomes with P < 1e-14 are left out: that RY has F = 0
 * within 2e-7 of the angle 0. With |d sqrt P / dtheta_i| <= g/2 for an angle in g gates (their generators have eigenvalues
 * +-1/2), each outcome left out takes at most g_i g_j from F_ij, and all of them together at most g_i^2 from F_ii, on the
 * average over rows. Random angles hardly ever come that near to a zero of P; angles set by hand to multiples of pi do.
 *
 * @param model - its weights do not matter
 * @param rows - shape [N, features], the inputs
 * @param angles - radians, shape [model.angles]; the model's own unless given
 * @returns shape [angles, angles], row-major, symmetric, positive semidefinite; dimensionless
 * @throws EbitError 'model' for what is no model; 'shape' or 'not-finite' for rows or angles that do not fit; 'memory' if the work does not fit
 * @example
 * const fisher = fisherMatrix(model, rows);
 * fisher.length; // 1296: 36 angles by 36
 * rankOf(fisher, model.angles).rank; // 32
 * @see arXiv:2605.03864, where the effective dimension is the greatest rank of F over random angles
 */
export function fisherMatrix(model: Model, rows: Rows, angles?: ArrayLike<number>): Float64Array {
  checkModel(model);
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
  checkModel(model);
  const session = openFisherSession(model, modelRows(model, rows));
  try {
    return session.jacobian(parametersWith(model, angles));
  } finally {
    session.close();
  }
}

function parametersWith(model: Model, angles: ArrayLike<number> | undefined): Float64Array {
  if (angles === undefined) return model.parameters;
  const list = finiteList('Angle', angles);
  if (list.length !== model.angles) {
    throw new EbitError('shape', `${list.length} angles were given; the model has ${model.angles}.`);
  }
  const parameters = Float64Array.from(model.parameters);
  parameters.set(list);
  return parameters;
}
