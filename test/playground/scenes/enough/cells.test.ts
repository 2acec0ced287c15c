import { describe, expect, it } from 'vitest';
import { type AskedRank, EBITS, type FoundRank } from '../../../../src/playground/questions/enough/asked.js';
import { DEPTHS, isComplete, MOST_DEPTH, nextRank, topOf } from '../../../../src/playground/scenes/enough/cells.js';

const DOF: Readonly<Record<number, number>> = { 0: 2, 1: 3, 2: 3, 4: 1 };

/** What the closed form says. */
function ranked({ ebits, depth, inputs }: AskedRank): FoundRank {
  const dof = DOF[ebits];
  const rank = Math.min(24 + 8 * depth, 256, dof * inputs);
  return { ebits, depth, inputs, rank, dof, atCap: rank === dof * inputs, angles: 24 + 12 * depth };
}

/** Asks for ranks, some at once, until all are known. */
function all(inputs: number, width: number): FoundRank[] {
  const found: FoundRank[] = [];
  for (;;) {
    const under: AskedRank[] = [];
    while (under.length < width) {
      const asked = nextRank(inputs, found, under);
      if (asked === null) break;
      under.push(asked);
    }
    if (under.length === 0) return found;
    found.push(...under.map(ranked));
  }
}

describe('nextRank', () => {
  it.each([10, 25, 50, 100, 128, 200, 256, 400])('finds where each curve stops rising, N = %i', (inputs) => {
    for (const width of [1, 2, 8]) {
      const found = all(inputs, width);
      expect(isComplete(inputs, found)).toBe(true);
      expect(new Set(found.map(({ ebits, depth }) => `${ebits} ${depth}`)).size).toBe(found.length);
      for (const ebits of EBITS) {
        const own = found.filter((one) => one.ebits === ebits);
        const most = Math.min(256, DOF[ebits] * inputs);
        const first = Math.max(1, Math.ceil((most - 24) / 8));
        expect(topOf(own)?.highest).toMatchObject({ rank: most, depth: first });
        for (const depth of DEPTHS) expect(own.some((one) => one.depth === depth)).toBe(true);
      }
    }
  });

  it('asks for the deepest of all networks first', () => {
    const first = nextRank(100, [], []);
    expect(first).toEqual({ ebits: 0, depth: MOST_DEPTH, inputs: 100 });
    expect(nextRank(100, [], [first!])).toEqual({ ebits: 1, depth: MOST_DEPTH, inputs: 100 });
    expect(topOf([])).toBe(null);
    expect(isComplete(100, [])).toBe(false);
  });
});
