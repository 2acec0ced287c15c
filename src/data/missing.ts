/** What is done with a row that lacks a value: it is left out, or the median of the training rows stands in. */
export const missingRules = ['drop', 'median'] as const;

/** One of {@link missingRules}. */
export type MissingRule = (typeof missingRules)[number];

/** What stands in a cell without a value, in any capitals: nothing at all, or one of these. */
const WORDS: ReadonlySet<string> = new Set(['', 'na', 'n/a', 'nan', 'null', '?', '-', '.']);

/** Of those, the signs by which a table may well call a class: "+" and "-", for instance. */
const LABELS: ReadonlySet<string> = new Set(['-', '.']);

/** Tells whether a trimmed cell of a feature lacks its value: it is empty, or NA, N/A, NaN, null, ?, - or a point alone. */
export function isMissing(cell: string): boolean {
  return cell.length < 5 && WORDS.has(cell.toLowerCase());
}

/** Tells whether a trimmed cell of the label column lacks its value: as that of a feature, but for - and a point. */
export function isMissingLabel(cell: string): boolean {
  return isMissing(cell) && !LABELS.has(cell);
}
