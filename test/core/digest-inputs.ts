// What the quick cases are made of: numbers, rows and labels of the project's own generator.
import { haarUnitaries } from '../../src/data/haar.js';
import type { Model } from '../../src/models/model-types.js';
import { randomStream } from '../../src/random.js';

export interface Case {
  readonly name: string;
  /** Its numbers, in an order that does not change. */
  run(): Float64Array;
}

/** Numbers of the project's own generator, in an interval; no rounding but that of * and +. */
export function drawn(count: number, low: number, high: number, seed: number): Float64Array {
  const stream = randomStream(seed, 'digest');
  return Float64Array.from({ length: count }, (_, i) => low + (high - low) * stream.uniform(i));
}

export const joined = (...parts: readonly (ArrayLike<number> | number)[]): Float64Array =>
  Float64Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part))));

/** Rows for a model: unitaries where it takes some, else features of any size. */
export function rowsOf(model: Model, count: number): Float64Array {
  const parts = model.programs.map(({ embedding, features }, p) =>
    embedding.kind === 'unitary'
      ? haarUnitaries({ qubits: Math.log2(features / 2) / 2, count, seed: p, stream: 'digest' })
      : drawn(count * features, -1.5, 1.5, p),
  );
  return joined(
    ...Array.from({ length: count }, (_, n) =>
      joined(...parts.map((part, p) => part.subarray(n * model.features[p], (n + 1) * model.features[p]))),
    ),
  );
}

/** More than one chunk, and an odd number; few where the rows themselves take long to make. */
export const countOf = ({ programs }: Model): number =>
  programs.some(({ embedding }) => embedding.kind === 'unitary') ? 5 : 67;

export const labelsOf = (count: number): Float64Array => drawn(count, -1, 1, 2).map((value) => (value < 0 ? -1 : 1));
