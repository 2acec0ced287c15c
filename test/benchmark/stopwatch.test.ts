import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clockStep, stopwatch } from '../../src/benchmark/stopwatch.js';

const pace = { rounds: 1, burstMilliseconds: 10, warmUpMilliseconds: 20 };

/** A clock that stands still unless work moves it, told in whole steps. */
let time = 0;
let step = 0.001;

beforeEach(() => {
  [time, step] = [0, 0.001];
  vi.spyOn(performance, 'now').mockImplementation(() => Math.floor(time / step + 1e-9) * step);
});
afterEach(() => vi.restoreAllMocks());

test('a rate is calls a second, of work that is awaited or not', async () => {
  const work = () => {
    time += 2;
  };
  expect(await stopwatch(work, pace, step).sample()).toBeCloseTo(500, 6);
  expect(await stopwatch(async () => work(), pace, step).sample()).toBeCloseTo(500, 6);
});

test('a call that is longer than a burst is a sample of its own', async () => {
  let calls = 0;
  const watch = stopwatch(
    () => {
      calls++;
      time += 400;
    },
    pace,
    step,
  );
  expect(await watch.sample()).toBeCloseTo(2.5, 6);
  expect(calls).toBe(2);
  await watch.sample();
  expect(calls).toBe(3);
});

test('bursts are a hundred steps of a coarse clock', async () => {
  step = 1;
  const watch = stopwatch(() => (time += 0.01), pace, step);
  const before = time;
  await watch.sample();
  expect(time - before).toBeGreaterThan(190);
  const start = time;
  expect(Math.abs((await watch.sample()) / 100_000 - 1)).toBeLessThan(0.02);
  expect(time - start).toBeGreaterThan(95);
});

test('work that got quicker since its warm-up is called more often', async () => {
  let each = 5;
  const watch = stopwatch(() => (time += each), pace, step);
  await watch.sample();
  each = 0.01;
  const start = time;
  expect(await watch.sample()).toBeCloseTo(100_000, 0);
  expect(time - start).toBeGreaterThan(5);
});

test('the step of a clock is the least that it moves by', () => {
  const looks = [0, 0, 0.1, 0.1, 0.3, 0.4, 0.4];
  let look = 0;
  const now = () => (look < looks.length ? looks[look++] : 0.4 + look++);
  expect(clockStep(now)).toBeCloseTo(0.1, 12);
});

test('a clock that stands is refused', () => {
  expect(() => clockStep(() => 5)).toThrow('stands still');
});
