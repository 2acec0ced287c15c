import { describe, expect, it } from 'vitest';
import {
  capLabels,
  capsOf,
  publishedRanks,
} from '../../../../src/playground/panels/effective-dimension/chart-options.js';

describe('capsOf', () => {
  it('are three lines, shared by networks with as many free numbers', () => {
    expect(capsOf(100)).toEqual([
      { at: 100, ebits: [4], text: 'N = 100: Bell-4' },
      { at: 200, ebits: [0], text: '2N = 200: Bell-0' },
      { at: 300, ebits: [1, 2, 3], text: '3N = 300: Bell-1, 2, 3' },
    ]);
    expect(capsOf(10).map(({ at }) => at)).toEqual([10, 20, 30]);
  });
});

describe('capLabels', () => {
  it('are one text where lines would be too close for three', () => {
    expect(capLabels(20)).toEqual(capsOf(20));
    expect(capLabels(10)).toEqual([{ at: 30, ebits: [1, 2, 3], text: 'N, 2N, 3N = 10, 20, 30' }]);
  });
});

describe('publishedRanks', () => {
  it('are the plateaus of the paper, and only for its number of inputs', () => {
    const plain = publishedRanks({ inputs: 100, mixing: 0 });
    const at = (ebits: number, layers: number) =>
      plain.find((one) => one.ebits === ebits && one.layers === layers)?.rank;
    expect([at(0, 1), at(0, 30), at(4, 30), at(1, 30)]).toEqual([32, 200, 100, 256]);
    expect(publishedRanks({ inputs: 110, mixing: 0 })).toEqual([]);
    expect(publishedRanks({ inputs: 100, mixing: 3 }).every(({ layers }) => layers >= 4)).toBe(true);
  });
});
