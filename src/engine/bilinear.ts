// Two processors' correlator in the coordinates themselves, without their responses.
import type { Half } from '../network/halves.js';
import type { SharedResource } from '../network/shared-resource.js';
import { forEachChoice } from './choices.js';
import type { Part } from './response-form.js';

/** Two processors with up to so many pairs are contracted in their coordinates. */
export const MOST_BILINEAR = 4;

/**
 * The bilinear form of two processors' coordinates as a matrix, and how many products there are by way of the responses.
 *
 * Both processors hold their halves in the order of the pairs.
 */
export function bilinear(
  pairs: readonly SharedResource[],
  halves: readonly (readonly Half[])[],
  form: (processor: number, string: number) => Part[],
): { readonly table: Float64Array; readonly responses: number } {
  const size = 1 << (2 * pairs.length);
  const table = new Float64Array(size * size);
  const lengths = [new Map<number, number>(), new Map<number, number>()];
  let products = 0;
  forEachChoice(
    pairs.map(({ terms }) => terms),
    (chosen) => {
      const weight = chosen.reduce((product, term) => product * term.weight, 1);
      if (weight === 0) return;
      products++;
      const [left, right] = [0, 1].map((processor) => {
        const string = halves[processor].reduce((digits, { end }, i) => 4 * digits + chosen[i].digits[end], 0);
        const parts = form(processor, string);
        lengths[processor].set(string, parts.length);
        return parts;
      });
      for (const a of left) {
        for (const b of right) table[a.coordinate * size + b.coordinate] += weight * a.coefficient * b.coefficient;
      }
    },
  );
  const parts = lengths.flatMap((own) => [...own.values()]).reduce((sum, length) => sum + length, 0);
  return { table, responses: products + parts };
}
