// One joint state in the core's memory, and the verbs on it.
import { inputOf, type ScaledAngle } from '../circuit/angle.js';
import type { Circuit } from '../circuit/circuit.js';
import { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import {
  JOINT_AFTER,
  JOINT_BYTES,
  JOINT_CROSS_BITS,
  JOINT_CROSS_INDEX,
  JOINT_DIAGONAL,
  JOINT_HADAMARDS,
  JOINT_HIGH_BASE_IM,
  JOINT_HIGH_BASE_RE,
  JOINT_HIGH_BITS,
  JOINT_HIGH_IM,
  JOINT_HIGH_RE,
  JOINT_HIGH_TERM_COEFFICIENT,
  JOINT_HIGH_TERM_WORDS,
  JOINT_HIGH_TERMS,
  JOINT_HIGH_Z,
  JOINT_LOW_ANGLE_BITS,
  JOINT_LOW_BASE_IM,
  JOINT_LOW_BASE_RE,
  JOINT_LOW_BITS,
  JOINT_LOW_IM,
  JOINT_LOW_RE,
  JOINT_LOW_TERM_COEFFICIENT,
  JOINT_LOW_TERM_WORDS,
  JOINT_LOW_TERMS,
  JOINT_LOW_Z,
  JOINT_PERMUTATION,
  JOINT_REAL,
} from '../core/generated/layout.js';
import { acquireCore, releaseCore } from '../core/load.js';
import { EbitError } from '../errors.js';
import { jointLayers } from './joint-form.js';
import {
  compileJoint,
  type InputAngles,
  type JointDiagonal,
  type JointOperation,
  type JointTable,
} from './joint-plan.js';
import { angleValue, largestAngle } from './samples.js';

/** A Pauli string as masks over basis indices, lowest qubit in bit 0: i^phase X^x Z^z, Z first. */
export interface PauliMasks {
  readonly x: number;
  readonly z: number;
  readonly phase: number;
}

function writeTable(
  arena: Arena,
  table: JointTable,
): {
  re: number;
  im: number;
  baseRe: number;
  baseIm: number;
  z: number;
  terms: number;
  words: number;
  coefficients: number;
} {
  return {
    re: arena.putF64(table.re),
    im: arena.putF64(table.im),
    baseRe: arena.putF64(table.re),
    baseIm: arena.putF64(table.im),
    z: arena.zeros(table.re.length),
    terms: table.terms.length,
    words: arena.putI32(table.terms.flatMap((term) => [term.slot, term.angle])),
    coefficients: arena.putF64(table.terms.map((term) => term.coefficient)),
  };
}

/** Whether a table has no imaginary part at any angles. */
function isReal({ terms, im }: JointTable): boolean {
  return terms.length === 0 && im.every((value) => value === 0);
}

function writeDiagonal(arena: Arena, diagonal: JointDiagonal): number {
  const low = writeTable(arena, diagonal.low);
  const high = writeTable(arena, diagonal.high);
  return arena.putFields(JOINT_BYTES, [
    [JOINT_LOW_BITS, diagonal.lowBits],
    [JOINT_HIGH_BITS, diagonal.highBits],
    [JOINT_CROSS_BITS, diagonal.crossBits],
    [JOINT_CROSS_INDEX, arena.putI32(diagonal.crossIndex)],
    [JOINT_LOW_ANGLE_BITS, diagonal.lowAngleBits],
    [JOINT_LOW_RE, low.re],
    [JOINT_LOW_IM, low.im],
    [JOINT_LOW_BASE_RE, low.baseRe],
    [JOINT_LOW_BASE_IM, low.baseIm],
    [JOINT_LOW_Z, low.z],
    [JOINT_HIGH_RE, high.re],
    [JOINT_HIGH_IM, high.im],
    [JOINT_HIGH_BASE_RE, high.baseRe],
    [JOINT_HIGH_BASE_IM, high.baseIm],
    [JOINT_HIGH_Z, high.z],
    [JOINT_LOW_TERMS, low.terms],
    [JOINT_LOW_TERM_WORDS, low.words],
    [JOINT_LOW_TERM_COEFFICIENT, low.coefficients],
    [JOINT_HIGH_TERMS, high.terms],
    [JOINT_HIGH_TERM_WORDS, high.words],
    [JOINT_HIGH_TERM_COEFFICIENT, high.coefficients],
    [JOINT_AFTER, diagonal.after],
    [JOINT_REAL, isReal(diagonal.low) && isReal(diagonal.high) ? 1 : 0],
  ]);
}

function writeOperation(arena: Arena, operation: JointOperation): readonly [number, number, number] {
  if (operation.kind === 'hadamard') return [JOINT_HADAMARDS, operation.mask, operation.column ? 1 : 0];
  if (operation.kind === 'diagonal') return [JOINT_DIAGONAL, writeDiagonal(arena, operation.diagonal), 0];
  const { low, high } = operation.permutation;
  return [JOINT_PERMUTATION, arena.putI32(low), arena.putI32(high)];
}

/** A parameter times what the features make. */
function scaledValue({ index }: ScaledAngle, parameters: ArrayLike<number>, input: number): number {
  const value = parameters[index] * input;
  if (Math.abs(value) <= largestAngle) return value;
  throw new EbitError(
    'not-finite',
    `Parameter ${index} = ${parameters[index]} times data of ${input} gives an angle of ${value}; ` +
      `angles end at ${largestAngle}. Give a smaller parameter or features.`,
  );
}

/** A circuit compiled on a joint state of its own. The state is f64 [2^(n-1)][re, re, im, im]. */
export class JointEngine {
  readonly qubits: number;
  readonly #core: CoreExports;
  readonly #arena: Arena;
  readonly #parameters: number;
  readonly #features: number;
  readonly #inputs: InputAngles = { list: [] };
  /** What the features made of each of them when the angles were set. */
  #inputValues: readonly number[] = [];
  #psi: number;
  #lambda: number;
  /** Room for one more state, which permutations write to; 0 where there are none. */
  #spare: number;
  readonly #operations: number;
  readonly #operationCount: number;
  readonly #angles: number;
  readonly #angleCount: number;
  readonly #gradient: number;
  #open = true;
  #tablesMade = false;

  /**
   * @param withGradient - reserves the second state that the backward run needs
   * @param block - row bits of the diagonals' low block
   */
  constructor(circuit: Circuit, withGradient: boolean, block?: number) {
    const layers = jointLayers(circuit);
    this.qubits = circuit.qubits;
    this.#parameters = circuit.parameters;
    this.#features = circuit.features;
    const operations = compileJoint({ ...circuit, layers }, this.#inputs, block);
    this.#core = acquireCore();
    const arena = new Arena(this.#core);
    this.#arena = arena;
    const bytes = 32 * (1 << (this.qubits - 1));
    this.#psi = arena.reserve(bytes);
    this.#lambda = withGradient ? arena.reserve(bytes) : 0;
    this.#spare = operations.some(({ kind }) => kind === 'permutation') ? arena.reserve(bytes) : 0;
    this.#operations = arena.putI32(operations.flatMap((operation) => writeOperation(arena, operation)));
    this.#operationCount = operations.length;
    this.#angleCount = circuit.parameters + this.#inputs.list.length;
    this.#angles = arena.zeros(Math.max(2, this.#angleCount));
    this.#gradient = arena.zeros(Math.max(2, this.#angleCount));
  }

  #check(): void {
    if (!this.#open) throw new EbitError('closed', 'This simulator is closed; open another one.');
  }

  #state(at: number): Float64Array {
    this.#check();
    return this.#arena.f64(at, 4 * (1 << (this.qubits - 1)));
  }

  /** Sets the state to |0...0>. */
  reset(): void {
    const state = this.#state(this.#psi).fill(0);
    state[0] = 1;
  }

  /** Sets the state from amplitudes, [2^n][re, im]. */
  load(amplitudes: Float64Array): void {
    const state = this.#state(this.#psi);
    for (let k = 0; k < 1 << this.qubits; k++) {
      const at = 4 * (k >> 1) + (k & 1);
      state[at] = amplitudes[2 * k];
      state[at + 2] = amplitudes[2 * k + 1];
    }
  }

  /** The amplitudes, [2^n][re, im]. */
  amplitudes(): Float64Array {
    const state = this.#state(this.#psi);
    const result = new Float64Array(2 << this.qubits);
    for (let k = 0; k < 1 << this.qubits; k++) {
      const at = 4 * (k >> 1) + (k & 1);
      result[2 * k] = state[at];
      result[2 * k + 1] = state[at + 2];
    }
    return result;
  }

  /** Probabilities of the 2^n basis states. */
  probabilities(): Float64Array {
    const state = this.#state(this.#psi);
    const result = new Float64Array(1 << this.qubits);
    for (let k = 0; k < result.length; k++) {
      const at = 4 * (k >> 1) + (k & 1);
      result[k] = state[at] * state[at] + state[at + 2] * state[at + 2];
    }
    return result;
  }

  /** Sets the angles: parameters, then what the features give. */
  setAngles(parameters: ArrayLike<number>, features: Float64Array): void {
    this.#check();
    const angles = this.#arena.f64(this.#angles, Math.max(2, this.#angleCount));
    const inputs = this.#inputs.list.map((angle) => angleValue(inputOf(angle), features, 0));
    const values = this.#inputs.list.map((angle, i) =>
      angle.kind === 'scaled' ? scaledValue(angle, parameters, inputs[i]) : inputs[i],
    );
    this.#inputValues = inputs;
    for (let i = 0; i < this.#parameters; i++) angles[i] = parameters[i];
    angles.set(values, this.#parameters);
    this.#tablesMade = false;
  }

  get parameters(): number {
    return this.#parameters;
  }

  get features(): number {
    return this.#features;
  }

  /** Runs the circuit on the state. Tables are made anew when the angles have changed. */
  run(): void {
    this.#check();
    const angles = this.#tablesMade ? 0 : this.#angles;
    const last = this.#core.runJoint(
      this.#psi,
      this.#spare,
      this.qubits - 1,
      this.#operations,
      this.#operationCount,
      angles,
    );
    this.#settle(last);
    this.#tablesMade = true;
  }

  /** The state is at another of its places: what stood there is room again. */
  #settle(psi: number): void {
    if (psi === this.#lambda) this.#lambda = this.#psi;
    else if (psi === this.#spare) this.#spare = this.#psi;
    this.#psi = psi;
  }

  expectation(pauli: PauliMasks): number {
    this.#check();
    return this.#core.jointPauli(this.#psi, this.qubits, pauli.x, pauli.z, pauli.phase);
  }

  /** The gradient of sum_i c_i <P_i> over the parameters, after a run; the state returns to the one before the run. */
  gradient(terms: readonly { readonly coefficient: number; readonly pauli: PauliMasks }[]): Float64Array {
    this.#state(this.#lambda).fill(0);
    for (const { coefficient, pauli } of terms) {
      this.#core.jointAddPauli(this.#psi, this.#lambda, this.qubits, pauli.x, pauli.z, pauli.phase, 2 * coefficient);
    }
    const gradient = this.#arena.f64(this.#gradient, Math.max(2, this.#angleCount)).fill(0);
    const first = this.#core.runJointBackward(
      this.#psi,
      this.#lambda,
      this.#spare,
      this.qubits - 1,
      this.#operations,
      this.#operationCount,
      this.#gradient,
    );
    this.#settle(first);
    const slopes = gradient.slice(0, this.#parameters);
    this.#inputs.list.forEach((angle, i) => {
      if (angle.kind === 'scaled') slopes[angle.index] += this.#inputValues[i] * gradient[this.#parameters + i];
    });
    return slopes;
  }

  /** For uniforms in ascending order, the basis states where the cumulative probability passes them. */
  sampleSorted(uniforms: Float64Array): Int32Array {
    this.#check();
    // Shots stand behind the plan; the reservation may move the memory, so it comes before any view is taken.
    const core = this.#core;
    const arena = new Arena(core, this.#arena.end);
    const from = arena.putF64(uniforms);
    const to = arena.reserve(4 * uniforms.length);
    core.jointSamples(this.#psi, this.qubits, from, uniforms.length, to);
    return arena.i32(to, uniforms.length).slice();
  }

  close(): void {
    if (this.#open) releaseCore(this.#core);
    this.#open = false;
  }
}
