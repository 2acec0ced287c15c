import { expect, test } from 'vitest';
import { dataset, subset } from '../../src/data/dataset.js';
import { stratifiedSplit } from '../../src/data/split.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

const numbered = (labels: readonly number[]) => dataset(Float64Array.from(labels.keys()), labels);
const count = (labels: Float64Array, label: number) => labels.filter((l) => l === label).length;

test('the halves are disjoint, whole, in order and stratified', () => {
  const label = fc.constantFrom(1, -1);
  fc.assert(
    fc.property(
      fc.array(label, { maxLength: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.nat(),
      (more, fraction, seed) => {
        const data = numbered([1, 1, -1, -1, ...more]);
        const split = stratifiedSplit(data, { seed, fraction });
        const { trainingIndices, validationIndices } = split;
        expect(split.training).toEqual(subset(data, trainingIndices));
        expect(split.validation).toEqual(subset(data, validationIndices));
        expect([...trainingIndices]).toEqual([...trainingIndices].sort((a, b) => a - b));
        expect([...trainingIndices, ...validationIndices].sort((a, b) => a - b)).toEqual([...data.labels.keys()]);
        for (const side of [1, -1]) {
          const n = count(data.labels, side);
          const expected = Math.min(n - 1, Math.max(1, Math.round(n * fraction)));
          expect(count(split.validation.labels, side)).toBe(expected);
        }
      },
    ),
  );
});

test('a quarter goes to validation unless told', () => {
  const labels = Array.from({ length: 40 }, (_, i) => (i < 8 ? 1 : -1));
  const { training, validation } = stratifiedSplit(numbered(labels));
  expect([count(training.labels, 1), count(training.labels, -1)]).toEqual([6, 24]);
  expect([count(validation.labels, 1), count(validation.labels, -1)]).toEqual([2, 8]);
});

test('the seed alone decides, and every row can go either way', () => {
  const data = numbered(Array.from({ length: 40 }, (_, i) => (i % 2 ? 1 : -1)));
  const rowsAt = (seed: number) => stratifiedSplit(data, { seed }).validationIndices;
  expect(rowsAt(5)).toEqual(rowsAt(5));
  expect(rowsAt(5)).not.toEqual(rowsAt(6));
  const times = new Int32Array(40);
  for (let seed = 0; seed < 400; seed++) for (const row of rowsAt(seed)) times[row]++;
  // Binomial of 400 trials with chance 1/4: mean 100, deviation 8.7.
  expect(Math.min(...times)).toBeGreaterThan(62);
  expect(Math.max(...times)).toBeLessThan(138);
});

test.each([0, 1, -0.5, 1.5, Number.NaN])('refuses the fraction %s', (fraction) => {
  expect(refusal(() => stratifiedSplit(numbered([1, 1, -1, -1]), { fraction })).code).toBe('range');
});

test('refuses a class that cannot be on both sides', () => {
  const error = refusal(() => stratifiedSplit(numbered([1, 1, 1, -1])));
  expect(error.code).toBe('labels');
  expect(error.message).toContain('The class -1 has 1 row(s)');
  expect(refusal(() => stratifiedSplit(numbered([1, 1, 1]))).code).toBe('labels');
});

test.each([
  [null, {}, 'config', 'The data set is null'],
  [{ rows: 7, labels: [1] }, {}, 'shape', 'Rows are an array'],
  [dataset([[0], [1], [2], [3]], [1, 1, -1, -1]), { sed: 1 }, 'config', 'Did you mean "seed"?'],
])('what is no data set, or no option, is refused: %#', (data, options, code, message) => {
  const error = refusal(() => stratifiedSplit(data as never, options as never));
  expect(error.code).toBe(code);
  expect(error.message).toContain(message);
});
