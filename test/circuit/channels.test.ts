import { describe, expect, it, test } from 'vitest';
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
    // So long that 1 - g rounds to nothing, while some coherence is left.
    [1, 2, 36],
    [1, 2, 40],
    [1e-300, 2e-300, 1e300],
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

describe('thermal', () => {
  const { transfer, kraus } = channels.thermal;

  it('without dephasing of its own, t2 = 2 t1, is amplitude damping', () => {
    for (const time of [1e-9, 0.1, 1, 5]) {
      const g = 1 - Math.exp(-time);
      const expected = channels.amplitudeDamping.transfer([g]);
      transfer([1, 2, time]).forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 14);
      });
    }
  });

  it('for two waits is that of both one behind the other', () => {
    const [a, b, both] = [0.3, 0.5, 0.8].map((time) => transfer([2, 1.5, time]));
    const row = (i: number) =>
      [0, 1, 2, 3].map((j) => [0, 1, 2, 3].reduce((sum, k) => sum + b[4 * i + k] * a[4 * k + j], 0));
    [0, 1, 2, 3].flatMap(row).forEach((value, i) => {
      expect(value).toBeCloseTo(both[i], 15);
    });
  });

  it('keeps the coherence that is left behind a wait after which |1> is all but gone', () => {
    const [k0, k1] = kraus([1, 2, 40]);
    expect(k0[0][0][0] * k0[1][1][0] + k1[0][0][0] * k1[1][1][0]).toBeCloseTo(Math.exp(-20), 24);
    expect(transfer([1, 2, 40])[5]).toBeCloseTo(Math.exp(-20), 24);
  });
});

describe('other names of the same', () => {
  it('flips and depolarizing are Pauli channels', () => {
    expect(channels.bitFlip.transfer([0.1])).toEqual(channels.pauli.transfer([0.1, 0, 0]));
    expect(channels.phaseFlip.transfer([0.1])).toEqual(channels.pauli.transfer([0, 0, 0.1]));
    channels.depolarizing.transfer([0.3]).forEach((value, i) => {
      expect(value).toBeCloseTo(channels.pauli.transfer([0.1, 0.1, 0.1])[i], 15);
    });
  });

  it('phase damping by g is a phase flip of probability (1 - sqrt(1-g)) / 2', () => {
    const flip = channels.phaseFlip.transfer([(1 - 0.8) / 2]);
    channels.phaseDamping.transfer([0.36]).forEach((value, i) => {
      expect(value).toBeCloseTo(flip[i], 15);
    });
  });
});

test('operators are made of right values alone', () => {
  for (const way of ['kraus', 'transfer'] as const) {
    expect(() => channels.amplitudeDamping[way]([2])).toThrow('g = 2; give a number in [0, 1]');
    expect(() => channels.thermal[way]([1, 3, 0])).toThrow('above 2 t1 = 2');
    expect(() => channels.bitFlip[way]([Number.NaN])).toThrow('give a finite number');
    expect(() => channels.pauli[way]([0.1])).toThrow('give pX, pY, pZ');
  }
});
