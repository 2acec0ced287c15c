import { expect, test } from 'vitest';
import { baselineOf, gain, verdict } from '../../../src/playground/race/results.js';
import { type Run, readyRun } from '../../../src/playground/race/run.js';
import { defaults, type RunSettings } from '../../../src/playground/race/settings.js';

function judged(id: number, settings: Partial<RunSettings>, validationAccuracy: number | null, training = 0.5): Run {
  const run = readyRun(id, { ...defaults, ...settings });
  const latest = {
    iteration: 1,
    trainingAccuracy: training,
    trainingLoss: 1,
    validationAccuracy,
    validationLoss: null,
  };
  return { ...run, latest };
}

test('a run is compared with the one without an ebit that is otherwise the same', () => {
  const others = judged(1, { ebits: 0, seed: 1 }, 0.6);
  const same = judged(2, { ebits: 0, seed: 2 }, 0.7);
  const run = judged(3, { ebits: 2, seed: 2, fidelity: 0.9 }, 0.95);
  const all = [others, same, run];
  expect(baselineOf(run, all)).toBe(same);
  expect(gain(run, all)).toBeCloseTo(25, 12);
  expect(gain(judged(4, { ebits: 1, seed: 3 }, 0.5), all)).toBeCloseTo(-10, 12);
});

test('without validation rows all rows count', () => {
  const all = [judged(1, { ebits: 0 }, null, 0.75), judged(2, {}, null, 1)];
  expect(gain(all[1], all)).toBe(25);
});

test('there is nothing to compare with', () => {
  const ready = readyRun(1, { ...defaults, ebits: 0 });
  const run = judged(2, {}, 0.9);
  expect(gain(run, [ready, run])).toBeNull();
  const alone = judged(3, { ebits: 0 }, 0.9);
  expect(gain(alone, [alone])).toBeNull();
});

test('what the race has shown is said of its best run, once it is done', () => {
  const done = (id: number, settings: Partial<RunSettings>, validation: number | null, training?: number): Run => ({
    ...judged(id, settings, validation, training),
    phase: 'done',
  });
  const without = done(1, { ebits: 0 }, 0.71);
  expect(verdict([without])).toBeNull();
  expect(verdict([without, judged(2, {}, 0.9)])).toBeNull();
  expect(verdict([without, done(2, {}, 0.94), done(3, { ebits: 2 }, 0.95)])).toBe(
    'With 2 ebits 95.0 % of the validation rows get the right label, without one 71.0 %: 24.0 points more.',
  );
  expect(verdict([without, done(2, {}, 0.7)])).toContain(': 1.0 points less.');
  expect(verdict([done(1, { ebits: 0 }, null, 0.75), done(2, {}, null, 0.75)])).toBe(
    'With one ebit 75.0 % of the rows get the right label, without one 75.0 %: no difference.',
  );
});
