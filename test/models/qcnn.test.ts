import { describe, expect, test } from 'vitest';
import { qcnn, qcnnCircuit } from '../../src/models/qcnn.js';
import { operationWords } from '../operation-words.js';
import { refusal } from '../refusal.js';

/** The words of a block on (a, b) with the parameters s and t. */
const block = (a: number, b: number, s: number, t: number) => [
  `h ${a}`,
  `h ${b}`,
  `z ${b} if ${a}=1`,
  `rx(p${s}) ${a}`,
  `rx(p${t}) ${b}`,
];

/** The words of a pool of m onto k with four parameters. */
const pool = (m: number, k: number, first: number) => [
  `measure ${m}`,
  `rz(p${first}) ${k} when ${m}=0`,
  `rz(p${first + 1}) ${k} when ${m}=1`,
  `rx(p${first + 2}) ${k} when ${m}=0`,
  `rx(p${first + 3}) ${k} when ${m}=1`,
];

describe('qcnnCircuit', () => {
  test('is its readout alone on one qubit', () => {
    const { circuit, readout } = qcnnCircuit(1, 5);
    expect(operationWords(circuit.operations)).toEqual(['measure 0']);
    expect([circuit.qubits, circuit.parameters, readout]).toEqual([1, 0, 0]);
  });

  test('is written out for two qubits and depth 1', () => {
    const { circuit, readout } = qcnnCircuit(2, 1);
    expect(operationWords(circuit.operations)).toEqual([
      'h 0',
      'h 1',
      'z 1 if 0=1',
      'rx(p0) 0',
      'rx(p1) 1',
      'measure 0',
      'rz(p2) 1 when 0=0',
      'rz(p3) 1 when 0=1',
      'rx(p4) 1 when 0=0',
      'rx(p5) 1 when 0=1',
      'measure 1',
    ]);
    expect(readout).toBe(1);
  });

  test('is written out for four qubits and depth 1', () => {
    const { circuit, readout } = qcnnCircuit(4, 1);
    expect(operationWords(circuit.operations)).toEqual([
      // One conv layer: angles 0 to 3 by qubit.
      'h 0',
      'h 1',
      'z 1 if 0=1',
      'rx(p0) 0',
      'rx(p1) 1',
      'h 2',
      'h 3',
      'z 3 if 2=1',
      'rx(p2) 2',
      'rx(p3) 3',
      'h 1',
      'h 2',
      'z 2 if 1=1',
      'rx(p1) 1',
      'rx(p2) 2',
      'h 3',
      'h 0',
      'z 0 if 3=1',
      'rx(p3) 3',
      'rx(p0) 0',
      // Two pools: angles 4 to 7 and 8 to 11, each z0, z1, x0, x1.
      'measure 0',
      'rz(p4) 1 when 0=0',
      'rz(p5) 1 when 0=1',
      'rx(p6) 1 when 0=0',
      'rx(p7) 1 when 0=1',
      'measure 2',
      'rz(p8) 3 when 2=0',
      'rz(p9) 3 when 2=1',
      'rx(p10) 3 when 2=0',
      'rx(p11) 3 when 2=1',
      // One conv layer on the kept pair: angles 12 and 13.
      'h 1',
      'h 3',
      'z 3 if 1=1',
      'rx(p12) 1',
      'rx(p13) 3',
      // The last pool: angles 14 to 17.
      'measure 1',
      'rz(p14) 3 when 1=0',
      'rz(p15) 3 when 1=1',
      'rx(p16) 3 when 1=0',
      'rx(p17) 3 when 1=1',
      'measure 3',
    ]);
    expect([circuit.qubits, circuit.parameters, circuit.features, readout]).toEqual([4, 18, 0, 3]);
  });

  test('is written out for eight qubits and depth 1', () => {
    const { circuit, readout } = qcnnCircuit(8, 1);
    expect(operationWords(circuit.operations)).toEqual([
      ...[block(0, 1, 0, 1), block(2, 3, 2, 3), block(4, 5, 4, 5), block(6, 7, 6, 7)].flat(),
      ...[block(1, 2, 1, 2), block(3, 4, 3, 4), block(5, 6, 5, 6), block(7, 0, 7, 0)].flat(),
      ...[pool(0, 1, 8), pool(2, 3, 12), pool(4, 5, 16), pool(6, 7, 20)].flat(),
      ...[block(1, 3, 24, 25), block(5, 7, 26, 27), block(3, 5, 25, 26), block(7, 1, 27, 24)].flat(),
      ...[pool(1, 3, 28), pool(5, 7, 32)].flat(),
      ...block(3, 7, 36, 37),
      ...pool(3, 7, 38),
      'measure 7',
    ]);
    expect([circuit.parameters, readout]).toEqual([42, 7]);
  });

  test('orders angles by layer, then by qubit', () => {
    const words = operationWords(qcnnCircuit(4, 3).circuit.operations);
    const rotations = words.filter((word) => word.startsWith('rx') && !word.includes('when'));
    const layer = (first: number) => [0, 1, 2, 3, 1, 2, 3, 0].map((qubit) => `rx(p${first + qubit}) ${qubit}`);
    expect(rotations).toEqual([
      ...[0, 4, 8].flatMap(layer),
      ...[20, 22, 24].flatMap((first) => [`rx(p${first}) 1`, `rx(p${first + 1}) 3`]),
    ]);
    expect(words.indexOf('rz(p12) 1 when 0=0')).toBeGreaterThan(0);
    expect(words.indexOf('rz(p26) 3 when 1=0')).toBeGreaterThan(0);
  });

  test('has 2 d + 4, 6 d + 12 and 14 d + 28 angles', () => {
    for (const depth of [0, 1, 2, 9, 20]) {
      const counts = [1, 2, 4, 8].map((qubits) => qcnnCircuit(qubits, depth).circuit.parameters);
      expect(counts).toEqual([0, 2 * depth + 4, 6 * depth + 12, 14 * depth + 28]);
    }
  });

  test('is written out for three qubits and depth 1: the last one goes on unpooled', () => {
    const { circuit, readout } = qcnnCircuit(3, 1);
    expect(operationWords(circuit.operations)).toEqual([
      ...[block(0, 1, 0, 1), block(1, 2, 1, 2), block(2, 0, 2, 0)].flat(),
      ...pool(0, 1, 3),
      ...block(1, 2, 7, 8),
      ...pool(1, 2, 9),
      'measure 2',
    ]);
    expect([circuit.parameters, readout]).toEqual([13, 2]);
  });

  test('is written out for ten qubits and depth 1: rings of 10, 5, 3 and 2', () => {
    const ring = (qubits: readonly number[], pairs: readonly (readonly [number, number])[], first: number) =>
      pairs.flatMap(([i, j]) => block(qubits[i], qubits[j], first + i, first + j));
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const firstRow = [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
    ] as const;
    const secondRow = [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [9, 0],
    ] as const;
    const { circuit, readout } = qcnnCircuit(10, 1);
    expect(operationWords(circuit.operations)).toEqual([
      ...ring(all, [...firstRow, ...secondRow], 0),
      ...[pool(0, 1, 10), pool(2, 3, 14), pool(4, 5, 18), pool(6, 7, 22), pool(8, 9, 26)].flat(),
      ...ring(
        [1, 3, 5, 7, 9],
        [
          [0, 1],
          [2, 3],
          [1, 2],
          [3, 4],
          [4, 0],
        ],
        30,
      ),
      ...[pool(1, 3, 35), pool(5, 7, 39)].flat(),
      ...ring(
        [3, 7, 9],
        [
          [0, 1],
          [1, 2],
          [2, 0],
        ],
        43,
      ),
      ...pool(3, 7, 46),
      ...block(7, 9, 50, 51),
      ...pool(7, 9, 52),
      'measure 9',
    ]);
    expect([circuit.parameters, readout]).toEqual([56, 9]);
  });

  test('reads out the last qubit and measures each once, whatever their number', () => {
    for (let qubits = 1; qubits <= 10; qubits++) {
      const { circuit, readout } = qcnnCircuit(qubits, 2);
      const measured = circuit.operations.flatMap((one) => (one.kind === 'measure' ? [one.qubit] : []));
      expect([...measured].sort((a, b) => a - b)).toEqual(Array.from({ length: qubits }, (_, q) => q));
      expect([measured.at(-1), readout]).toEqual([qubits - 1, qubits - 1]);
    }
  });

  test('has an angle a layer for each qubit of every ring, and four for every pool', () => {
    const rings = [0, 2, 5, 6, 10, 11, 13, 14, 19, 20];
    for (const depth of [0, 1, 7]) {
      const counts = rings.map((_, i) => qcnnCircuit(i + 1, depth).circuit.parameters);
      expect(counts).toEqual(rings.map((sum, i) => sum * depth + 4 * i));
    }
  });

  test.each([0, 11, 16, 2.5, Number.NaN])('refuses %d qubits, and says the limit', (qubits) => {
    expect(refusal(() => qcnnCircuit(qubits, 1))).toMatchObject({
      code: 'circuit',
      message: `A qcnn stands on 1 to 10 qubits, not ${qubits}; change the processor, or spread the features over more of them.`,
    });
  });
});

describe('qcnn', () => {
  test('describes its depth', () => {
    expect(qcnn({ depth: 20 })).toEqual({ kind: 'qcnn', depth: 20 });
  });

  test.each([-1, 0.5, 1001, 2 ** 53 - 1])('refuses a depth of %d', (depth) => {
    expect(refusal(() => qcnn({ depth }))).toMatchObject({
      code: 'range',
      message: `The depth of the qcnn is ${depth}; give an integer from 0 to 1000.`,
    });
  });

  test('refuses unknown options', () => {
    expect(refusal(() => qcnn({ depth: 1, layers: 2 } as { depth: number }))).toMatchObject({
      code: 'model',
      message: expect.stringContaining('"layers"'),
    });
    expect(refusal(() => qcnn({} as { depth: number })).message).toContain('"depth"');
  });
});
