// No digit can be taken by two parts of it, or a cell of a million digits would take hours.
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A whole number in plain digits. */
const WHOLE = /^[+-]?(\d+)$/;

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

/**
 * Tells whether a text is a whole number that a double does not give back, as `9007199254740993`, which becomes
 * 9007199254740992: what differs in the last digits alone, such as identifiers, would silently become equal.
 */
export function isRoundedInteger(text: string): boolean {
  const parts = WHOLE.exec(text);
  if (parts === null || parts[1].length < 16) return false;
  const value = Number(parts[1]);
  return !Number.isFinite(value) || BigInt(value) !== BigInt(parts[1]);
}
