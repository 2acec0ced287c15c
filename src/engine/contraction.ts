// How the processors' responses make the network's correlators: a list of products, prepared once for a network.
//
// With r_i[P] the response of processor i to Pauli strings P on its ebit halves,
//     <prod over i in S of Z_i> = sum over P_e of prod_e t_(P_e) prod over i in S of r_i[P], P = I on ebits that leave S.
// What a processor's engine delivers are the real coordinates of a Hermitian matrix X over its halves' basis states:
// X_kk, then Re X_kl and Im X_kl for k < l. The responses are linear in them.
import { EbitError } from '../errors.js';
import { type Half, halvesOf } from '../network/halves.js';
import type { Network } from '../network/network.js';

/**
 * What the matrix is: `states`, X_kl = <k|O|l> between embedded basis states of the halves; `characters`, X = S, the
 * character sums behind the embedding's Hadamards, in whose frame X and Z change places and Y changes sign.
 */
export type CoordinateFrame = 'states' | 'characters';

/** Slot numbers and entries (out, left, right, coefficient) of the core's contraction list; slot 0 holds ones. */
export interface Contraction {
  readonly slots: number;
  /** First slot that is derived; those before it are the ones slot and coordinates. */
  readonly coordinateSlots: number;
  /** For each processor its first coordinate slot. */
  readonly start: readonly number[];
  readonly words: Int32Array;
  readonly coefficients: Float64Array;
  /** For each subset of processors (first processor most significant) the slot of its correlator. */
  readonly correlatorSlot: Int32Array;
}

/** The responses of a processor have up to 8^ebits nonzeros: at 7 the lists take a quarter of a GiB, at 8 one. */
const largestStep = 7;

/** Position of the coordinate of X_kk, or of Re X_kl (then Im X_kl) for k < l, in a matrix over `size` states. */
export function coordinateIndex(k: number, l: number, size: number): number {
  const before = k * (2 * size - k);
  return k === l ? before : before + 1 + 2 * (l - k - 1);
}

/** One nonzero of a response as a linear form in the coordinates. */
interface Part {
  readonly coordinate: number;
  readonly coefficient: number;
}

/**
 * The response to the Pauli string whose base-4 digits (I, X, Y, Z; first half most significant) are `string`.
 *
 * r[P] = scale sum_kl X_kl P_lk, with scale 2^-h for states and 2^-m for characters.
 */
function responseForm(string: number, halves: number, frame: CoordinateFrame, scale: number): Part[] {
  let flip = 0;
  const digits: number[] = [];
  for (let half = 0; half < halves; half++) {
    let digit = (string >> (2 * (halves - 1 - half))) & 3;
    if (frame === 'characters' && digit % 2 === 1) digit = 4 - digit;
    digits.push(digit);
    if (digit === 1 || digit === 2) flip |= 1 << (halves - 1 - half);
  }
  const ySign = frame === 'characters' ? -1 : 1;
  const size = 1 << halves;
  const parts: Part[] = [];
  for (let k = 0; k < size; k++) {
    const l = k ^ flip;
    if (l < k) continue;
    // P_lk as sign times i^turns.
    let sign = scale;
    let turns = 0;
    for (let half = 0; half < halves; half++) {
      const bit = (k >> (halves - 1 - half)) & 1;
      if (digits[half] === 3 && bit === 1) sign = -sign;
      if (digits[half] === 2) {
        sign *= bit === 0 ? ySign : -ySign;
        turns++;
      }
    }
    if ((turns & 2) !== 0) sign = -sign;
    const at = coordinateIndex(k, l, size);
    if (k === l) parts.push({ coordinate: at, coefficient: sign });
    else if (turns % 2 === 0) parts.push({ coordinate: at, coefficient: 2 * sign });
    else parts.push({ coordinate: at + 1, coefficient: -2 * sign });
  }
  return parts;
}

class EntryList {
  readonly words: number[] = [];
  readonly coefficients: number[] = [];
  #slots: number;

  constructor(slots: number) {
    this.#slots = slots;
  }

  get slots(): number {
    return this.#slots;
  }

  /** Numbers `count` new slots and returns the first. */
  take(count: number): number {
    this.#slots += count;
    return this.#slots - count;
  }

  add(out: number, left: number, right: number, coefficient: number): void {
    if (coefficient === 0) return;
    this.words.push(out, left, right);
    this.coefficients.push(coefficient);
  }
}

/**
 * Prepares the contraction of a network.
 *
 * Two processors with up to four ebits are contracted in the coordinates themselves: the bilinear form sum_P t_P r_A[P]
 * r_B[P] has few nonzeros there (4^h at fidelity 1). Others go through the responses, processor by processor.
 *
 * @param qubits - qubits of each processor as its engine counts them
 * @throws EbitError 'memory' if a step would sum over more than 7 ebits at once
 */
export function contraction(network: Network, frame: CoordinateFrame, qubits: readonly number[]): Contraction {
  const halves = halvesOf(network);
  const start: number[] = [];
  let coordinateSlots = 1;
  for (const own of halves) {
    start.push(coordinateSlots);
    coordinateSlots += 1 << (2 * own.length);
  }
  const entries = new EntryList(coordinateSlots);
  const count = network.processors.length;
  const correlatorSlot = new Int32Array(1 << count);
  const form = (processor: number, string: number): Part[] => {
    const h = halves[processor].length;
    return responseForm(string, h, frame, inversePowerOfTwo(frame === 'states' ? h : qubits[processor]));
  };
  const strings = network.processors.map(() => new Map<number, number>());
  const response = (processor: number, string: number): number => {
    const known = strings[processor].get(string);
    if (known !== undefined) return known;
    const slot = entries.take(1);
    for (const part of form(processor, string)) {
      entries.add(slot, start[processor] + part.coordinate, 0, part.coefficient);
    }
    strings[processor].set(string, slot);
    return slot;
  };
  for (let subset = 1; subset < 1 << count; subset++) {
    const members = network.processors.map((_, p) => p).filter((p) => ((subset >> (count - 1 - p)) & 1) === 1);
    if (members.length === 1) correlatorSlot[subset] = response(members[0], 0);
    else if (count === 2 && halves[0].length <= 4) {
      correlatorSlot[subset] = entries.take(1);
      bilinear(network, halves[0].length, start, form, correlatorSlot[subset], entries);
    } else correlatorSlot[subset] = eliminate(network, halves, members, response, entries);
  }
  return {
    slots: entries.slots,
    coordinateSlots,
    start,
    words: Int32Array.from(entries.words),
    coefficients: Float64Array.from(entries.coefficients),
    correlatorSlot,
  };
}

function inversePowerOfTwo(n: number): number {
  let value = 1;
  for (let i = 0; i < n; i++) value /= 2;
  return value;
}

/** t_P of every ebit's string multiplied, for the string's base-4 digits in the order of the ebits. */
function weightOf(network: Network, string: number): number {
  let weight = 1;
  const count = network.ebits.length;
  network.ebits.forEach((ebit, e) => {
    const digit = (string >> (2 * (count - 1 - e))) & 3;
    if (digit > 0) weight *= ebit.correlations[digit - 1];
  });
  return weight;
}

/** The bilinear form of two processors' coordinates. Both hold their halves in the order of the ebits. */
function bilinear(
  network: Network,
  halves: number,
  start: readonly number[],
  form: (processor: number, string: number) => Part[],
  out: number,
  entries: EntryList,
): void {
  const size = 1 << (2 * halves);
  const table = new Float64Array(size * size);
  for (let string = 0; string < size; string++) {
    const weight = weightOf(network, string);
    if (weight === 0) continue;
    const right = form(1, string);
    for (const a of form(0, string)) {
      for (const b of right) table[a.coordinate * size + b.coordinate] += weight * a.coefficient * b.coefficient;
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) entries.add(out, start[0] + a, start[1] + b, table[a * size + b]);
  }
}

/** A tensor over open ebits: the slot of each assignment of Pauli digits to them. */
interface OpenTensor {
  readonly ebits: readonly number[];
  slotOf(digits: ReadonlyMap<number, number>): number;
}

/** Contracts the members one after the other over the ebits among them. */
function eliminate(
  network: Network,
  halves: readonly (readonly Half[])[],
  members: readonly number[],
  response: (processor: number, string: number) => number,
  entries: EntryList,
): number {
  const inside = (ebit: number): boolean => network.ebits[ebit].ends.every((end) => members.includes(end.processor));
  const responseTensor = (processor: number): OpenTensor => ({
    ebits: halves[processor].map((half) => half.ebit).filter(inside),
    slotOf(digits) {
      let string = 0;
      for (const half of halves[processor])
        string = 4 * string + (inside(half.ebit) ? (digits.get(half.ebit) ?? 0) : 0);
      return response(processor, string);
    },
  });
  const tensors = members.map((member) => responseTensor(member));
  let current = tensors[0];
  for (const next of tensors.slice(1)) {
    const union = [...current.ebits, ...next.ebits.filter((ebit) => !current.ebits.includes(ebit))];
    if (union.length > largestStep) {
      throw new EbitError(
        'memory',
        `contracting this network sums over ${union.length} ebits at once, more than ${largestStep}; ` +
          'use fewer ebits, or list the processors so that neighbours stand side by side.',
      );
    }
    const shared = current.ebits.filter((ebit) => next.ebits.includes(ebit));
    const open = union.filter((ebit) => !shared.includes(ebit));
    const base = entries.take(1 << (2 * open.length));
    const indexOf = (digits: ReadonlyMap<number, number>): number =>
      open.reduce((index, ebit) => 4 * index + (digits.get(ebit) ?? 0), 0);
    const left = current;
    forEachAssignment(union, (digits) => {
      let weight = 1;
      for (const ebit of shared) {
        const digit = digits.get(ebit) ?? 0;
        if (digit > 0) weight *= network.ebits[ebit].correlations[digit - 1];
      }
      entries.add(base + indexOf(digits), left.slotOf(digits), next.slotOf(digits), weight);
    });
    current = { ebits: open, slotOf: (digits) => base + indexOf(digits) };
  }
  return current.slotOf(new Map());
}

function forEachAssignment(ebits: readonly number[], visit: (digits: ReadonlyMap<number, number>) => void): void {
  const count = 1 << (2 * ebits.length);
  for (let n = 0; n < count; n++) {
    visit(new Map(ebits.map((ebit, i) => [ebit, (n >> (2 * (ebits.length - 1 - i))) & 3])));
  }
}
