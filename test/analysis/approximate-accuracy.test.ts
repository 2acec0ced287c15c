import { expect, test } from 'vitest';
import { accuracyOfRows, approximateAccuracy } from '../../src/analysis/accuracy-at-shots.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { runTask } from '../../src/tasks/run.js';
import { taskId } from '../../src/tasks/task.js';

const probabilities = Float64Array.of(0.4, 0.3, 0.2, 0.1, 0.25, 0.2, 0.15, 0.4);
const labels = Float64Array.of(1, -1);

/** P(Z <= z) by Simpson's rule from -9. */
function normalBelow(z: number): number {
  const steps = 20_000;
  const step = (z + 9) / steps;
  const density = (at: number) => Math.exp(-(at * at) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(-9) + density(z);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(-9 + i * step);
  return (sum * step) / 3;
}

test('of more than two weights it is the normal approximation, near the exact one for many shots', () => {
  const weights = Float64Array.of(1, -0.5, 0.3, -1.2);
  const rows = { probabilities, weights, labels };
  const expected = [0, 1].map((n) => {
    const p = Array.from(probabilities.subarray(4 * n, 4 * n + 4));
    const mean = p.reduce((sum, one, a) => sum + one * weights[a], 0);
    const square = p.reduce((sum, one, a) => sum + one * weights[a] * weights[a], 0);
    return normalBelow((labels[n] * mean * Math.sqrt(51)) / Math.sqrt(square - mean * mean));
  });
  expect(approximateAccuracy(rows, 51)).toBeCloseTo((expected[0] + expected[1]) / 2, 10);
  expect(Math.abs(approximateAccuracy(rows, 201) - accuracyOfRows(rows, 201, 1).accuracy)).toBeLessThan(0.01);
});

test('of two weights it is exact', () => {
  const rows = { probabilities, weights: Float64Array.of(1, -1, -1, 1), labels };
  for (const shots of [1, 7, 50])
    expect(approximateAccuracy(rows, shots)).toBe(accuracyOfRows(rows, shots, 1).accuracy);
});

test('a task of it is another task, on which no seed decides', async () => {
  const settings = { data: { kind: 'chsh' }, rows: 'training', model: { depth: 0 }, shots: [5] } as const;
  const of = (more: object) => evaluationTask({ ...settings, parameters: new Array(12).fill(0.1), ...more });
  const [drawn, one, two] = [{}, { approximate: true }, { approximate: true, seed: 3 }].map(of);
  expect(taskId(one)).not.toBe(taskId(drawn));
  expect(taskId(two)).toBe(taskId(one));
  expect((await runTask(one)).shots[0]).toBeGreaterThan(0);
});
