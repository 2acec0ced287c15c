import { EbitError } from '../errors.js';

/** Pairs of questions in the largest table, 2^24: 128 MiB of weights. */
export const MOST_PAIRS = 16_777_216;

const BYTE_UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** @throws EbitError 'memory' for a table of more pairs than {@link MOST_PAIRS} */
export function refuseSize(rows: number, columns: number): void {
  if (rows * columns <= MOST_PAIRS) return;
  throw new EbitError(
    'memory',
    `A game of ${rows} by ${columns} questions takes ${roomOf(rows * columns)} for its table; ` +
      `give at most ${MOST_PAIRS} pairs of questions, 128 MiB.`,
  );
}

/** How much room so many numbers take, in words; at least a KiB. */
export function roomOf(numbers: number): string {
  let size = (8 * numbers) / 1024;
  let unit = 0;
  while (size >= 1024 && unit < BYTE_UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toPrecision(3)} ${BYTE_UNITS[unit]}`;
}
