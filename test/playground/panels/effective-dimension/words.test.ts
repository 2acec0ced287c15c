import { describe, expect, it } from 'vitest';
import type { FoundRank } from '../../../../src/playground/panels/effective-dimension/survey.js';
import { plateaus, plateauWords } from '../../../../src/playground/panels/effective-dimension/words.js';

const found = (ebits: number, depth: number, rank: number, cap: number): FoundRank => ({
  ebits,
  depth,
  rank,
  cap,
  atCap: rank === cap,
  parameters: 12 * depth + 24,
});

describe('plateaus', () => {
  it('are the highest ranks, found or not', () => {
    const ranks = [found(0, 1, 32, 200), found(0, 2, 40, 200), found(4, 1, 32, 100)];
    expect(plateaus(ranks).map(({ highest }) => highest?.rank ?? null)).toEqual([40, null, null, null, 32]);
  });
});

describe('plateauWords', () => {
  it('names the networks on their caps', () => {
    const ranks = [found(0, 30, 200, 200), found(1, 30, 256, 300), found(4, 30, 100, 100)];
    expect(plateauWords(ranks, 100)).toMatch(
      /^With N = 100 the rank of Bell-0 \(200\) and Bell-4 \(100\) sits on its cap/,
    );
    expect(plateauWords(ranks.slice(1, 2), 100)).toMatch(/no rank has reached its cap/);
    expect(plateauWords([], 100)).toBe('');
  });
});
