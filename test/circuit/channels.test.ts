import { describe, expect, it } from 'vitest';
import { type ChannelName, channelNames, channels, type Kraus } from '../../src/circuit/channels.js';
import type { Complex } from '../../src/circuit/gates.js';

/** Values that are right for each channel, from none to nearly all of it. */
const cases: Readonly<Record<ChannelName, readonly (readonly number[])[]>> = {
  bitFlip: [[0], [0.1], [1]],
  phaseFlip: [[0], [0.1], [1]],
  depolarizing: [[0], [0.1], [0.75], [1]],
  pauli: [
    [0, 0, 0],
    [0.1, 0.2, 0.3],
    [0, 1, 0],
  ],
  phaseDamping: [[0], [0.36], [1]],
  amplitudeDamping: [[0], [0.36], [1]],
  thermal: [
    [1e-3, 5e-4, 0],
    [1e-3, 5e-4, 2e-4],
    [1e-3, 2e-3, 1e-3],
    [1e-6, 1e-6, 1],
  ],
};

type Matrix = readonly (readonly Complex[])[];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const product = (left: Matrix, right: Matrix): Matrix =>
  left.map((row) =>
    right[0].map((_, j) =>
      row.reduce<Complex>(
        (sum, entry, k) => {
          const [re, im] = times(entry, right[k][j]);
          return [sum[0] + re, sum[1] + im];
        },
        [0, 0],
      ),
    ),
  );
const dagger = (matrix: Matrix): Matrix =>
  matrix[0].map((_, j) => matrix.map((row): Complex => [row[j][0], -row[j][1]]));
const paulis: readonly Matrix[] = [
  [
    [
      [1, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [1, 0],
    ],
  ],
  [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [1, 0],
      [0, 0],
    ],
  ],
  [
    [
      [0, 0],
      [0, -1],
    ],
    [
      [0, 1],
      [0, 0],
    ],
  ],
  [
    [
      [1, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [-1, 0],
    ],
  ],
];
const trace = (matrix: Matrix): number => matrix[0][0][0] + matrix[1][1][0];

/** R_PQ = 1/2 Tr[P sum_K K Q K^+]. */
function transferOf(kraus: readonly Kraus[]): readonly number[] {
  return paulis.flatMap((p) =>
    paulis.map((q) => kraus.reduce((sum, k) => sum + trace(product(p, product(product(k, q), dagger(k)))) / 2, 0)),
  );
}

describe.each(channelNames)('%s', (name) => {
  const { kraus, transfer, fault, parameters } = channels[name];

  it('keeps the trace: sum K^+ K = 1', () => {
    for (const values of cases[name]) {
      expect(fault(values)).toBeNull();
      expect(values).toHaveLength(parameters.length);
      const sum = kraus(values).map((k) => product(dagger(k), k));
      for (const [i, j] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ]) {
        expect(sum.reduce((total, m) => total + m[i][j][0], 0)).toBeCloseTo(i === j ? 1 : 0, 14);
        expect(sum.reduce((total, m) => total + m[i][j][1], 0)).toBeCloseTo(0, 14);
      }
    }
  });

  it('has the transfer matrix of its Kraus operators', () => {
    for (const values of cases[name]) {
      const expected = transferOf(kraus(values));
      transfer(values).forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 13);
      });
    }
  });
});
