import type { Model } from '../models/model-types.js';
import { programOf } from './program.js';
import type { ProgramOptions } from './program-options.js';
import { qiskit } from './qiskit-dialect.js';

/**
 * Returns a trained model as one file of Python that runs it in Qiskit, by `Statevector`; with noise by `DensityMatrix`.
 *
 * It holds and does what that of {@link toPennyLane} does. `network_circuit(row, bells, faces)` is the circuit of the whole
 * network for one row, to be drawn, transpiled or run elsewhere. Qiskit takes the first qubit for the least significant bit
 * and ebit for the most; outcomes and their probabilities are in ebit's order.
 *
 * @param model - trained or not
 * @param options - see {@link ProgramOptions}
 * @returns the text, in ASCII but for words of the table
 * @throws EbitError as {@link toPennyLane}
 * @example
 * const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 1 });
 * toQiskit(model).includes('from qiskit import QuantumCircuit'); // true
 * @see https://quantum.cloud.ibm.com/docs/api/qiskit
 */
export function toQiskit(model: Model, options: ProgramOptions = {}): string {
  return programOf('toQiskit()', qiskit, model, options);
}
