// Elements gathered into as few operations on whole vectors as there need be: runs on single qubits, rotations of pairs, branches, and
// permutations of the strings with factors, into which all goes that takes every string to one string, whatever it is on.
import type { Control } from '../circuit/circuit.js';
import {
  type DigitMatrix,
  type Element,
  type Factor,
  identityMatrix,
  multiplied,
  type Turning,
} from './pauli-elements.js';

/** A part of a permutation: a matrix with at most one number a row and a column, or quarters of a turn about a product of Z. */
export type PermutationPart =
  | { readonly qubit: number; readonly matrix: DigitMatrix }
  | { readonly qubits: number; readonly quarters: number };

/** One operation; sets of qubits are bits. */
export type Item =
  | { readonly kind: 'run'; readonly qubits: number; readonly qubit: number; readonly factors: readonly Factor[] }
  | { readonly kind: 'parity'; readonly qubits: number; readonly turn: Turning | number }
  | { readonly kind: 'permutation'; readonly qubits: number; readonly parts: readonly PermutationPart[] }
  | {
      readonly kind: 'branch';
      readonly qubits: number;
      readonly qubit: number;
      readonly conditions: readonly Control[];
      readonly factors: readonly Factor[];
    };

/** Puts a factor of an earlier time on the left of a product, next to a fixed one as one matrix with it. */
function withFactor(factor: Factor, factors: readonly Factor[]): readonly Factor[] {
  const [first, ...rest] = factors;
  if (first !== undefined && 'fixed' in first && 'fixed' in factor) {
    return [{ fixed: multiplied(factor.fixed, first.fixed) }, ...rest];
  }
  return [factor, ...factors];
}

function isIdentity(matrix: DigitMatrix): boolean {
  return matrix.every((value, i) => value === identityMatrix[i]);
}

/** Whether a matrix takes every digit to one digit at most, and no two to the same. */
function isPermutation(matrix: DigitMatrix): boolean {
  const isAlone = (places: readonly number[]) => places.filter((place) => matrix[place] !== 0).length <= 1;
  return (
    matrix.slice(0, 3).every((value) => value === 0) &&
    [0, 1, 2].every((k) => isAlone([3 + k, 6 + k, 9 + k]) && isAlone([3 + 3 * k, 4 + 3 * k, 5 + 3 * k]))
  );
}

/** Whether branches exclude each other, and so commute. */
function excludes(a: readonly Control[], b: readonly Control[]): boolean {
  return a.some((one) => b.some((other) => one.qubit === other.qubit && one.value !== other.value));
}

function isSame(a: readonly Control[], b: readonly Control[]): boolean {
  return (
    a.length === b.length && a.every((one) => b.some((other) => one.qubit === other.qubit && one.value === other.value))
  );
}

/** Orders items; what stands on other qubits commutes. */
class Items {
  readonly list: Item[] = [];
  /** What has happened to each qubit since the last item on several that it is in. */
  readonly #waiting = new Map<number, readonly Factor[]>();

  add(element: Element): void {
    if (element.kind === 'factor') {
      const { qubit, factor } = element;
      this.#waiting.set(qubit, withFactor(factor, this.#waiting.get(qubit) ?? []));
    } else if (element.kind === 'branch') this.#branch(element);
    else {
      const { qubits } = element;
      this.flush(qubits);
      if (element.kind === 'quarters') this.#permutation(qubits, element);
      else this.list.push({ kind: 'parity', qubits, turn: element.kind === 'parity' ? element.turn : element.value });
    }
  }

  /** Makes items of what waits on some qubits. */
  flush(qubits: number): void {
    for (const [qubit, factors] of [...this.#waiting]) {
      if (((qubits >> qubit) & 1) === 0) continue;
      this.#waiting.delete(qubit);
      const [first] = factors;
      if (factors.length === 1 && 'fixed' in first && isIdentity(first.fixed)) continue;
      if (factors.length === 1 && 'fixed' in first && isPermutation(first.fixed)) {
        this.#permutation(1 << qubit, { qubit, matrix: first.fixed });
      } else this.list.splice(this.#behind(1 << qubit), 0, { kind: 'run', qubits: 1 << qubit, qubit, factors });
    }
  }

  /** The first place at which something on these qubits may stand. */
  #behind(qubits: number): number {
    let place = this.list.length;
    while (place > 0 && (this.list[place - 1].qubits & qubits) === 0) place--;
    return place;
  }

  #permutation(qubits: number, part: PermutationPart): void {
    // It may join any permutation behind which all others are on other qubits.
    for (let place = this.list.length - 1; place >= 0; place--) {
      const item = this.list[place];
      if (item.kind === 'permutation') {
        this.list[place] = { ...item, qubits: item.qubits | qubits, parts: [...item.parts, part] };
        return;
      }
      if ((item.qubits & qubits) !== 0) break;
    }
    this.list.splice(this.#behind(qubits), 0, { kind: 'permutation', qubits, parts: [part] });
  }

  #branch({ qubit, conditions, factor }: Extract<Element, { kind: 'branch' }>): void {
    const qubits = conditions.reduce((bits, condition) => bits | (1 << condition.qubit), 1 << qubit);
    this.flush(qubits);
    for (let place = this.list.length - 1; place >= 0; place--) {
      const item = this.list[place];
      if ((item.qubits & qubits) === 0) continue;
      if (item.kind !== 'branch' || item.qubit !== qubit) break;
      if (isSame(item.conditions, conditions)) {
        this.list[place] = { ...item, factors: withFactor(factor, item.factors) };
        return;
      }
      if (!excludes(item.conditions, conditions)) break;
    }
    this.list.push({ kind: 'branch', qubits, qubit, conditions, factors: [factor] });
  }
}

/** Gathers elements, in the order in which they act, into items. */
export function itemsOf(elements: readonly Element[]): readonly Item[] {
  const items = new Items();
  for (const element of elements) items.add(element);
  items.flush(-1);
  return items.list;
}
