/** A count and its word, which takes an s: `1 row`, `2 rows`. */
export function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
