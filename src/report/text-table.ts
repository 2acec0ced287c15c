import Table from 'cli-table3';

/** A cell: text as it is, numbers as they are, nothing for null. */
export type Cell = string | number | null;

/** How a table looks. */
export interface TextTableOptions {
  /** Columns that are aligned left; the others, numbers most likely, are aligned right. The first one unless told. */
  readonly left?: readonly number[];
  /** Puts emphasis on a head's text, for instance colour; none unless told. */
  readonly emphasis?: (text: string) => string;
}

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  mid: '',
  'mid-mid': '',
  middle: '  ',
};

/**
 * Returns rows of cells as aligned text without lines, one row a line.
 *
 * @param head - the columns' names; a table of facts needs none
 * @param rows - each as long as the first
 * @returns lines joined by line ends, none at the end of the text and no blanks at the end of a line
 * @example
 * textTable(['ebits', 'accuracy'], [[0, '0.741'], [1, '0.902']]);
 */
export function textTable(
  head: readonly string[] | null,
  rows: readonly (readonly Cell[])[],
  options: TextTableOptions = {},
): string {
  const { left = [0], emphasis = (text) => text } = options;
  const count = head?.length ?? rows[0]?.length ?? 0;
  const table = new Table({
    chars: BARE,
    head: [],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    colAligns: Array.from({ length: count }, (_, column) => (left.includes(column) ? 'left' : 'right')),
  });
  if (head !== null) table.push(head.map(emphasis));
  for (const row of rows) table.push(row.map((cell) => (cell === null ? '' : String(cell))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
