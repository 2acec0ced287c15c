import { expect, it } from 'vitest';
import {
  awaitTurn,
  beginTurn,
  type ComputeSegment,
  eachResult,
  isTurnOver,
  sharedTurns,
  takeOver,
  takeSegments,
} from '../../src/jobs/shared-turns.js';

const batch = Int32Array.from({ length: 9000 }, (_, i) => i);
const parameters = Float64Array.of(0.5, 2);
/** Of a segment its first row, and of the gradient the number of rows. */
const compute: ComputeSegment = ([first], rows, gradient) => {
  gradient.fill(rows.length);
  return first + rows[0];
};
const found = (turns: ReturnType<typeof sharedTurns>) => {
  const results: unknown[] = [];
  eachResult(turns, (rows, loss, gradient) => results.push([rows.length, loss, ...gradient]));
  return results;
};
const right = [
  [4096, 0.5, 4096, 4096],
  [4096, 4096.5, 4096, 4096],
  [808, 8192.5, 808, 808],
];

it('has every segment computed by one seat, whoever comes first', () => {
  const turns = sharedTurns(2, 2, 10_000);
  const seen: number[] = [];
  const counted: ComputeSegment = (...given) => {
    seen.push(given[1][0]);
    // Another seat comes in the middle, and takes what is left.
    if (seen.length === 1) takeSegments(turns, 1, counted);
    return compute(...given);
  };
  expect(awaitTurn(turns, 0)).toBe(true);
  beginTurn(turns, parameters, batch);
  expect(awaitTurn(turns, 0)).toBe(false);
  takeSegments(turns, 0, counted);
  expect(seen.sort((a, b) => a - b)).toEqual([0, 4096, 8192]);
  expect(isTurnOver(turns)).toBe(true);
  expect(found(turns)).toEqual(right);
});

it('has computed again what a lost seat had begun, and nothing else', () => {
  const turns = sharedTurns(3, 2, 10_000);
  const never: ComputeSegment = () => {
    throw new Error('lost');
  };
  beginTurn(turns, parameters, batch);
  for (const seat of [1, 2]) expect(() => takeSegments(turns, seat, never)).toThrow('lost');
  takeSegments(turns, 0, compute);
  expect(isTurnOver(turns)).toBe(false);
  takeOver(turns, new Set([2]), compute);
  expect(isTurnOver(turns)).toBe(false);
  takeOver(turns, new Set([1, 2]), compute);
  expect(isTurnOver(turns)).toBe(true);
  expect(found(turns)).toEqual(right);
});

it('has no segments of the turn before in a shorter one', () => {
  const turns = sharedTurns(1, 2, 10_000);
  beginTurn(turns, parameters, batch);
  takeSegments(turns, 0, compute);
  beginTurn(turns, Float64Array.of(0.25, 0), batch.subarray(5, 4200));
  takeSegments(turns, 0, compute);
  expect(found(turns)).toEqual([
    [4096, 5.25, 4096, 4096],
    [99, 4101.25, 99, 99],
  ]);
});
