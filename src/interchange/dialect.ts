import type { ChannelName } from '../circuit/channels.js';
import type { Control } from '../circuit/circuit.js';
import type { GateName } from '../circuit/gates.js';

/** The qubits of one gate as expressions of Python, and what controls it. */
export interface GateCall {
  readonly angle: string;
  readonly targets: readonly string[];
  readonly controls: readonly { readonly qubit: string; readonly value: Control['value'] }[];
}

/** One channel as expressions of Python. */
export interface ChannelCall {
  readonly channel: ChannelName;
  readonly values: readonly number[];
  readonly target: string;
  /** Measured qubits and the outcomes that let it act. */
  readonly conditions: GateCall['controls'];
  /** Its Kraus operators. Who asks has them listed. */
  readonly kraus: () => string;
}

/** How a Python package spells noise. */
export interface NoiseDialect {
  /** In place of the dialect's `imports`. */
  readonly imports: string;
  /** What holds the network's state, in the middle of a sentence. */
  readonly state: string;
  /** A channel: a statement. */
  readonly channel: (call: ChannelCall) => string;
  /** What `channel` calls. */
  readonly definition: string;
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
  readonly noise: NoiseDialect;
  /** `network(row, bells, faces)`, which returns the probabilities of the bits as they are before they are read. */
  readonly network: (calls: readonly string[], isNoisy: boolean) => string;
}
