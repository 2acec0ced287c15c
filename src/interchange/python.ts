// Numbers, words and lists as Python writes them.

/** How many numbers stand in a line of a long list. */
const NUMBERS_A_LINE = 4;

/** A double in the fewest digits that give it back; with a point or an exponent, so that Python reads a float. */
export function pythonNumber(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A text. What JSON escapes, Python reads alike. */
export function pythonText(text: string): string {
  return JSON.stringify(text);
}

/** A list in one line. */
export function pythonList(items: readonly string[]): string {
  return `[${items.join(', ')}]`;
}

/** A list of numbers, a few a line if they are many. */
export function pythonNumbers(numbers: ArrayLike<number>, indent = ''): string {
  const texts = Array.from(numbers, pythonNumber);
  if (texts.length <= NUMBERS_A_LINE) return pythonList(texts);
  const lines = Array.from({ length: Math.ceil(texts.length / NUMBERS_A_LINE) }, (_, line) =>
    texts.slice(line * NUMBERS_A_LINE, (line + 1) * NUMBERS_A_LINE).join(', '),
  );
  return `[\n${lines.map((line) => `${indent}    ${line},\n`).join('')}${indent}]`;
}

/** A list of lists of numbers. */
export function pythonMatrix(rows: readonly ArrayLike<number>[]): string {
  return `[\n${rows.map((row) => `    ${pythonNumbers(row, '    ')},\n`).join('')}]`;
}

/** Lines moved to the right by four blanks; empty ones stay empty. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
