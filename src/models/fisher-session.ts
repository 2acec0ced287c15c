import { FisherEngine } from '../engine/fisher-engine.js';
import type { EngineInput } from '../engine/plan.js';
import { EbitError } from '../errors.js';
import { checkedMatrix, checkedParameters, engineInput } from './engine-input.js';
import type { Model } from './model-types.js';
import { outcomeBits } from './readouts.js';
import type { Session } from './session-types.js';

/** The part of a session that differentiates outcomes, for where no loss is asked for. */
export type FisherSession = Pick<Session, 'samples' | 'fisher' | 'jacobian' | 'close'>;

/**
 * Compiles a model over rows for its Fisher matrix alone; that is half the preparation of a whole session.
 *
 * @param rows - shape [n, features], row-major, finite
 * @throws EbitError 'memory' if it does not fit, or the outcomes have more than 8 bits; 'model' for what is no model;
 *   'shape' if the rows do not fit it
 */
export function openFisherSession(model: Model, rows: Float64Array): FisherSession {
  return fisherSessionOver(model, engineInput(model, rows, null));
}

/** The most bits of an outcome for which derivatives of all of them are made: a row has 4^R products of pairs. */
const MOST_BITS = 8;

/** @throws EbitError 'memory' for outcomes of more bits */
function checkFisherBits(model: Model): void {
  const bits = outcomeBits(model);
  if (bits <= MOST_BITS) return;
  throw new EbitError(
    'memory',
    `The Fisher matrix and the Jacobian of outcomes of ${bits} bits take 4^${bits} products a row; read out at most ${MOST_BITS} ` +
      'qubits together.',
  );
}

/** The same over rows that are prepared already. @throws EbitError 'memory' for outcomes of more than 8 bits */
export function fisherSessionOver(model: Model, input: EngineInput): FisherSession {
  checkFisherBits(model);
  const engine = new FisherEngine(input);
  return {
    samples: input.samples,
    fisher: (parameters, into) => engine.fisher(checkedParameters(model, parameters), checkedMatrix(model, into)),
    jacobian: (parameters) => engine.jacobian(checkedParameters(model, parameters)),
    close: () => engine.close(),
  };
}
