import { describe, expect, it } from 'vitest';
import { isExhausted } from '../../src/training/early-stop.js';

describe('isExhausted', () => {
  it.each([
    [[], 1, false],
    [[0.5], 1, false],
    [[0.5, 0.5], 1, true],
    [[0.5, 0.6], 1, false],
    [[0.5, 0.8, 0.8, 0.79], 2, true],
    [[0.5, 0.8, 0.8, 0.79], 3, false],
    [[0.5, 0.8, 0.7, 0.81, 0.7], 2, false],
  ])('of %j with patience %d: %s', (accuracies, patience, expected) => {
    expect(isExhausted(accuracies, { patience })).toBe(expected);
  });

  it('does not take a gain for one that is not above the least gain', () => {
    expect(isExhausted([0.5, 0.75], { patience: 1, minimumGain: 0.25 })).toBe(true);
    expect(isExhausted([0.5, 0.7500001], { patience: 1, minimumGain: 0.25 })).toBe(false);
    // small gains do not add up to one: the best stays 0.5
    expect(isExhausted([0.5, 0.6, 0.7], { patience: 2, minimumGain: 0.25 })).toBe(true);
  });
});
