// Rows that were looked at once and are this package's own need no second look.
//
// An array cannot be frozen, so the mark promises less than that of a model: every number was finite when the array was
// made here. Nobody but this package made it, and it is documented as not to be written to. Whoever writes to it
// nevertheless gets what other finite numbers give; what is not finite is refused all the same, later, where angles are
// made of it, where a matrix is found not to be unitary, or as a loss.
const known = new WeakSet<Float64Array>();

/**
 * Marks rows as finite and returns them. Never an array that a caller handed in: that one may be written to.
 *
 * @param rows - an array made here, every number of which was looked at
 */
export function finiteRows<T extends Float64Array>(rows: T): T {
  known.add(rows);
  return rows;
}

/** Whether every number of the rows is known to be finite. */
export function areKnownFinite(rows: Float64Array): boolean {
  return known.has(rows);
}
