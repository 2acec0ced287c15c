import { checkedLabels } from '../data/dataset.js';
import type { Rows } from '../data/rows.js';
import { checkOptions } from '../options.js';
import { checkModel } from './checked-model.js';
import { embeddedRows } from './embedded-rows.js';
import { defaultLoss, lossOfClasses } from './losses.js';
import type { Model } from './model-types.js';
import type { RowOptions } from './row-options.js';
import { openSession } from './session.js';
import type { PlainLoss, SessionOptions } from './session-types.js';

/**
 * Returns the loss of a model over labelled rows, and its exact gradient.
 *
 *     mse:       l = (y - E)^2
 *     product:   l = -y E
 *     logistic:  l = log(1 + e^(-y E))
 *     hinge:     l = max(0, 1 - y E), whose derivative at y E = 1 counts as 0
 *     cross-entropy, of more than two classes:  l = -log softmax(z)_y
 *     { kind: 'shots', shots: n }:  l = the chance that the sign of the mean of n shots is not y
 *
 * L is the mean of l over the rows, with `weights` the sum of v_n l_n over the sum of the weights v_n; E(x) =
 * sum_a w_a P(a|x). The gradient is found backwards through the circuits: no differences, no shifted angles.
 *
 * @param model - at its own parameters
 * @param rows - shape [n, features], a row the processors' features one after another
 * @param labels - n numbers, +1 or -1; of more than two classes from 0 to classes - 1
 * The last is exact for weights `parity` and `fixed`, and the normal approximation for `free` ones; see `ShotsLoss`.
 *
 * @param options - `loss`: `mse` unless told, of more than two classes `cross-entropy`; `rows`, as `Model.predict` takes it; and
 *   those of {@link openSession}
 * @returns `gradient` in the model's parameter order: angles by processor, per radian, then the weights
 * @throws EbitError 'config' for an unknown option, loss or engine; 'range' for a number of shots beyond 1 to 1e9; 'shape', 'not-finite', 'labels' for what does not fit;
 *   'circuit' or 'memory' as openSession
 * @example
 * const { loss, gradient } = lossAndGradient(model, [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]], [1]);
 * loss; // about 0.82885
 * gradient.length; // 40: 36 angles, 4 weights
 */
export function lossAndGradient(
  model: Model,
  rows: Rows,
  labels: ArrayLike<number>,
  options: SessionOptions & RowOptions & { readonly loss?: PlainLoss } = {},
): { loss: number; gradient: Float64Array } {
  checkOptions('lossAndGradient', options, { loss: true, engine: true, weights: true, rows: true });
  checkModel(model);
  const { loss: name = defaultLoss(model.classes), rows: form, ...opening } = options;
  lossOfClasses(name, model.classes);
  // A model without features takes no rows.
  const embedded = model.scale === null && form === undefined ? rows : embeddedRows(model, rows, { rows: form });
  const session = openSession(model, embedded, checkedLabels(labels, model.classes), opening);
  try {
    const gradient = new Float64Array(model.parameters.length);
    const loss = session.step(model.parameters, null, name, gradient);
    return { loss, gradient };
  } finally {
    session.close();
  }
}
