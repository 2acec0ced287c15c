import { describe, expect, it } from 'vitest';
import { EBITS, type FoundRank } from '../../../../src/playground/questions/enough/asked.js';
import { publishedRanks } from '../../../../src/playground/questions/enough/ranks.js';
import { publishedWords, sharedText, stopWords } from '../../../../src/playground/scenes/enough/words.js';

const DOF: Readonly<Record<number, number>> = { 0: 2, 1: 3, 2: 3, 4: 1 };

/** All ranks by the closed form. */
function ranks(inputs: number): FoundRank[] {
  return EBITS.flatMap((ebits) =>
    Array.from({ length: 34 }, (_, i) => {
      const [depth, dof] = [i + 1, DOF[ebits]];
      const rank = Math.min(24 + 8 * depth, 256, dof * inputs);
      return { ebits, depth, inputs, rank, dof, atCap: rank === dof * inputs, angles: 24 + 12 * depth };
    }),
  );
}

describe('stopWords', () => {
  it('says whose limit it is', () => {
    expect(stopWords(100, ranks(100))).toBe(
      'With N = 100 the rank stops at 200 = 2N from 22 layers on with nothing shared and 100 = N from 10 layers on with ' +
        '4 ebits: the sample’s limit, not the circuit’s. It goes on to 256 from 29 layers on with 1 and 2 ebits: the ' +
        'circuit’s own limit, for all its 432 angles at 34 layers.',
    );
    expect(stopWords(400, ranks(400))).toBe(
      'With N = 400 it reaches 256 from 29 layers on with nothing shared and 1, 2 and 4 ebits: the circuit’s own limit, ' +
        'for all its 432 angles at 34 layers. More ebits take nothing away.',
    );
  });

  it.each([10, 15, 25, 50, 85, 86, 99, 100, 127, 128, 129, 150, 200, 255, 256, 257, 300, 399, 400])(
    'says nothing false, N = %i',
    (inputs) => {
      const words = stopWords(inputs, ranks(inputs));
      for (const [, rank, factor] of words.matchAll(/(\d+) = (\d?)N/g)) {
        expect(Number(rank)).toBe((factor === '' ? 1 : Number(factor)) * inputs);
      }
      expect(words.includes('nothing away')).toBe(inputs > 256);
      expect(words.includes('sample’s limit')).toBe(inputs <= 256);
      expect(words.includes('circuit’s own limit')).toBe(3 * inputs > 256);
    },
  );

  it('says nothing before there is anything', () => {
    expect(stopWords(100, [])).toBe('');
  });
});

describe('publishedWords', () => {
  it('counts what is met, at the paper’s N alone', () => {
    const printed = publishedRanks();
    expect(publishedWords(ranks(100), printed)).toBe('All 120 published ranks that are compared are met.');
    expect(publishedWords(ranks(200), printed)).toBe(null);
    expect(publishedWords(ranks(100), [])).toBe(null);
    const [first, ...others] = ranks(100);
    expect(publishedWords([{ ...first, rank: 31 }, ...others], printed)).toMatch(/^119 of 120 /);
  });
});

describe('sharedText', () => {
  it('counts ebits', () => {
    expect([0, 1, 4].map(sharedText)).toEqual(['nothing shared', '1 ebit', '4 ebits']);
  });
});
