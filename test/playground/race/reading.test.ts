import { expect, test } from 'vitest';
import { placesOf, readingAt, readingText } from '../../../src/playground/race/reading.js';

const point = (at: number, value: number, spread = 0) => ({ at, value, low: value - spread, high: value + spread });
const style = { colour: '#000000', dash: '', width: 1 };
const axis = { title: 'iterations', domain: [0, 100], kind: 'linear', ticks: [] } as const;
const single = { name: 'one', style, mean: [point(0, 1), point(50, 2), point(100, 3)], singles: [], apart: null };
const several = { name: 'many', style, mean: [point(0, 5, 1), point(51, 6, 1)], singles: [[], []], apart: null };
const input = { x: axis, lines: [single, several] };

test('all lines are read at any of their places, the greatest first', () => {
  expect(placesOf(input)).toEqual([0, 50, 51, 100]);
  expect(readingAt(input, 50).map(({ line, point: { value } }) => [line.name, value])).toEqual([
    ['many', 6],
    ['one', 2],
  ]);
});

test('a line without a point near the place is left out', () => {
  expect(readingAt(input, 100).map(({ line }) => line.name)).toEqual(['one']);
  expect(readingAt({ x: axis, lines: [{ ...single, mean: [] }] }, 0)).toEqual([]);
});

test('on an axis by powers only what stands at the place itself', () => {
  const apart = { ...single, apart: point(3000, 4) };
  const log = { x: { ...axis, kind: 'log' } as const, lines: [apart, several] };
  expect(placesOf(log)).toEqual([0, 50, 51, 100, 3000]);
  expect(readingAt(log, 50).map(({ line }) => line.name)).toEqual(['one']);
  expect(readingAt(log, 3000)[0].point.value).toBe(4);
});

test('is told as a sentence', () => {
  expect(
    readingText(
      input,
      50,
      (at) => `iteration ${at}`,
      (value) => `${value} %`,
    ),
  ).toBe('iteration 50: many 6 %, from 5 % to 7 %; one 2 %');
});
