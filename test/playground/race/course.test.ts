import { expect, test } from 'vitest';
import { MOST_POINTS, thinned } from '../../../src/playground/race/course.js';

test('short courses are drawn as they are', () => {
  expect(thinned([3, 2, 1], 3)).toEqual([
    { iteration: 1, value: 3 },
    { iteration: 2, value: 2 },
    { iteration: 3, value: 1 },
  ]);
  expect(thinned([], 10)).toEqual([]);
});

test('long ones as means over stretches, the last of which may be shorter', () => {
  const losses = Array.from({ length: 10 * MOST_POINTS - 3 }, (_, i) => i);
  const points = thinned(losses, 10 * MOST_POINTS);
  expect(points).toHaveLength(MOST_POINTS);
  expect(points[0]).toEqual({ iteration: 10, value: 4.5 });
  expect(points.at(-1)).toEqual({ iteration: 10 * MOST_POINTS - 3, value: 10 * MOST_POINTS - 7 });
  expect(thinned(losses.slice(0, 35), 10 * MOST_POINTS).slice(0, 3)).toEqual(points.slice(0, 3));
});
