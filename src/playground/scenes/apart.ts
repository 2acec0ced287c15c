/**
 * Returns places from above of names that stand one under another, none on another, each as near to its own as can be.
 *
 * @param places - where they would stand, in pixels
 * @param line - the least distance of two
 */
export function apart(
  places: readonly number[],
  { from, to, line }: { from: number; to: number; line: number },
): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const found = [...places];
  order.forEach((i, n) => {
    if (n > 0) found[i] = Math.max(found[i], found[order[n - 1]] + line);
  });
  let limit = to;
  for (const i of [...order].reverse()) {
    found[i] = Math.min(found[i], limit);
    limit = found[i] - line;
  }
  return found.map((place) => Math.max(place, from));
}
