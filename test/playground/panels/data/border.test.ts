import { describe, expect, it } from 'vitest';
import { border } from '../../../../src/playground/panels/data/border.js';

const of = (size: number, value: (x: number, y: number) => number) =>
  Float64Array.from({ length: size * size }, (_, i) => value(i % size, Math.floor(i / size)));

describe('border', () => {
  it('of a slope is a straight line where it passes zero', () => {
    const pieces = border(
      of(4, (x) => x - 1.25),
      4,
    );
    expect(pieces).toEqual([
      [1.25, 0, 1.25, 1],
      [1.25, 1, 1.25, 2],
      [1.25, 2, 1.25, 3],
    ]);
    expect(
      border(
        of(2, (_, y) => 1 - 4 * y),
        2,
      ),
    ).toEqual([[1, 0.25, 0, 0.25]]);
  });

  it('of a hill is a closed ring about it', () => {
    const pieces = border(
      of(9, (x, y) => 6.5 - (x - 4) ** 2 - (y - 4) ** 2),
      9,
    );
    const ends = new Map<string, number>();
    for (const [x1, y1, x2, y2] of pieces) {
      for (const end of [`${x1.toFixed(6)},${y1.toFixed(6)}`, `${x2.toFixed(6)},${y2.toFixed(6)}`]) {
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
      expect(Math.hypot(x1 - 4, y1 - 4)).toBeCloseTo(Math.sqrt(6.5), 0);
    }
    expect(pieces.length).toBeGreaterThan(8);
    expect([...ends.values()].every((count) => count === 2)).toBe(true);
  });

  it('cuts a saddle by its mean', () => {
    const joined = border(Float64Array.of(3, -1, -1, 3), 2);
    const parted = border(Float64Array.of(1, -3, -3, 1), 2);
    expect(joined.length).toBe(2);
    expect(parted.length).toBe(2);
    // The ridge from (0, 0) to (1, 1) stays whole in the first: each piece cuts off a negative corner.
    expect(joined[0]).toEqual([0.75, 0, 1, 0.25]);
    expect(parted[0]).toEqual([0.25, 0, 0, 0.25]);
  });

  it('is nothing where the sign does not change', () => {
    expect(border(Float64Array.of(1, 2, 3, 4), 2)).toEqual([]);
  });
});
