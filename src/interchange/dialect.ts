import type { Control } from '../circuit/circuit.js';
import type { GateName } from '../circuit/gates.js';

/** The qubits of one gate as expressions of Python, and what controls it. */
export interface GateCall {
  readonly angle: string;
  readonly targets: readonly string[];
  readonly controls: readonly { readonly qubit: string; readonly value: Control['value'] }[];
}

/** How a Python package spells what a program needs. */
export interface Dialect {
  readonly name: 'PennyLane' | 'Qiskit';
  /** With what the programs were run. */
  readonly tried: string;
  /** Lines below the imports of Python's own modules. */
  readonly imports: string;
  /** What a processor's function is given, and how it is called in `NETWORK`. */
  readonly parameters: string;
  /** The gates that it has, as a statement each; any other goes by its recipe. */
  readonly gates: Partial<Readonly<Record<GateName, (call: GateCall) => string>>> & {
    readonly h: (call: GateCall) => string;
  };
  /** Multiplies amplitudes by exp(i even) or exp(i odd) by the parity of some qubits: a statement. */
  readonly phases: (parity: readonly string[], even: string, odd: string, call: GateCall) => string;
  /** What `phases` calls, if anything does. */
  readonly phasesDefinition: string;
  /** The unitary of a processor whose features are a matrix: a statement. */
  readonly unitary: string;
  /** How bits are ordered, for who reads on. */
  readonly order: string;
  /** `prepare_ebit` and `prepare_coin`. */
  readonly sharing: string;
  /** `network(row, bells, faces)`, which returns the probabilities of the bits as they are before they are read. */
  readonly network: (calls: readonly string[]) => string;
}
