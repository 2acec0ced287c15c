import { expect, test } from 'vitest';
import { bellNetwork, classifier, clusters, qcnn } from '../../src/index.js';
import { refusal } from '../refusal.js';

const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 2 }), seed: 3 });
const rows = clusters({ seed: 1 }).validation.rows.slice(0, 8 * 50);

test('every row has its shots, which follow its probabilities', () => {
  const shots = 2000;
  const counts = model.sample(rows, shots, 7);
  const probabilities = model.probabilities(rows);
  expect(counts).toHaveLength(200);
  let chiSquare = 0;
  for (let n = 0; n < 50; n++) {
    const own = counts.subarray(4 * n, 4 * n + 4);
    expect(own.reduce((sum, count) => sum + count, 0)).toBe(shots);
    for (let a = 0; a < 4; a++) {
      const expected = shots * probabilities[4 * n + a];
      if (expected > 0) chiSquare += (own[a] - expected) ** 2 / expected;
    }
  }
  // 150 degrees of freedom: mean 150, deviation 17.
  expect(chiSquare).toBeGreaterThan(150 - 5 * 17);
  expect(chiSquare).toBeLessThan(150 + 5 * 17);
});

test('the same seed draws the same, another one something else', () => {
  expect(model.sample(rows, 20, 1)).toEqual(model.sample(rows, 20, 1));
  expect(model.sample(rows, 20, 1)).not.toEqual(model.sample(rows, 20, 2));
});

test('refuses shots and seeds that are none', () => {
  for (const shots of [0, 1.5, 1e12, Number.NaN, '3' as never]) {
    expect(refusal(() => model.sample(rows, shots, 1)).code).toBe('range');
  }
  expect(refusal(() => model.sample(rows, 1e9, 1)).message).toContain('1000000000 shots of each of 50 rows');
  expect(refusal(() => model.sample(rows, 1, -1)).message).toContain('The seed is -1');
});
