import Papa from 'papaparse';

/**
 * Returns records as CSV with a header: the keys of all records, in the order in which they first come.
 *
 * @param records - flat; null and missing values become empty cells
 */
export function csvText(records: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return `${Papa.unparse({ fields: columns, data: records.map((record) => columns.map((column) => record[column])) }, { newline: '\n' })}\n`;
}
