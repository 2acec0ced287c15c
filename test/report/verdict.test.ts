import { describe, expect, test } from 'vitest';
import { signedPoints, verdictOf } from '../../src/report/verdict.js';

const names = { first: 'one ebit', second: 'nothing shared' } as const;

describe('verdictOf', () => {
  test('over seeds: higher, lower, or no difference seen', () => {
    expect(verdictOf({ ...names, over: 'seeds', differences: [0.03, 0.04, 0.05, 0.04, 0.04] })).toEqual({
      interval: expect.objectContaining({ mean: expect.closeTo(0.04, 12) }),
      better: 1,
      sentence:
        'With one ebit the accuracy is 4.0 points higher than with nothing shared (95 % interval +3.1 to +4.9, paired over 5 seeds).',
    });
    const lower = verdictOf({ ...names, over: 'seeds', differences: [-0.03, -0.04, -0.05, -0.04, -0.04] });
    expect([lower.better, lower.sentence]).toEqual([
      -1,
      'With one ebit the accuracy is 4.0 points lower than with nothing shared (95 % interval −4.9 to −3.1, paired over 5 seeds).',
    ]);
    const unclear = verdictOf({ ...names, over: 'data sets', differences: [-0.03, 0.04, -0.05, 0.04, 0.04] });
    expect([unclear.better, unclear.sentence]).toEqual([
      0,
      'No difference seen between one ebit and nothing shared: +0.8 points (95 % interval −4.7 to +6.3, paired over 5 data sets).',
    ]);
  });

  test('all alike is no difference', () => {
    expect(verdictOf({ ...names, over: 'seeds', differences: [0, 0, 0, 0, 0] }).better).toBe(0);
  });

  test.each([
    [[0.5], '+50.0 points over 1 seed; not tested'],
    [[0.5, 0.5, 0.5, 0.5], '+50.0 points over 4 seeds; not tested'],
  ])('does not test %j', (differences, words) => {
    const { interval, better, sentence } = verdictOf({ ...names, over: 'seeds', differences });
    expect([interval, better]).toEqual([null, null]);
    expect(sentence).toContain(words);
  });

  test('over rows says that it is one seed', () => {
    const differences = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const { better, sentence } = verdictOf({ ...names, over: 'validation rows', differences });
    expect(better).toBe(1);
    expect(sentence).toContain('10.0 points higher');
    expect(sentence).toContain('one seed, bootstrap over 400 validation rows');
  });

  test('without a measurement there is no sentence', () => {
    expect(() => verdictOf({ ...names, over: 'seeds', differences: [] })).toThrow('0 differences');
    expect(() => verdictOf({ ...names, over: 'training rows', differences: [] })).toThrow('Without rows');
  });
});

test('signedPoints', () => {
  expect([0.1234, -0.1234, 0.0001, -0.0001].map(signedPoints)).toEqual(['+12.3', '−12.3', '0.0', '0.0']);
});
