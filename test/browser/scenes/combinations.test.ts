import { expect, test } from 'vitest';
import { pairwise } from './combinations.js';

test('every two values of every two properties occur together', () => {
  const names = ['id', 'size', 'theme', 'motion', 'by'] as const;
  const values = names.map((name) => [...new Set(pairwise.map((one) => one[name]))]);
  expect(values.map(({ length }) => length)).toEqual([5, 2, 2, 2, 2]);
  const missing = names.flatMap((first, i) =>
    names
      .slice(i + 1)
      .flatMap((second, j) =>
        values[i].flatMap((one) =>
          values[i + 1 + j]
            .filter((other) => !pairwise.some((row) => row[first] === one && row[second] === other))
            .map((other) => `${first} ${one}, ${second} ${other}`),
        ),
      ),
  );
  expect(missing).toEqual([]);
});
