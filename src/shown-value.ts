/** How much of a foreign text a sentence repeats: enough to find it again, too little to bury the rest. */
const SHOWN_LETTERS = 40;

/** A text as it stands, or its first 40 letters and an ellipsis. */
export function cutShort(text: string): string {
  const letters = Array.from(text);
  return letters.length <= SHOWN_LETTERS ? text : `${letters.slice(0, SHOWN_LETTERS).join('')}…`;
}

/**
 * Writes any value for a sentence that refuses it: a text in quotes, cut at 40 letters; a number as it is; of everything
 * else what it is, never all that it holds.
 *
 * @param value - anything at all
 * @example
 * shownValue('Product'); // '"Product"'
 * shownValue([1, 2]); // 'an array of 2'
 */
export function shownValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(cutShort(value));
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return `the bigint ${cutShort(String(value))}n`;
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `an array of ${value.length}`;
      if (ArrayBuffer.isView(value)) {
        const kind = Object.prototype.toString.call(value).slice(8, -1);
        return 'length' in value ? `a ${kind} of ${value.length}` : `a ${kind}`;
      }
      return 'an object';
    }
    default:
      return String(value);
  }
}
