import { Engine } from '../core/engine.js';
import { checkCount, checkedMatrix, engineInput } from './engine-input.js';
import type { Model } from './model-types.js';
import type { Session } from './session-types.js';

/** The part of a session that differentiates outcomes, for where no loss is asked for. */
export type FisherSession = Pick<Session, 'samples' | 'fisher' | 'jacobian' | 'close'>;

/**
 * Compiles a model over rows for its Fisher matrix alone; that is half the preparation of a whole session.
 *
 * @param rows - shape [n, features], row-major, finite
 * @throws EbitError 'memory' if it does not fit; 'shape' if the rows do not fit the model
 */
export function openFisherSession(model: Model, rows: Float64Array): FisherSession {
  const input = engineInput(model, rows, null);
  const engine = new Engine(input, 'jacobian');
  const checked = (parameters: Float64Array): Float64Array => {
    checkCount(model, parameters);
    return parameters;
  };
  return {
    samples: input.samples,
    fisher: (parameters, into) => engine.fisher(checked(parameters), checkedMatrix(model, into)),
    jacobian: (parameters) => engine.jacobian(checked(parameters)),
    close: () => engine.close(),
  };
}
