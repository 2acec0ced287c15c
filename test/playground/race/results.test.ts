import { expect, test } from 'vitest';
import { baselineOf, gain, verdicts } from '../../../src/playground/race/results.js';
import { type Run, readyRun } from '../../../src/playground/race/run.js';
import { changed, defaults, type FlatSettings } from '../../../src/playground/race/settings.js';

let lastId = 0;

function done(settings: Partial<FlatSettings>, validationAccuracy: number | null, part: Partial<Run> = {}): Run {
  lastId += 1;
  const run = readyRun(lastId, changed(defaults, settings));
  const iteration = run.settings.training.iterations;
  const latest = {
    iteration,
    trainingAccuracy: 0.5,
    trainingLoss: 1,
    validationAccuracy,
    validationLoss: null,
    trainingBalanced: null,
    validationBalanced: null,
  };
  return { ...run, phase: 'done', iteration, latest, ...part };
}

const never = (): null => {
  throw new Error('The rows are asked for only of a single seed.');
};

test('a run is compared with the one with nothing shared that is alike in all else', () => {
  const otherSeed = done({ ebits: 0, seed: 1 }, 0.6);
  const same = done({ ebits: 0, seed: 2, fidelity: 0.3 }, 0.7);
  const run = done({ ebits: 2, seed: 2, fidelity: 0.9 }, 0.95);
  const all = [otherSeed, same, run];
  expect(baselineOf(run, all)).toBe(same);
  expect(gain(run, all)).toBeCloseTo(0.25, 12);
  expect(gain(same, all)).toBeNull();
});

test.each([
  ['depth', { depth: 5 }],
  ['iterations', { iterations: 100 }],
  ['learning rate', { learningRate: 0.02 }],
  ['loss', { loss: 'product' as const }],
  ['seed', { seed: 8 }],
  ['mixing', { mixing: 1 }],
])('runs of another %s are not compared', (_, other) => {
  const all = [done({ ebits: 0, ...other }, 0.7), done({ ebits: 1 }, 0.95)];
  expect(gain(all[1], all)).toBeNull();
  expect(verdicts(all, never)).toEqual([]);
});

test('runs that were judged after unequal numbers of iterations are not compared', () => {
  const [without, withOne] = [done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.95)];
  const early = { ...without, latest: { ...without.latest!, iteration: 40 } };
  expect(gain(withOne, [early, withOne])).toBeNull();
  expect(verdicts([early, withOne], never)).toEqual([]);
  expect(gain(withOne, [{ ...without, latest: null }, withOne])).toBeNull();
});

test('a single seed is judged by its rows, and says that it is one', () => {
  const all = [done({ ebits: 0 }, 0.5), done({ ebits: 1 }, 0.9), done({ ebits: 1, fidelity: 0.4 }, 0.5)];
  const rows = ({ settings: { network } }: Run) =>
    Array.from({ length: 200 }, (_, n) => (network.ebits === 1 && network.fidelity === 1 ? +(n % 10 > 0) : n % 2));
  const [first, second, ...others] = verdicts(all, rows);
  expect(others).toEqual([]);
  expect(first).toMatch(
    /^With one ebit the accuracy is 40\.0 points higher than with nothing shared \(95 % interval \+\d+\.\d to \+\d+\.\d, one seed, bootstrap over 200 validation rows\)\.$/,
  );
  expect(second).toMatch(
    /^No difference seen between one pair of fidelity 0\.4 \(separable\) and nothing shared: 0\.0 points .*one seed/,
  );
});

test('rows of data without validation are called training rows', () => {
  const all = [done({ ebits: 0 }, null), done({ ebits: 1 }, null)];
  expect(verdicts(all, () => [1, 0, 1])[0]).toContain('bootstrap over 3 training rows');
});

test('of several seeds the mean counts and not the best; fewer than five are not tested', () => {
  const race = (accuracies: readonly number[]) =>
    accuracies.flatMap((accuracy, seed) => [done({ ebits: 0, seed }, 0.7), done({ ebits: 1, seed }, accuracy)]);
  expect(verdicts(race([0.9, 0.6]), never)).toEqual([
    'With one ebit minus with nothing shared: +5.0 points over 2 seeds; not tested, an interval needs 5.',
  ]);
  // The best of them is 20 points up; they are worth nothing together.
  expect(verdicts(race([0.9, 0.5, 0.7, 0.8, 0.6]), never)[0]).toMatch(
    /^No difference seen between one ebit and nothing shared: 0\.0 points .*paired over 5 seeds\)\.$/,
  );
  expect(verdicts(race([0.9, 0.91, 0.9, 0.89, 0.9]), never)[0]).toMatch(
    /^With one ebit the accuracy is 20\.0 points higher than with nothing shared .*paired over 5 seeds\)\.$/,
  );
});

test('a seed that stands twice in a race counts once', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.9), done({ ebits: 1 }, 0.9)];
  expect(verdicts(all, () => [1, 1, 0])[0]).toContain('one seed');
});

test('every way of learning has a sentence of its own, with its name', () => {
  const all = [5, 20].flatMap((depth) => [done({ ebits: 0, depth }, 0.7), done({ ebits: 2, depth }, 0.9)]);
  const said = verdicts(all, () => [1, 0]);
  expect(said.map((text) => text.split(': ')[0])).toEqual([
    'depth 5, rate 0.01, 2000 iterations',
    'depth 20, rate 0.01, 2000 iterations',
  ]);
});

test('runs that are not done say nothing', () => {
  const training = { phase: 'training' } as const;
  expect(verdicts([done({ ebits: 0 }, 0.7), done({}, 0.9, training)], never)).toEqual([]);
  expect(verdicts([done({ ebits: 0 }, 0.7)], never)).toEqual([]);
});
