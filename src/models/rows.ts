import { asRows, type Rows } from '../data/rows.js';
import { EbitError } from '../errors.js';

/** What of a model says which rows it takes. */
export interface RowShape {
  readonly features: readonly number[];
  readonly network: { readonly processors: readonly { readonly name: string; readonly qubits: number }[] };
  readonly programs: readonly { readonly embedding: { readonly kind: 'circuit' | 'unitary' } }[];
}

/** How many features a row of a model holds. */
export function rowLength({ features }: Pick<RowShape, 'features'>): number {
  return firstFeature({ features }, features.length);
}

/** Where in a row a processor's features begin. */
export function firstFeature({ features }: Pick<RowShape, 'features'>, processor: number): number {
  return features.slice(0, processor).reduce((sum, count) => sum + count, 0);
}

/** How far an entry of U U^+ may be from the identity's: single precision passes, a matrix that is no unitary does not. */
export const UNITARY_TOLERANCE = 1e-6;

/** The largest entry of |U U^+ - 1| for the matrix of `size` by `size` complex numbers that starts at `start`. */
function unitarityError(flat: Float64Array, start: number, size: number): number {
  let worst = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let re = i === j ? -1 : 0;
      let im = 0;
      for (let k = 0; k < size; k++) {
        const a = start + 2 * (i * size + k);
        const b = start + 2 * (j * size + k);
        re += flat[a] * flat[b] + flat[a + 1] * flat[b + 1];
        im += flat[a + 1] * flat[b] - flat[a] * flat[b + 1];
      }
      worst = Math.max(worst, Math.abs(re), Math.abs(im));
    }
  }
  return worst;
}

/**
 * Returns a model's rows as one flat array, after checking them, unitary matrices included.
 *
 * @param model - the model that will read them
 * @param rows - flat and row-major, or a list of rows; a row holds the processors' features one after another
 * @returns shape [rows, all features], row-major; the same array if it was flat, not a copy
 * @throws EbitError 'shape' or 'not-finite' as {@link asRows}; 'range' if the features of a processor with the unitary
 *   embedding are not a unitary matrix (to 1e-6 in every entry of U U^+)
 */
export function modelRows(model: RowShape, rows: Rows): Float64Array {
  const total = rowLength(model);
  const flat = asRows(rows, total);
  let offset = 0;
  for (let p = 0; p < model.programs.length; p++) {
    if (model.programs[p].embedding.kind === 'unitary') {
      const { name, qubits } = model.network.processors[p];
      for (let start = offset; start < flat.length; start += total) {
        const error = unitarityError(flat, start, 1 << qubits);
        // NaN too, which rows that were known to be finite may hold since.
        if (!(error <= UNITARY_TOLERANCE)) {
          const row = Math.floor(start / total);
          throw new EbitError(
            'range',
            `Row ${row} gives processor "${name}" a matrix that is not unitary: U U^+ is off by ${error}.`,
          );
        }
      }
    }
    offset += model.features[p];
  }
  return flat;
}
