// Embedded operators of samples that are unitaries.
import type { ProcessorRows } from './samples.js';

/** A complex matrix, row by row. */
interface Square {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Sums and differences over one bit after the other: y_z = sum over j of (-1)^(bits that z and j share) x_j, in place. */
function transform(values: Float64Array): void {
  for (let bit = 1; bit < values.length; bit *= 2) {
    for (let j = 0; j < values.length; j++) {
      if ((j & bit) !== 0) continue;
      const a = values[j];
      const b = values[j | bit];
      values[j] = a + b;
      values[j | bit] = a - b;
    }
  }
}

/** U (P (x) |0><0|) U^+ for a Pauli string on the halves, whose masks over the basis index say where it has X or Y, and Z or Y. */
function embedded(u: Square, size: number, flip: number, phase: number, halfMask: number): Square {
  const result = { re: new Float64Array(size * size), im: new Float64Array(size * size) };
  const quarter = countBits(flip & phase);
  for (let k = 0; k < size; k++) {
    if ((k & ~halfMask) !== 0) continue;
    // P |k> = i^(Ys) (-1)^(k . phase) |k ^ flip>.
    const turns = (quarter + 2 * countBits(k & phase)) % 4;
    const l = k ^ flip;
    for (let i = 0; i < size; i++) {
      const ar = u.re[i * size + l];
      const ai = u.im[i * size + l];
      const [pr, pi] = turns === 0 ? [ar, ai] : turns === 1 ? [-ai, ar] : turns === 2 ? [-ar, -ai] : [ai, -ar];
      for (let j = 0; j < size; j++) {
        const br = u.re[j * size + k];
        const bi = u.im[j * size + k];
        result.re[i * size + j] += pr * br + pi * bi;
        result.im[i * size + j] += pi * br - pr * bi;
      }
    }
  }
  return result;
}

function countBits(n: number): number {
  let count = 0;
  for (let bits = n; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/**
 * Fills e[P][Q] = 2^-h Tr[Q U (P (x) |0><0|) U^+] of every sample, for all strings P on the halves and Q on the met qubits.
 *
 * @param values - shape [samples, 4^h, strings]
 * @param qubits - of the processor; a sample is a matrix of 2^qubits, row-major, each entry (re, im)
 * @param halves - the qubits of the halves, the first one's digit the highest of P
 * @param digits - the met qubits, the first one's digit the lowest of Q
 */
export function fillUnitaryOperators(
  values: Float64Array,
  { rows, samples, stride, offset }: ProcessorRows,
  qubits: number,
  halves: readonly number[],
  digits: readonly number[],
): void {
  const size = 1 << qubits;
  const bitOf = (qubit: number): number => 1 << (qubits - 1 - qubit);
  const halfMask = halves.reduce((mask, qubit) => mask | bitOf(qubit), 0);
  const strings = 1 << (2 * digits.length);
  const scale = 1 / (1 << halves.length);
  // The masks of every string over the met qubits.
  const masks = Array.from({ length: strings }, (_, string) => masksOf(string, digits, bitOf));
  const u = { re: new Float64Array(size * size), im: new Float64Array(size * size) };
  const line = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let n = 0, at = 0; n < samples; n++) {
    const from = n * stride + offset;
    for (let i = 0; i < size * size; i++) {
      u.re[i] = rows[from + 2 * i];
      u.im[i] = rows[from + 2 * i + 1];
    }
    for (let response = 0; response < 1 << (2 * halves.length); response++, at += strings) {
      const { flip, phase } = masksOf(response, [...halves].reverse(), bitOf);
      const rho = embedded(u, size, flip, phase, halfMask);
      // Tr[Q rho] = i^(Ys) sum over j of (-1)^(j . phase) rho[j][j ^ flip].
      for (const own of flipsOf(masks)) {
        for (let j = 0; j < size; j++) {
          line.re[j] = rho.re[j * size + (j ^ own)];
          line.im[j] = rho.im[j * size + (j ^ own)];
        }
        transform(line.re);
        transform(line.im);
        masks.forEach((mask, string) => {
          if (mask.flip !== own) return;
          const turns = countBits(mask.flip & mask.phase) % 4;
          const [re, im] = [line.re[mask.phase], line.im[mask.phase]];
          values[at + string] = scale * (turns === 0 ? re : turns === 1 ? -im : turns === 2 ? -re : im);
        });
      }
    }
  }
}

interface Masks {
  readonly flip: number;
  readonly phase: number;
}

function flipsOf(masks: readonly Masks[]): Set<number> {
  return new Set(masks.map(({ flip }) => flip));
}

function masksOf(string: number, digits: readonly number[], bitOf: (qubit: number) => number): Masks {
  let flip = 0;
  let phase = 0;
  digits.forEach((qubit, place) => {
    const digit = (string >> (2 * place)) & 3;
    if (digit === 1 || digit === 2) flip |= bitOf(qubit);
    if (digit >= 2) phase |= bitOf(qubit);
  });
  return { flip, phase };
}
