/** Where the rows come from: one of the two that the program makes itself, or a table in a file. */
export type DataKind = 'clusters' | 'chsh' | 'table';

/** Returns what a data setting means: two words are built in, everything else is a path. */
export function dataKind(data: string): DataKind {
  return data === 'clusters' || data === 'chsh' ? data : 'table';
}
