// A sweep of the readout backwards through a circuit with noise, as plain numbers; see assembly/pauli-sweep.ts.
import { inputOf } from '../circuit/angle.js';
import type { DigitMatrix, Factor, Turning } from './pauli-elements.js';
import type { Item, PermutationPart } from './pauli-items.js';
import { type Permutation, type PlacedPart, permutationOf, rotatedPairs } from './pauli-tables.js';
import { type DataAngles, numberOf } from './stage.js';

/** An angle is the sum of its terms: a coefficient times a parameter, a data angle, both or neither. */
export interface SweepTerm {
  readonly parameter: number | null;
  readonly data: number | null;
  readonly coefficient: number;
}

/** A run: factors from left to right, each an angle's number or a fixed matrix's. */
export interface SweepRun {
  readonly factors: readonly ({ readonly angle: number } | { readonly fixed: number })[];
}

interface Between {
  /** Strings of the vector in front of it. */
  readonly before: number;
  /** Strings of the vector behind it. */
  readonly strings: number;
}

/** One operation on a vector. */
export type SweepOperation = Between &
  (
    | { readonly kind: 'run'; readonly stride: number; readonly run: number }
    | { readonly kind: 'parity'; readonly angle: number; readonly pairs: Int32Array }
    | { readonly kind: 'permutation'; readonly permutation: Permutation }
    | {
        readonly kind: 'branch';
        readonly stride: number;
        readonly run: number;
        /** Stride and sign of Z of every measured qubit. */
        readonly conditions: readonly (readonly [stride: number, sign: 1 | -1])[];
      }
  );

/** A compiled sweep. */
export interface SweepForm {
  readonly operations: readonly SweepOperation[];
  readonly runs: readonly SweepRun[];
  readonly fixed: readonly DigitMatrix[];
  readonly angles: readonly (readonly SweepTerm[])[];
  readonly startStrings: number;
  readonly endStrings: number;
  /** Bytes of the tables that its operations read. */
  readonly tableBytes: number;
}

/** What was made for a key, numbered as it is met. */
class Numbered<T> {
  readonly list: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, make: () => T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.list.length);
    return this.list.push(make()) - 1;
  }
}

class Sweep {
  readonly operations: SweepOperation[] = [];
  readonly runs = new Numbered<SweepRun>();
  readonly fixed = new Numbered<DigitMatrix>();
  readonly angles = new Numbered<readonly SweepTerm[]>();
  readonly #pairs = new Map<string, Int32Array>();
  readonly #permutations = new Map<string, Permutation>();
  /** The qubits met, in the order of their digits, the lowest first. */
  readonly digits: number[];
  readonly #data: DataAngles;
  tableBytes = 0;

  constructor(digits: readonly number[], data: DataAngles) {
    this.digits = [...digits];
    this.#data = data;
  }

  add(item: Item): void {
    const before = 1 << (2 * this.digits.length);
    for (let qubit = 0; item.qubits >> qubit !== 0; qubit++) {
      if (((item.qubits >> qubit) & 1) === 1 && !this.digits.includes(qubit)) this.digits.push(qubit);
    }
    const strings = 1 << (2 * this.digits.length);
    const between = { before, strings };
    if (item.kind === 'run') {
      const run = this.#run(item.factors);
      this.operations.push({ ...between, kind: 'run', stride: this.#stride(item.qubit), run });
    } else if (item.kind === 'parity') {
      const pairs = this.#rotated(this.#places(item.qubits), strings);
      if (pairs.length === 0) return;
      this.operations.push({ ...between, kind: 'parity', angle: this.#angle(item.turn), pairs });
    } else if (item.kind === 'permutation') {
      this.operations.push({ ...between, kind: 'permutation', permutation: this.#permutation(item.parts, between) });
    } else {
      this.operations.push({
        ...between,
        kind: 'branch',
        stride: this.#stride(item.qubit),
        run: this.#run(item.factors),
        conditions: item.conditions.map(({ qubit, value }) => [this.#stride(qubit), value === 0 ? 1 : -1]),
      });
    }
  }

  #stride(qubit: number): number {
    return 1 << (2 * this.digits.indexOf(qubit));
  }

  #places(qubits: number): number[] {
    return this.digits.flatMap((qubit, place) => ((qubits >> qubit) & 1 ? [place] : []));
  }

  #run(factors: readonly Factor[]): number {
    const parts = factors.map((factor) => {
      if ('turn' in factor) return { angle: this.#angle(factor.turn) };
      return { fixed: this.fixed.numberOf(factor.fixed.join(), () => factor.fixed) };
    });
    return this.runs.numberOf(JSON.stringify(parts), () => ({ factors: parts }));
  }

  #angle(turn: Turning | number): number {
    const term = this.#term(turn);
    return this.angles.numberOf(`${term.parameter} ${term.data} ${term.coefficient}`, () => [term]);
  }

  #term(turn: Turning | number): SweepTerm {
    if (typeof turn === 'number') return { parameter: null, data: null, coefficient: turn };
    const { angle, times } = turn;
    if (angle.kind === 'parameter') return { parameter: angle.index, data: null, coefficient: times };
    const data = numberOf(this.#data, inputOf(angle));
    return { parameter: angle.kind === 'scaled' ? angle.index : null, data, coefficient: times };
  }

  #rotated(places: readonly number[], strings: number): Int32Array {
    const key = `${places} ${strings}`;
    const known = this.#pairs.get(key);
    if (known !== undefined) return known;
    const pairs = rotatedPairs(places, strings);
    this.tableBytes += pairs.byteLength;
    this.#pairs.set(key, pairs);
    return pairs;
  }

  #permutation(parts: readonly PermutationPart[], { before, strings }: Between): Permutation {
    const placed = parts.map(
      (part): PlacedPart =>
        'qubits' in part
          ? { places: this.#places(part.qubits), quarters: part.quarters }
          : { place: this.digits.indexOf(part.qubit), matrix: part.matrix },
    );
    const key = JSON.stringify([placed, before, strings]);
    const known = this.#permutations.get(key);
    if (known !== undefined) return known;
    const made = permutationOf(placed, before, strings);
    this.tableBytes += 12 * (strings + before);
    this.#permutations.set(key, made);
    return made;
  }
}

/**
 * Compiles items into a sweep.
 *
 * @param digits - the qubits met in front of it, in the order of their digits
 * @param data - gets the data angles
 * @returns the sweep, and the qubits met behind it
 */
export function compileSweep(
  items: readonly Item[],
  digits: readonly number[],
  data: DataAngles,
): { readonly sweep: SweepForm; readonly digits: readonly number[] } {
  const sweep = new Sweep(digits, data);
  for (const item of items) sweep.add(item);
  return {
    digits: sweep.digits,
    sweep: {
      operations: sweep.operations,
      runs: sweep.runs.list,
      fixed: sweep.fixed.list,
      angles: sweep.angles.list,
      startStrings: 1 << (2 * digits.length),
      endStrings: 1 << (2 * sweep.digits.length),
      tableBytes: sweep.tableBytes,
    },
  };
}
