import { describe, expect, it } from 'vitest';
import { pair } from '../../../../src/playground/questions/task/asked.js';
import type { Measured } from '../../../../src/playground/questions/task/measured.js';
import { armName, dashOf, lookOf } from '../../../../src/playground/scenes/task/arms.js';
import {
  bestScore,
  countWords,
  evidenceWords,
  type FourLabels,
  fidelityWords,
  fourWords,
  isChshGame,
  knownWords,
  mostWon,
  NO_VIOLATION,
  reachedOf,
} from '../../../../src/playground/scenes/task/words.js';

const SIGNS = [-1, 1] as const;

/** All sixteen tables of four labels. */
const tables: readonly FourLabels[] = SIGNS.flatMap((p) =>
  SIGNS.flatMap((q) =>
    SIGNS.flatMap((r) =>
      SIGNS.map(
        (s): FourLabels => [
          [p, q],
          [r, s],
        ],
      ),
    ),
  ),
);

/** How many of the four labels the best fixed answers give. */
function mostRight(labels: FourLabels): number {
  const answers = SIGNS.flatMap((x) => SIGNS.map((y) => [x, y] as const));
  return Math.max(
    ...answers.flatMap((b) =>
      answers.map((a) => labels.flatMap((row, j) => row.filter((label, i) => label === a[i] * b[j])).length),
    ),
  );
}

describe('four labels', () => {
  it('are a CHSH game where no fixed answers give all of them', () => {
    for (const labels of tables) {
      expect(isChshGame(labels)).toBe(mostRight(labels) === 3);
      expect(mostWon(labels).coins).toBe(mostRight(labels) / 4);
      expect(fourWords(labels).name).toBe(mostRight(labels) === 3 ? 'A CHSH game' : 'No game');
    }
    expect(tables.filter(isChshGame)).toHaveLength(8);
  });

  it('are won by an ebit as often as Tsirelson has it', () => {
    const [game] = tables.filter(isChshGame);
    expect(mostWon(game).ebit).toBeCloseTo(Math.cos(Math.PI / 8) ** 2, 14);
  });

  it('are counted', () => {
    expect(countWords(392, 784)).toBe('392 of the 784 choices of two and two corners are CHSH games (50 %).');
  });
});

describe('a pair of a fidelity', () => {
  it.each([0.25, 0.3, 0.4, 0.49, 0.5])('of %d is called separable and no ebit', (fidelity) => {
    expect(fidelityWords(fidelity)).toContain('is separable');
    expect(fidelityWords(fidelity)).not.toContain('entangled');
    expect(armName(pair(fidelity))).toContain('separable pair');
    expect(armName(pair(fidelity))).not.toContain('ebit');
    expect(lookOf(pair(fidelity))).toBe('coin');
    expect(dashOf(pair(fidelity))).toBe(' pair');
  });

  it.each([0.51, 0.6, 0.7, 0.77, 0.78])('of %d is entangled without violating CHSH', (fidelity) => {
    expect(fidelityWords(fidelity)).toMatch(/is entangled, but its best S is [01]\.\d\d\d: coins reach 2/);
    expect(bestScore(fidelity)).toBeLessThan(2);
    expect(lookOf(pair(fidelity))).toBe('ebit');
  });

  it.each([0.79, 0.85, 0.97, 1])('of %d violates CHSH', (fidelity) => {
    expect(fidelityWords(fidelity)).toContain('beyond the 2 of coins');
    expect(bestScore(fidelity)).toBeGreaterThan(2);
  });

  it('violates CHSH beyond a fidelity of .780', () => {
    expect(NO_VIOLATION).toBeCloseTo(0.78033, 5);
    expect(bestScore(NO_VIOLATION)).toBeCloseTo(2, 14);
    expect(bestScore(1)).toBeCloseTo(2 * Math.SQRT2, 14);
    expect(bestScore(0.25)).toBe(0);
  });
});

describe('what was reached', () => {
  const of = (priced: number): Measured => {
    const rows = { priced, tried: [] };
    return { choosing: rows, reported: rows, curve: [], baseRate: 0.5 };
  };

  it('is said of those that are done alone', () => {
    expect(reachedOf([null, null], 100)).toBeNull();
    expect(reachedOf([of(0.7), null], 100)).toEqual({ share: 0.7, of: 'at 100 shots', over: 'one data set' });
    const two = reachedOf([of(0.75), null, of(0.25)], null);
    expect(two).toEqual({ share: 0.5, of: 'exact', over: 'mean of 2' });
  });

  it('is known beforehand of labels by chance alone', () => {
    expect(knownWords('chance', [])).toBe('These labels were drawn by chance: there is nothing to learn.');
    expect(knownWords('clusters', [])).toBeNull();
    expect(knownWords('cancer', [])).toBeNull();
  });

  it('has its differences with their intervals', () => {
    const one = { first: '1 ebit', second: '1 coin', mean: 0.029 } as const;
    const tested = { mean: 0.029, low: 0.013, high: 0.045, p: 0.01 };
    const contrast = {
      ...one,
      kind: 'entangled-correlated',
      shots: 100,
      tested,
      primary: true,
      p: 0.01,
      better: 1,
    } as const;
    expect(knownWords('chance', [contrast])).toMatch(/nothing to learn, and a difference that is seen is luck\.$/);
    expect(evidenceWords([contrast])).toBe(
      'In points, with intervals of 95 %: 1 ebit minus 1 coin +2.9 (+1.3 to +4.5).',
    );
  });
});
