// Rows that this package scaled itself are known to be angles, wherever they lie: a value beyond the training rows' range is
// one beyond [-pi/2, pi/2], and rightly so.
//
// As with `finiteRows`, an array cannot be frozen: whoever writes to one nevertheless is taken at the word of this mark.
const known = new WeakSet<Float64Array>();

/**
 * Marks rows as scaled and returns them. Never an array that a caller handed in.
 *
 * @param rows - an array made here
 */
export function scaledRows<T extends Float64Array>(rows: T): T {
  known.add(rows);
  return rows;
}

/** Whether the rows are known to be scaled. */
export function areKnownScaled(rows: unknown): boolean {
  return rows instanceof Float64Array && known.has(rows);
}
