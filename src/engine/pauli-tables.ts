// What operations on Pauli strings do to their numbers. A string is a number in base 4, a digit I, X, Y, Z = 0..3 a qubit.
import type { DigitMatrix } from './pauli-elements.js';
import { quarterTurn } from './pauli-elements.js';

/** The digit of a string at a place. */
export function digitAt(string: number, place: number): number {
  return (string >> (2 * place)) & 3;
}

/**
 * How the product M of Z at some places turns a string P: 0 if the two commute, else the sign of i M P, which is the string
 * with I and Z, and X and Y, exchanged there.
 */
function signOf(string: number, places: readonly number[]): number {
  let turned = 0;
  let odd = 0;
  for (const place of places) {
    const digit = digitAt(string, place);
    if (digit === 1 || digit === 2) turned++;
    if (digit === 2) odd++;
  }
  if (turned % 2 === 0) return 0;
  return ((turned + 1) / 2 + odd) % 2 === 0 ? 1 : -1;
}

function flipOf(places: readonly number[]): number {
  return places.reduce((flip, place) => flip | (3 << (2 * place)), 0);
}

/**
 * The pairs (a, b) of strings that exp(-i t/2 M), M the product of Z at some places, rotates: o_a becomes
 * cos t o_a - sin t o_b, o_b becomes sin t o_a + cos t o_b.
 *
 * @returns shape [pairs, 2]
 */
export function rotatedPairs(places: readonly number[], strings: number): Int32Array {
  const pairs = new Int32Array(strings / 2);
  const flip = flipOf(places);
  let at = 0;
  for (let string = 0; string < strings; string++) {
    if (signOf(string, places) !== 1) continue;
    pairs[at++] = string;
    pairs[at++] = string ^ flip;
  }
  return pairs.subarray(0, at);
}

/** A map y[string] = factors[string] x[from[string]], and its transpose. */
export interface Permutation {
  readonly from: Int32Array;
  readonly factors: Float64Array;
  readonly back: Int32Array;
  readonly backFactors: Float64Array;
}

/** A part of a permutation with its qubits' places. */
export type PlacedPart =
  | { readonly place: number; readonly matrix: DigitMatrix }
  | { readonly places: readonly number[]; readonly quarters: number };

/** Where a part takes what it makes of a string from, and times what. */
function sourceOf(part: PlacedPart): (string: number) => { readonly from: number; readonly factor: number } {
  if ('places' in part) {
    const flip = flipOf(part.places);
    const { c, s } = quarterTurn(part.quarters);
    return (string) => {
      const sign = signOf(string, part.places);
      if (sign === 0) return { from: string, factor: 1 };
      return c !== 0 ? { from: string, factor: c } : { from: string ^ flip, factor: -sign * s };
    };
  }
  const { place, matrix } = part;
  const ways = [0, 1, 2, 3].map((digit) => {
    if (digit === 0) return { digit: 0, factor: 1 };
    const own = matrix.slice(3 * digit, 3 * digit + 3).findIndex((value) => value !== 0);
    return own < 0 ? { digit, factor: 0 } : { digit: own + 1, factor: matrix[3 * digit + own] };
  });
  return (string) => {
    const digit = digitAt(string, place);
    const way = ways[digit];
    return { from: string ^ ((digit ^ way.digit) << (2 * place)), factor: way.factor };
  };
}

/**
 * Parts one after the other as one map.
 *
 * @param before - strings of the vector that it reads; the others of `strings` are 0
 */
export function permutationOf(parts: readonly PlacedPart[], before: number, strings: number): Permutation {
  let from = Int32Array.from({ length: strings }, (_, string) => (string < before ? string : 0));
  let factors = Float64Array.from({ length: strings }, (_, string) => (string < before ? 1 : 0));
  for (const part of parts) {
    const source = sourceOf(part);
    const nextFrom = new Int32Array(strings);
    const nextFactors = new Float64Array(strings);
    for (let string = 0; string < strings; string++) {
      const own = source(string);
      const factor = own.factor * factors[own.from];
      // What is 0 comes from string 0, whatever its sign.
      nextFrom[string] = factor === 0 ? 0 : from[own.from];
      nextFactors[string] = factor === 0 ? 0 : factor;
    }
    from = nextFrom;
    factors = nextFactors;
  }
  const back = new Int32Array(before);
  const backFactors = new Float64Array(before);
  for (let string = 0; string < strings; string++) {
    if (factors[string] === 0) continue;
    back[from[string]] = string;
    backFactors[from[string]] = factors[string];
  }
  return { from, factors, back, backFactors };
}
