import { describe, expect, test } from 'vitest';
import { haarUnitaries } from '../../src/data/haar.js';
import { refusal } from '../refusal.js';

/** The largest entry of |U U^+ - 1|. */
function unitarityError(unitary: Float64Array, d: number): number {
  let worst = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      let re = i === j ? -1 : 0;
      let im = 0;
      for (let k = 0; k < d; k++) {
        const [a, b] = unitary.subarray(2 * (i * d + k), 2 * (i * d + k) + 2);
        const [x, y] = unitary.subarray(2 * (j * d + k), 2 * (j * d + k) + 2);
        re += a * x + b * y;
        im += b * x - a * y;
      }
      worst = Math.max(worst, Math.abs(re), Math.abs(im));
    }
  }
  return worst;
}

test.each([1, 2, 3, 4, 5])('the matrices on %i qubits are unitary', (qubits) => {
  const size = 2 * 4 ** qubits;
  const count = 10;
  const unitaries = haarUnitaries({ qubits, count, seed: 1, stream: 'A' });
  expect(unitaries).toHaveLength(count * size);
  for (let i = 0; i < count; i++) {
    expect(unitarityError(unitaries.subarray(i * size, (i + 1) * size), 2 ** qubits)).toBeLessThan(1e-14);
  }
});

describe('the moments are those of the Haar measure', () => {
  const d = 4;
  const count = 4000;
  const unitaries = haarUnitaries({ qubits: 2, count, seed: 2, stream: 'moments' });
  const mean = (f: (u: (row: number, column: number) => [number, number]) => number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += f((row, column) => {
        const place = 2 * (i * d * d + row * d + column);
        return [unitaries[place], unitaries[place + 1]];
      });
    }
    return sum / count;
  };

  // Every bound below is five standard errors of a mean over 4000 matrices.
  test.each([
    [0, 0],
    [3, 3],
    [0, 3],
    [3, 0],
  ])('of the entry %i %i', (row, column) => {
    const square = (u: (row: number, column: number) => [number, number]) =>
      u(row, column)[0] ** 2 + u(row, column)[1] ** 2;
    expect(Math.abs(mean(square) - 1 / d)).toBeLessThan(0.0154);
    expect(Math.abs(mean((u) => square(u) ** 2) - 2 / (d * (d + 1)))).toBeLessThan(0.0153);
    // Without the positive diagonal the last row's phases would not be uniform: <U> and <U^2> vanish only with it.
    expect(Math.abs(mean((u) => u(row, column)[0]))).toBeLessThan(0.028);
    expect(Math.abs(mean((u) => u(row, column)[1]))).toBeLessThan(0.028);
    expect(Math.abs(mean((u) => u(row, column)[0] ** 2 - u(row, column)[1] ** 2))).toBeLessThan(0.018);
  });

  test('between two entries: E |U_00|^2 |U_11|^2 = 1/(d^2 - 1)', () => {
    const product = mean((u) => (u(0, 0)[0] ** 2 + u(0, 0)[1] ** 2) * (u(1, 1)[0] ** 2 + u(1, 1)[1] ** 2));
    expect(Math.abs(product - 1 / (d * d - 1))).toBeLessThan(0.006);
  });

  test('of the trace: E |tr U|^2 = 1', () => {
    const trace = (u: (row: number, column: number) => [number, number]) =>
      [0, 1].map((part) => [0, 1, 2, 3].reduce((sum, i) => sum + u(i, i)[part], 0));
    // |tr U|^2 has variance 1 for d >= 2.
    expect(Math.abs(mean((u) => trace(u)[0] ** 2 + trace(u)[1] ** 2) - 1)).toBeLessThan(0.079);
  });
});

test('matrix i depends on the seed, the stream and i alone', () => {
  const one = haarUnitaries({ qubits: 1, count: 1, seed: 3, stream: 'A' });
  expect(haarUnitaries({ qubits: 1, count: 5, seed: 3, stream: 'A' }).subarray(0, 8)).toEqual(one);
  expect(haarUnitaries({ qubits: 1, count: 1, seed: 4, stream: 'A' })).not.toEqual(one);
  expect(haarUnitaries({ qubits: 1, count: 1, seed: 3, stream: 'B' })).not.toEqual(one);
});

test.each([
  [0, 1, 0],
  [11, 1, 0],
  [1.5, 1, 0],
  [1, -1, 0],
  [1, 0.5, 0],
  [1, 1, -1],
])('refuses %s qubits, count %s, seed %s', (qubits, count, seed) => {
  expect(refusal(() => haarUnitaries({ qubits, count, seed, stream: 'A' })).code).toBe('range');
});

test('refuses more matrices than fit, before it draws any', () => {
  const { code, message } = refusal(() => haarUnitaries({ qubits: 1, count: 2 ** 40, seed: 1, stream: 'A' }));
  expect([code, message]).toEqual([
    'memory',
    'The unitaries are 8796093022208 numbers; at most 268435456 fit, 2 GiB. Ask for fewer.',
  ]);
});

test('refuses a misspelt option and a stream without a name', () => {
  const options = { qubits: 1, count: 1, seed: 1, stream: 'A' };
  expect(refusal(() => haarUnitaries({ ...options, seeds: 2 } as typeof options)).message).toContain(
    'haarUnitaries has no option "seeds". Did you mean "seed"?',
  );
  expect(refusal(() => haarUnitaries({ ...options, stream: undefined as unknown as string })).code).toBe('config');
});
