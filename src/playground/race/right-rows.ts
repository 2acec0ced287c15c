import { SCALED } from '../../models/row-options.js';
import type { RaceData } from './data.js';
import { type Run, runModel } from './run.js';

/** By the parameters that a run has come to, which are never changed in place. */
const found = new WeakMap<Float64Array, Uint8Array>();

/**
 * Returns which of the rows that a run is judged by have the right label: 1 or 0 for each, by the same rule as its
 * accuracy; null before it has any parameters.
 *
 * Looking again costs nothing, and a run that was loaded again with the page needs no other way.
 */
export function rightRows(run: Run, source: RaceData): Uint8Array | null {
  if (run.parameters === null) return null;
  const known = found.get(run.parameters);
  if (known !== undefined) return known;
  const { rows, labels } = source.validation ?? source.training;
  const given = runModel(run.settings, source).withParameters(run.parameters).predict(rows, SCALED);
  const right = Uint8Array.from(labels, (label, n) => (label === given[n] ? 1 : 0));
  found.set(run.parameters, right);
  return right;
}
