/** A piece of a border, in cells: (0, 0) is the middle of the lowest, leftmost cell. */
export type Piece = readonly [number, number, number, number];

/**
 * Returns where a map changes its sign, by marching squares: straight pieces between the middles of cells.
 *
 * A saddle is cut by the sign of its mean.
 *
 * @param values - shape [size, size], rows from the lowest; all known
 */
export function border(values: Float64Array, size: number): Piece[] {
  const pieces: Piece[] = [];
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const at = y * size + x;
      const [a, b, c, d] = [values[at], values[at + 1], values[at + size + 1], values[at + size]];
      const bottom = (): [number, number] => [x + a / (a - b), y];
      const right = (): [number, number] => [x + 1, y + b / (b - c)];
      const top = (): [number, number] => [x + d / (d - c), y + 1];
      const left = (): [number, number] => [x, y + a / (a - d)];
      const crossed = [
        { is: a > 0 !== b > 0, point: bottom },
        { is: b > 0 !== c > 0, point: right },
        { is: d > 0 !== c > 0, point: top },
        { is: a > 0 !== d > 0, point: left },
      ].filter(({ is }) => is);
      const points = crossed.map(({ point }) => point());
      if (points.length === 2) pieces.push([...points[0], ...points[1]]);
      if (points.length === 4) {
        const joined = a + b + c + d > 0 === a > 0;
        const [s, e, n, w] = points;
        pieces.push(
          ...(joined
            ? ([
                [...s, ...e],
                [...n, ...w],
              ] as const)
            : ([
                [...s, ...w],
                [...n, ...e],
              ] as const)),
        );
      }
    }
  }
  return pieces;
}
