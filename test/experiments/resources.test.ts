import { describe, expect, test } from 'vitest';
import {
  coinsOnly,
  ebitsOnly,
  intervalOf,
  kindText,
  meanText,
  NOTHING,
  shortName,
  verdictWords,
} from '../../src/experiments/resources.js';
import { hasColour, isBroken } from '../../src/report/colours.js';
import { worthVerdict } from '../../src/report/worth-verdict.js';

describe('what is shared', () => {
  test.each([
    [NOTHING, 'nothing', ''],
    [coinsOnly(1), '1 coin', 'separable'],
    [coinsOnly(3), '3 coins', 'separable'],
    [ebitsOnly(1), '1 ebit', 'entangled'],
    [ebitsOnly(4), '4 ebits', 'entangled'],
    [ebitsOnly(1, 0.85), 'F = 0.85', 'entangled'],
    [ebitsOnly(1, 0.5), 'F = 0.5', 'separable'],
  ])('%j is called %s', (resource, name, kind) => {
    expect([shortName(resource), kindText(resource)]).toEqual([name, kind]);
    expect(hasColour(name)).toBe(true);
    expect(isBroken(name)).toBe(kind === 'separable');
  });
});

test('a mean of five values has an interval, of four none', () => {
  // s = 1 and t = 2.776445 for 4 degrees of freedom.
  const values = [-1, 1, -1, 1, 0].map((one) => one + 3);
  const interval = intervalOf(values);
  expect(interval?.mean).toBeCloseTo(3, 12);
  expect((interval?.high ?? 0) - 3).toBeCloseTo(2.776445 / Math.sqrt(5), 6);
  expect(intervalOf(values.slice(1))).toBeNull();
  expect(meanText(3, interval)).toBe('3.000 ± 1.242');
  expect(meanText(3, null)).toBe('3.000');
});

test('a verdict in words is its sentences in their order, and then its basis', () => {
  const accuracies = [0.7, 0.8, 0.75, 0.72, 0.77];
  const arms = [NOTHING, coinsOnly(1), ebitsOnly(1)].map((resource, i) => ({
    resource,
    prices: [{ shots: null, accuracies: accuracies.map((one, n) => one + i * 0.05 + ((n * i) % 3) * 0.001) }],
  }));
  const verdict = worthVerdict({ arms, over: { kind: 'seeds', word: 'data seeds' } });
  const words = verdictWords(verdict);
  expect(words.startsWith(verdict.findings[0].sentence)).toBe(true);
  expect(words.endsWith(verdict.basis)).toBe(true);
});
