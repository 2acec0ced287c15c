import { expect, test } from 'vitest';
import { besideOf } from '../../src/baselines/beside.js';
import { dataset } from '../../src/data/dataset.js';

/** Rows of one feature that three classes divide into thirds. */
const thirds = dataset(
  Array.from({ length: 60 }, (_, n) => [n / 10 - 3]),
  Array.from({ length: 60 }, (_, n) => Math.floor(n / 20)),
  { classes: 3 },
);
const halves = dataset(
  Array.from({ length: 30 }, (_, n) => [n / 10 - 1]),
  Array.from({ length: 30 }, (_, n) => (n < 10 ? -1 : 1)),
);

test('regression, network and majority are measured on both sets of rows', async () => {
  const found = await besideOf(halves, dataset([[-1], [1.5], [-0.5]], [-1, 1, -1]), { seed: 1 });
  expect(found.map(({ name }) => name)).toEqual(['logistic', 'mlp', 'majority']);
  expect(found[2].accuracy).toEqual({ training: 2 / 3, validation: 1 / 3 });
  for (const { accuracy } of found.slice(0, 2)) {
    expect(accuracy?.validation).toBe(1);
    expect(accuracy?.training).toBeGreaterThan(0.9);
  }
});

test('three classes too, without rows to judge by', async () => {
  const found = await besideOf(thirds, null, { seed: 1 });
  expect(found[1].accuracy?.training).toBeGreaterThan(0.9);
  expect(found.map(({ accuracy }) => accuracy?.validation)).toEqual([null, null, null]);
  expect(found[2].accuracy?.training).toBe(1 / 3);
});

test('one that cannot be trained says why, and the signal ends all', async () => {
  const lacking = dataset([[0], [1], [2]], [0, 1, 1], { classes: 3 });
  const [logistic, mlp] = await besideOf(lacking, null, { seed: 1 });
  expect([logistic.accuracy, logistic.why]).toEqual([null, expect.stringContaining('No row is of class 2')]);
  expect(mlp.why).toBeNull();
  await expect(besideOf(halves, null, { seed: 1, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'aborted',
  });
});
