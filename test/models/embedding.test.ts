import { describe, expect, test } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { customEmbedding, unitaryEmbedding, zz, zzCircuit } from '../../src/models/embedding.js';
import type { ZzPairs } from '../../src/models/model-types.js';
import { operationWords } from '../operation-words.js';
import { refusal } from '../refusal.js';

/** Every gate's angle at the features x, keyed by its name and targets. */
function anglesAt(embedded: Circuit, x: readonly number[]): Record<string, number> {
  return Object.fromEntries(
    embedded.operations.flatMap((operation) => {
      if (operation.kind !== 'gate' || operation.angle?.kind !== 'data') return [];
      const { scale, factors } = operation.angle;
      const value = factors.reduce((angle, { feature, offset, slope }) => angle * (offset + slope * x[feature]), scale);
      return [[`${operation.gate} ${operation.targets.join(',')}`, value] as const];
    }),
  );
}

const pairsOf = (qubits: number, pairs: ZzPairs) =>
  zzCircuit(qubits, pairs).operations.flatMap((operation) =>
    operation.kind === 'gate' && operation.gate === 'rzz' ? [operation.targets.join('')] : [],
  );

describe('zzCircuit', () => {
  test('is H, RZ and RZZ, in that order, with one feature a qubit', () => {
    const pi = Math.PI;
    const { operations, qubits, features, parameters } = zzCircuit(2, 'ring');
    expect(operationWords(operations)).toEqual([
      'h 0',
      'h 1',
      'rz(1*(0+1*x0)) 0',
      'rz(1*(0+1*x1)) 1',
      `rzz(0.5*(${pi}+-1*x0)*(${pi}+-1*x1)) 0 1`,
    ]);
    expect([qubits, features, parameters]).toEqual([2, 2, 0]);
  });

  test('turns by x_i and by (pi - x_i)(pi - x_j)/2', () => {
    const x = [0.3, -1.1, 0.7, 1.4];
    const pair = (i: number, j: number) => ((Math.PI - x[i]) * (Math.PI - x[j])) / 2;
    const angles = anglesAt(zzCircuit(4, 'ring'), x);
    const expected: Record<string, number> = {
      'rz 0': 0.3,
      'rz 1': -1.1,
      'rz 2': 0.7,
      'rz 3': 1.4,
      'rzz 0,1': pair(0, 1),
      'rzz 1,2': pair(1, 2),
      'rzz 2,3': pair(2, 3),
      'rzz 3,0': pair(3, 0),
    };
    expect(Object.keys(angles).sort()).toEqual(Object.keys(expected).sort());
    for (const [gate, value] of Object.entries(expected)) expect(angles[gate]).toBeCloseTo(value, 14);
    const atZero = anglesAt(zzCircuit(4, 'ring'), [0, 0, 0, 0]);
    expect(atZero['rzz 0,1']).toBeCloseTo((Math.PI * Math.PI) / 2, 14);
  });

  test('couples the ring, the chain or every pair', () => {
    expect([1, 2, 3, 4].map((qubits) => pairsOf(qubits, 'ring'))).toEqual([
      [],
      ['01'],
      ['01', '12', '20'],
      ['01', '12', '23', '30'],
    ]);
    expect([1, 2, 3, 4].map((qubits) => pairsOf(qubits, 'chain'))).toEqual([
      [],
      ['01'],
      ['01', '12'],
      ['01', '12', '23'],
    ]);
    expect([1, 2, 3, 4].map((qubits) => pairsOf(qubits, 'all'))).toEqual([
      [],
      ['01'],
      ['01', '02', '12'],
      ['01', '02', '03', '12', '13', '23'],
    ]);
  });
});

describe('zz', () => {
  test('couples the ring unless told', () => {
    expect(zz()).toEqual({ kind: 'zz', pairs: 'ring' });
    expect(zz({ pairs: 'all' })).toEqual({ kind: 'zz', pairs: 'all' });
  });

  test('refuses unknown pairs and options', () => {
    const of = (options: unknown) => refusal(() => zz(options as { pairs: ZzPairs }));
    expect(of({ pairs: 'star' })).toMatchObject({ code: 'model', message: expect.stringContaining('"star"') });
    expect(of({ pair: 'all' })).toMatchObject({ code: 'model', message: expect.stringContaining('"pair"') });
  });
});

describe('unitaryEmbedding and customEmbedding', () => {
  test('describe themselves as plain data', () => {
    expect(unitaryEmbedding()).toEqual({ kind: 'unitary' });
    const mine = circuit(1).ry(data(2), 0);
    const spec = customEmbedding(mine);
    expect(spec).toEqual(customEmbedding([mine]));
    expect(spec).toEqual({
      kind: 'custom',
      circuits: [{ qubits: 1, operations: mine.operations, parameters: 0, features: 3 }],
    });
    expect(JSON.parse(JSON.stringify(customEmbedding([mine, circuit(2)])))).toEqual(
      customEmbedding([mine, circuit(2)]),
    );
  });

  test('refuse what is no circuit', () => {
    for (const value of [
      'zz',
      null,
      { qubits: 2 },
      [circuit(1), 3],
      { ...circuit(1).rx(parameter(0), 0), name: 'x' },
    ]) {
      expect(refusal(() => customEmbedding(value as Circuit)).code).toBe('circuit');
    }
  });
});
