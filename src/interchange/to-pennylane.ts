import type { Model } from '../models/model-types.js';
import { pennyLane } from './pennylane-dialect.js';
import { programOf } from './program.js';
import type { ProgramOptions } from './program-options.js';

/**
 * Returns a trained model as one file of Python that runs it in PennyLane, on the state vector of `default.qubit`; with noise on
 * the density matrix of `default.mixed`.
 *
 * It holds everything that the model's predictions depend on: what becomes of a table's columns, their scale
 *
 *     angle = pi ((x - minimum) / (maximum - minimum) - 1/2)
 *
 * embeddings, trained angles and weights as numbers that give back every bit, ebits and coins, readout errors, the words of
 * the labels. Its `probabilities(rows)`, `expectations(rows)` (`logits(rows)` of more than two classes) and `predict(rows)`
 * are those of the model, to rounding. A noisy ebit is the weighted sum over its Bell states, a coin that over its faces,
 * both exact. A gate that depends on an outcome is controlled by the measured qubit, which changes no probability.
 *
 * Run alone, it labels the rows of a table, `python program.py table.csv`, or compares three rows with what ebit found.
 *
 * @param model - trained or not
 * @param options - see {@link ProgramOptions}
 * @returns the text, in ASCII but for words of the table
 * @throws EbitError 'model' for what is no model; 'circuit' for a network that shares anything but Bell-diagonal ebits and coins
 *   of two; 'memory' for more than 24 qubits together, with noise 12, or matrices of more than 6;
 *   'range' for more than 4096 states of noisy ebits and coins, or more than 100 rows; 'config' for an unknown option; as
 *   `Model.probabilities` for rows that do not fit
 * @example
 * const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 1 });
 * toPennyLane(model).includes('import pennylane as qml'); // true
 * @see https://docs.pennylane.ai
 */
export function toPennyLane(model: Model, options: ProgramOptions = {}): string {
  return programOf('toPennyLane()', pennyLane, model, options);
}
