const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Returns the number that a table's cell says, or null if it says none.
 *
 * Decimal numbers only: `0x10`, `Infinity`, `1,5`, an empty cell or a number too large for a double are none.
 */
export function parsedNumber(cell: string): number | null {
  if (!DECIMAL.test(cell)) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
