// Across which cuts a state is shown to be entangled: where its partial transpose has a negative eigenvalue.
import { type PauliTerm, stringNumber } from './pauli-terms.js';
import type { SignedString } from './stabiliser.js';

/** How far below 0 an eigenvalue has to be: what rounding makes of 0 is nearer. */
const TOLERANCE = 1e-12;

/** For every bit the position of the place in a mask: the first place is the most significant. */
const bitOf = (place: number, places: number): number => 1 << (places - 1 - place);

/** rho = 2^-k sum of weight P_1 x ... x P_k as a matrix: real and imaginary parts, row by row. */
interface DenseMatrix {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function densityMatrix(terms: readonly PauliTerm[], places: number): DenseMatrix {
  const size = 1 << places;
  const [re, im] = [new Float64Array(size * size), new Float64Array(size * size)];
  for (const { digits, weight } of terms) {
    let [flip, sign, ys] = [0, 0, 0];
    digits.forEach((digit, place) => {
      if (digit === 1 || digit === 2) flip |= bitOf(place, places);
      if (digit >= 2) sign |= bitOf(place, places);
      if (digit === 2) ys++;
    });
    for (let row = 0; row < size; row++) {
      // Of Y the entry of row 0 is -i and that of row 1 is i: (-i)^ys with a sign where the bit is 1, as Z has it.
      const turns = (3 * ys + 2 * parity(row & sign)) % 4;
      const at = row * size + (row ^ flip);
      const value = (turns === 0 || turns === 1 ? weight : -weight) / size;
      if (turns % 2 === 0) re[at] += value;
      else im[at] += value;
    }
  }
  return { size, re, im };
}

function parity(bits: number): number {
  let odd = 0;
  for (let left = bits; left !== 0; left &= left - 1) odd ^= 1;
  return odd;
}

/** The groups of basis states between which a matrix has entries once the places of a mask are transposed. */
function blocks({ size, re, im }: DenseMatrix, mask: number): number[][] {
  const seen = new Uint8Array(size);
  const found: number[][] = [];
  for (let start = 0; start < size; start++) {
    if (seen[start] === 1) continue;
    seen[start] = 1;
    const block = [start];
    for (const row of block) {
      for (let column = 0; column < size; column++) {
        const at = transposed(row, column, mask, size);
        if (seen[column] === 1 || (re[at] === 0 && im[at] === 0)) continue;
        seen[column] = 1;
        block.push(column);
      }
    }
    found.push(block);
  }
  return found;
}

/** Where the entry of a partial transpose stands in the matrix: the mask's bits of row and column have changed places. */
function transposed(row: number, column: number, mask: number, size: number): number {
  const changed = (row ^ column) & mask;
  return (row ^ changed) * size + (column ^ changed);
}

/** Whether a block of the partial transpose, shifted by the tolerance, has no Cholesky factor: an eigenvalue is below it. */
function isBlockNegative({ size, re, im }: DenseMatrix, mask: number, block: readonly number[]): boolean {
  const n = block.length;
  const [left, turned] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const at = transposed(block[i], block[j], mask, size);
      let sum = re[at] + (i === j ? TOLERANCE : 0);
      let imaginary = im[at];
      // L_ij = (A_ij - sum_k L_ik conj(L_jk)) / L_jj
      for (let k = 0; k < j; k++) {
        const [a, b, c, d] = [left[i * n + k], turned[i * n + k], left[j * n + k], turned[j * n + k]];
        sum -= a * c + b * d;
        imaginary -= b * c - a * d;
      }
      if (i > j) {
        left[i * n + j] = sum / left[j * n + j];
        turned[i * n + j] = imaginary / left[j * n + j];
      } else {
        if (!(sum > 0)) return true;
        left[i * n + i] = Math.sqrt(sum);
      }
    }
  }
  return false;
}

/**
 * The least of the expectations of the partial transpose in the spaces that a stabiliser group tells apart: its eigenvalues
 * where the state has no coefficients outside of the group, and never below the least of them.
 *
 * @param group - in the order of `stabiliserGroup`
 */
function leastOfGroup(weights: ReadonlyMap<number, number>, group: readonly SignedString[], mask: number): number {
  const places = group[0].digits.length;
  // What an element counts for is its coefficient times its own sign.
  const values = group.map(({ digits, sign }) => {
    const ys = digits.filter((digit, place) => digit === 2 && (mask & bitOf(place, places)) !== 0).length;
    const weight = (sign * (weights.get(stringNumber(digits)) ?? 0)) / (1 << places);
    return ys % 2 === 0 ? weight : -weight;
  });
  // The sums over all elements with every choice of signs of the generators.
  for (let step = 1; step < values.length; step *= 2) {
    for (let i = 0; i < values.length; i++) {
      if ((i & step) !== 0) continue;
      const [a, b] = [values[i], values[i + step]];
      values[i] = a + b;
      values[i + step] = a - b;
    }
  }
  return Math.min(...values);
}

/**
 * Returns the cuts across which the partial transpose of a state has an eigenvalue below -1e-12: there it is entangled.
 * Of two qubits the others are separable; of more they may be entangled all the same.
 *
 * @param terms - its coefficients
 * @param group - a stabiliser group that it is nearly made of, where there is one: most cuts are then found without a matrix
 * @returns masks of the places on the other side than the first, all of them first
 * @see Peres, arXiv:quant-ph/9604005; Horodecki, Horodecki and Horodecki, arXiv:quant-ph/9605038
 */
export function negativeCuts(terms: readonly PauliTerm[], group: readonly SignedString[] = []): number[] {
  const places = terms[0].digits.length;
  const weights = new Map(terms.map(({ digits, weight }) => [stringNumber(digits), weight]));
  const inGroup = new Set(group.map(({ digits }) => stringNumber(digits)));
  const isOfGroup = [...weights.keys()].every((string) => inGroup.has(string));
  let matrix: DenseMatrix | null = null;
  const cuts: number[] = [];
  for (let mask = (1 << (places - 1)) - 1; mask > 0; mask--) {
    const isShown = group.length > 0 && leastOfGroup(weights, group, mask) < -TOLERANCE;
    if (isShown) cuts.push(mask);
    if (isShown || isOfGroup) continue;
    matrix ??= densityMatrix(terms, places);
    const dense = matrix;
    if (blocks(dense, mask).some((block) => isBlockNegative(dense, mask, block))) cuts.push(mask);
  }
  return cuts;
}
