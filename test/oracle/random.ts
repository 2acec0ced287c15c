// Numbers for tests: seeded ones, not from src's generator, and how far two lists of them lie apart.
import { abs2, add, adjoint, type Complex, conj, distance, identity, type Matrix, product, times } from './dense.js';

/** An endless sequence of numbers in [0, 1) (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** So many numbers between two bounds. */
export function numbers(count: number, low: number, high: number, next: () => number): number[] {
  return Array.from({ length: count }, () => low + (high - low) * next());
}

/** A random unitary matrix: complex normal numbers, made orthonormal row after row. */
export function randomUnitary(size: number, next: () => number): Matrix {
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const rows: Complex[][] = [];
  while (rows.length < size) {
    let row = Array.from({ length: size }, (): Complex => [normal(), normal()]);
    for (const unit of rows) {
      const along = unit.reduce<Complex>((sum, entry, j) => add(sum, times(conj(entry), row[j])), [0, 0]);
      row = row.map((entry, j) => add(entry, times([-1, 0], times(along, unit[j]))));
    }
    const length = Math.sqrt(row.reduce((sum, entry) => sum + abs2(entry), 0));
    rows.push(row.map(([re, im]): Complex => [re / length, im / length]));
  }
  if (!(distance(product(rows, adjoint(rows)), identity(size)) < 1e-12)) throw new Error('not unitary');
  return rows;
}

/** A matrix as the features of a processor with the unitary embedding: row-major, (re, im). */
export function unitaryFeatures(matrix: Matrix): number[] {
  return matrix.flatMap((row) => row.flat());
}

/** The greatest |a_i - b_i|; infinite if the lengths differ or a number is NaN. */
export function greatestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i] - b[i]);
    if (Number.isNaN(gap)) return Number.POSITIVE_INFINITY;
    greatest = Math.max(greatest, gap);
  }
  return greatest;
}
