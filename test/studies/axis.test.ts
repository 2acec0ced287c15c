import { describe, expect, test } from 'vitest';
import { type AxisSettings, axisPoints } from '../../src/studies/axis.js';

const valuesOf = (axis: AxisSettings) =>
  axisPoints({ path: 'x', ...axis }, 'axes.0').map(({ assignments: [[, value]] }) => value);

describe('the values of', () => {
  test.each<[string, AxisSettings, unknown[]]>([
    ['a list', { list: [3, 'a', true] }, [3, 'a', true]],
    ['a range', { range: { from: 0.5, to: 1, count: 6 } }, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    ['a range downwards', { range: { from: 3, to: 1, count: 3 } }, [3, 2, 1]],
    ['steps', { range: { from: 1, to: 8, step: 3 } }, [1, 4, 7]],
    ['steps that reach the end', { range: { from: 0, to: 0.3, step: 0.1 } }, [0, 0.1, 0.2, 0.3]],
    ['steps backwards', { range: { from: 2, to: 0, step: -1 } }, [2, 1, 0]],
    ['a range of factors', { 'log-range': { from: 0.001, to: 10, count: 5 } }, [0.001, 0.01, 0.1, 1, 10]],
  ])('%s', (_, axis, values) => {
    expect(valuesOf(axis)).toEqual(values);
  });
});

describe('random values', () => {
  const random = { count: 400, seed: 7, from: 0.01, to: 100 };

  test('are the same again, and others by another seed or another path', () => {
    expect(valuesOf({ random })).toEqual(valuesOf({ random }));
    expect(valuesOf({ random })).not.toEqual(valuesOf({ random: { ...random, seed: 8 } }));
    expect(valuesOf({ random })).not.toEqual(valuesOf({ path: 'y', random }));
  });

  test('lie between their ends, half of them below the middle of the scale', () => {
    for (const [scale, middle] of [
      ['linear', 50],
      ['log', 1],
    ] as const) {
      const values = valuesOf({ random: { ...random, scale } }) as number[];
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0.01);
      expect(Math.max(...values)).toBeLessThanOrEqual(100);
      // Four standard deviations of 400 throws of a coin are 40.
      expect(Math.abs(values.filter((value) => value < middle).length - 200)).toBeLessThan(40);
    }
  });

  test('are whole numbers, both ends included, or of a list', () => {
    const dice = valuesOf({ random: { count: 400, seed: 1, from: 1, to: 6, scale: 'integer' } });
    expect([...new Set(dice)].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const words = valuesOf({ random: { count: 40, seed: 1, of: ['a', 'b'] } });
    expect([...new Set(words)].sort()).toEqual(['a', 'b']);
  });
});

test('axes go in step, or in all combinations', () => {
  const axes = [
    { path: 'a', list: [1, 2] },
    { path: ['b', 'c'], name: 'both', list: [3, 4] },
  ];
  const [zipped, gridded] = [axisPoints({ zip: axes }, 'axes.0'), axisPoints({ grid: axes }, 'axes.0')];
  expect(zipped).toEqual([
    {
      assignments: [
        ['a', 1],
        ['b', 3],
        ['c', 3],
      ],
      coordinates: { a: 1, both: 3 },
    },
    {
      assignments: [
        ['a', 2],
        ['b', 4],
        ['c', 4],
      ],
      coordinates: { a: 2, both: 4 },
    },
  ]);
  expect(gridded.map(({ coordinates }) => coordinates)).toEqual([
    { a: 1, both: 3 },
    { a: 1, both: 4 },
    { a: 2, both: 3 },
    { a: 2, both: 4 },
  ]);
});

test('results call a value by its label, or by its text', () => {
  const list = [{ kind: 'chsh' }, { seed: 2, kind: 'clusters' }];
  const named = (axis: AxisSettings) =>
    axisPoints({ path: 'data', ...axis }, 'axes.0').map(({ coordinates }) => coordinates.data);
  expect(named({ list })).toEqual(['{"kind":"chsh"}', '{"kind":"clusters","seed":2}']);
  expect(named({ list, labels: ['game', 'points'] })).toEqual(['game', 'points']);
});
