import { FisherEngine } from '../engine/fisher-engine.js';
import type { EngineInput } from '../engine/plan.js';
import { checkedMatrix, checkedParameters, engineInput } from './engine-input.js';
import type { Model } from './model-types.js';
import type { Session } from './session-types.js';

/** The part of a session that differentiates outcomes, for where no loss is asked for. */
export type FisherSession = Pick<Session, 'samples' | 'fisher' | 'jacobian' | 'close'>;

/**
 * Compiles a model over rows for its Fisher matrix alone; that is half the preparation of a whole session.
 *
 * @param rows - shape [n, features], row-major, finite
 * @throws EbitError 'memory' if it does not fit; 'model' for what is no model; 'shape' if the rows do not fit it
 */
export function openFisherSession(model: Model, rows: Float64Array): FisherSession {
  return fisherSessionOver(model, engineInput(model, rows, null));
}

/** The same over rows that are prepared already. */
export function fisherSessionOver(model: Model, input: EngineInput): FisherSession {
  const engine = new FisherEngine(input);
  return {
    samples: input.samples,
    fisher: (parameters, into) => engine.fisher(checkedParameters(model, parameters), checkedMatrix(model, into)),
    jacobian: (parameters) => engine.jacobian(checkedParameters(model, parameters)),
    close: () => engine.close(),
  };
}
