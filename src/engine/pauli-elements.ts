// Circuits with noise as elements that act on an observable's Pauli strings, from the readout backwards.
//
// An element takes the coefficients o_P of O = sum_P o_P P to those of what stands in front of it: of a gate U^+ O U, of a
// channel sum_k K_k^+ O K_k, the transpose of its Pauli transfer matrix.
import type { Angle } from '../circuit/angle.js';
import { channels } from '../circuit/channels.js';
import type { ChannelOperation, Control, GateOperation, Operation } from '../circuit/circuit.js';
import { addGate, type Entry, type Lowering, qubitsOf } from '../circuit/normal-form.js';
import { cos, sin } from '../core/math.js';
import { spectrumOf } from './walsh.js';

/**
 * A matrix on one digit I, X, Y, Z without its first column, which is (1, 0, 0, 0) for all that preserves the trace: row I, then
 * X, Y and Z, over the columns X, Y, Z.
 */
export type DigitMatrix = readonly number[];

/** The angle of a rotation: a number times one of the circuit's angles. */
export interface Turning {
  readonly angle: Exclude<Angle, { kind: 'constant' }>;
  readonly times: number;
}

/** What happens to one qubit: a matrix that never changes, or a turn about Z, X to cos X - sin Y. */
export type Factor = { readonly fixed: DigitMatrix } | { readonly turn: Turning };

/** One element. Sets of qubits are bits: qubit q is 1 << q. */
export type Element =
  | { readonly kind: 'factor'; readonly qubit: number; readonly factor: Factor }
  /** Conjugation with exp(-i angle/2 prod Z) of several qubits. */
  | { readonly kind: 'parity'; readonly qubits: number; readonly turn: Turning }
  /** The same by quarters of a turn. */
  | { readonly kind: 'quarters'; readonly qubits: number; readonly quarters: number }
  /** The same by any other number that never changes, in radians. */
  | { readonly kind: 'constant'; readonly qubits: number; readonly value: number }
  /** What happens to one qubit where outcomes of measured ones hold. */
  | {
      readonly kind: 'branch';
      readonly qubit: number;
      readonly conditions: readonly Control[];
      readonly factor: Factor;
    };

export const identityMatrix: DigitMatrix = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
const hadamardMatrix: DigitMatrix = [0, 0, 0, 0, 0, 1, 0, -1, 0, 1, 0, 0];

/** The product of two such matrices. */
export function multiplied(left: DigitMatrix, right: DigitMatrix): DigitMatrix {
  return Array.from({ length: 12 }, (_, i) => {
    const row = i - (i % 3);
    let sum = row === 0 ? right[i] : 0;
    for (let k = 0; k < 3; k++) sum += left[row + k] * right[3 * (k + 1) + (i % 3)];
    return sum;
  });
}

function transposedTransfer({ channel, values }: ChannelOperation): DigitMatrix {
  const transfer = channels[channel].transfer(values);
  return Array.from({ length: 12 }, (_, i) => transfer[4 * (1 + (i % 3)) + Math.floor(i / 3)]);
}

/** cos and sin of n quarters. */
export function quarterTurn(n: number): { readonly c: number; readonly s: number } {
  const quarter = ((n % 4) + 4) % 4;
  return { c: [1, 0, -1, 0][quarter], s: [0, 1, 0, -1][quarter] };
}

function turnMatrix({ c, s }: { readonly c: number; readonly s: number }): DigitMatrix {
  return [0, 0, 0, c, s, 0, -s, c, 0, 0, 0, 1];
}

/** cos and sin of an angle, in radians. */
export function turnBy(value: number): { readonly c: number; readonly s: number } {
  return { c: cos(value), s: sin(value) };
}

/** Of a fixed term, whose spectrum no angle enters. */
const zero: Angle = { kind: 'constant', value: 0 };

/** Takes a gate's steps down as elements. */
class Elements implements Lowering {
  readonly list: Element[] = [];

  hadamard(qubit: number): void {
    this.factor(qubit, { fixed: hadamardMatrix });
  }

  factor(qubit: number, factor: Factor): void {
    this.list.push({ kind: 'factor', qubit, factor });
  }

  diagonal({ angle, parity, ones, zeros, even, odd }: Entry): void {
    const controls = qubitsOf(ones | zeros).map((qubit): Control => ({ qubit, value: (ones >> qubit) & 1 ? 1 : 0 }));
    const term = { angle: angle ?? zero, parity: qubitsOf(parity), controls, even, odd };
    // Amplitude k is multiplied by exp(-i angle sum_s c_s (-1)^(s.k)); of a fixed term by exp(2 pi i / 16 sum_s 2 c_s ...).
    for (const { mask, coefficient } of spectrumOf(term, (qubit) => qubit)) {
      if (mask === 0) continue;
      if (angle === null) this.#quarters(mask, -coefficient);
      else if (angle.kind === 'constant') this.#constant(mask, 2 * coefficient * angle.value);
      else this.#turning(mask, { angle, times: 2 * coefficient });
    }
  }

  #quarters(mask: number, quarters: number): void {
    if (!Number.isInteger(quarters)) this.#constant(mask, (quarters * Math.PI) / 2);
    else if (isOne(mask)) this.factor(numberOf(mask), { fixed: turnMatrix(quarterTurn(quarters)) });
    else this.list.push({ kind: 'quarters', qubits: mask, quarters });
  }

  #constant(mask: number, value: number): void {
    if (isOne(mask)) this.factor(numberOf(mask), { fixed: turnMatrix(turnBy(value)) });
    else this.list.push({ kind: 'constant', qubits: mask, value });
  }

  #turning(mask: number, turn: Turning): void {
    if (isOne(mask)) this.factor(numberOf(mask), { turn });
    else this.list.push({ kind: 'parity', qubits: mask, turn });
  }
}

function isOne(mask: number): boolean {
  return (mask & (mask - 1)) === 0;
}

function numberOf(mask: number): number {
  return 31 - Math.clz32(mask);
}

/** A gate under conditions alone, on one qubit, acts on it in a branch. */
function isBranch({ targets, controls, conditions }: GateOperation): boolean {
  return targets.length === 1 && controls.length === 0 && conditions.length > 0;
}

function elementsOf(operation: Operation): readonly Element[] {
  if (operation.kind === 'measure') return [];
  const elements = new Elements();
  if (operation.kind === 'channel') elements.factor(operation.target, { fixed: transposedTransfer(operation) });
  else if (isBranch(operation)) addGate(elements, { ...operation, conditions: [] });
  else {
    addGate(elements, operation);
    return elements.list;
  }
  const { conditions } = operation;
  if (conditions.length === 0) return elements.list;
  return elements.list.map((element) => {
    if (element.kind !== 'factor') throw new Error('a branch holds what happens to one qubit');
    return { ...element, kind: 'branch', conditions };
  });
}

/**
 * The elements of operations, the last operation's first, without those on qubits that the readout has not met: there an
 * observable has I, which nothing changes. An element on several qubits that meets one of them meets all.
 *
 * @param operations - in the order of time
 * @param met - the qubits that were met so far, as bits
 * @returns the elements, and the qubits met behind them
 */
export function backwardElements(
  operations: readonly Operation[],
  met: number,
): { readonly elements: readonly Element[]; readonly met: number } {
  const elements: Element[] = [];
  for (let n = operations.length - 1; n >= 0; n--) {
    const own = elementsOf(operations[n]);
    for (let k = own.length - 1; k >= 0; k--) {
      const element = own[k];
      const targets = 'qubits' in element ? element.qubits : 1 << element.qubit;
      if ((met & targets) === 0) continue;
      met |= targets;
      if (element.kind === 'branch') for (const { qubit } of element.conditions) met |= 1 << qubit;
      elements.push(element);
    }
  }
  return { elements, met };
}
