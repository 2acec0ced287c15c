import { describe, expect, test } from 'vitest';
import {
  abs2,
  basisState,
  bit,
  type Complex,
  cis,
  type DenseOperation,
  denseRun,
  refuseChannel,
  times,
} from './dense.js';
import { convLayer, coupledPairs, paperPrograms, qcnnCircuit, zzEmbedding } from './paper.js';

/** An operation in a word, such as "rx 3 t5 if 1=0". */
const word = (operation: DenseOperation): string => {
  if (operation.kind === 'measure') return `measure ${operation.qubit}`;
  if (operation.kind === 'channel') refuseChannel(operation);
  const { gate, targets, controls, conditions, angle } = operation;
  return [
    gate,
    ...targets,
    ...controls.map(({ qubit, value }) => `on ${qubit}=${value}`),
    ...(angle?.kind === 'parameter' ? [`t${angle.index}`] : []),
    ...conditions.map(({ qubit, value }) => `if ${qubit}=${value}`),
  ].join(' ');
};

describe('the zz embedding', () => {
  test('couples neighbours on the ring, all pairs, or the chain; two qubits have one pair and one has none', () => {
    expect(coupledPairs(4, 'ring')).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ]);
    expect(coupledPairs(4, 'chain')).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(coupledPairs(4, 'all')).toHaveLength(6);
    expect(coupledPairs(2, 'ring')).toEqual([[0, 1]]);
    expect(coupledPairs(1, 'all')).toEqual([]);
  });

  test('is 2^-m/2 exp(-i/2 [sum s_i x_i + sum s_i s_j (pi-x_i)(pi-x_j)/2]) on |0>, s = +1 for bit 0', () => {
    const x = [0.3, -0.7, 1.2, 0.9];
    const state = denseRun(zzEmbedding(4), [], x, basisState(0, 4));
    for (let k = 0; k < 16; k++) {
      const s = [0, 1, 2, 3].map((q) => 1 - 2 * bit(k, q, 4));
      let phase = s.reduce((sum, sign, q) => sum + sign * x[q], 0);
      for (const [i, j] of [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 0],
      ]) {
        phase += (s[i] * s[j] * (Math.PI - x[i]) * (Math.PI - x[j])) / 2;
      }
      const ratio: Complex = times(state[k], cis(phase / 2));
      expect(ratio[0]).toBeCloseTo(1 / 4, 14);
      expect(ratio[1]).toBeCloseTo(0, 14);
    }
    expect(state.reduce((sum, a) => sum + abs2(a), 0)).toBeCloseTo(1, 14);
  });
});

describe('the QCNN', () => {
  test('has 6d+12 angles on four qubits, 2d+4 on two, none on one, 14d+28 on eight', () => {
    for (const depth of [0, 1, 5, 20]) {
      expect([1, 2, 4, 8].map((m) => qcnnCircuit(m, depth).angles)).toEqual([
        0,
        2 * depth + 4,
        6 * depth + 12,
        14 * depth + 28,
      ]);
    }
    expect([1, 2, 4, 8].map((m) => qcnnCircuit(m, 1).readout)).toEqual([0, 1, 3, 7]);
  });

  test('one layer on four qubits: blocks on (0,1), (2,3), (1,2), (3,0), one angle a qubit', () => {
    expect(convLayer([0, 1, 2, 3], 10).map(word)).toEqual([
      ...['h 0', 'h 1', 'z 1 on 0=1', 'rx 0 t10', 'rx 1 t11'],
      ...['h 2', 'h 3', 'z 3 on 2=1', 'rx 2 t12', 'rx 3 t13'],
      ...['h 1', 'h 2', 'z 2 on 1=1', 'rx 1 t11', 'rx 2 t12'],
      ...['h 3', 'h 0', 'z 0 on 3=1', 'rx 3 t13', 'rx 0 t10'],
    ]);
  });

  test('odd rings close last, and their last qubit goes on', () => {
    const blocks = convLayer([0, 1, 2, 3, 4], 0).map(word);
    expect(blocks.filter((one) => one.startsWith('z'))).toEqual([
      ...['z 1 on 0=1', 'z 3 on 2=1', 'z 2 on 1=1', 'z 4 on 3=1', 'z 0 on 4=1'],
    ]);
    const measured = qcnnCircuit(5, 0).circuit.operations.map(word);
    expect(measured.filter((one) => one.startsWith('measure'))).toEqual([
      ...['measure 0', 'measure 2', 'measure 1', 'measure 3'],
    ]);
    expect([3, 5, 6, 7, 9, 10].map((m) => qcnnCircuit(m, 1).readout)).toEqual([2, 4, 5, 6, 8, 9]);
  });

  test('two qubits at depth 1, gate by gate: RZ by the outcome before RX', () => {
    expect(qcnnCircuit(2, 1, 3).circuit.operations.map(word)).toEqual([
      ...['h 0', 'h 1', 'z 1 on 0=1', 'rx 0 t3', 'rx 1 t4', 'measure 0'],
      ...['rz 1 t5 if 0=0', 'rz 1 t6 if 0=1', 'rx 1 t7 if 0=0', 'rx 1 t8 if 0=1'],
    ]);
  });

  test('four qubits: the kept pair (1, 3) goes on, and 1 is measured onto 3', () => {
    const words = qcnnCircuit(4, 1).circuit.operations.map(word);
    expect(words.slice(20)).toEqual([
      ...['measure 0', 'rz 1 t4 if 0=0', 'rz 1 t5 if 0=1', 'rx 1 t6 if 0=0', 'rx 1 t7 if 0=1'],
      ...['measure 2', 'rz 3 t8 if 2=0', 'rz 3 t9 if 2=1', 'rx 3 t10 if 2=0', 'rx 3 t11 if 2=1'],
      ...['h 1', 'h 3', 'z 3 on 1=1', 'rx 1 t12', 'rx 3 t13'],
      ...['measure 1', 'rz 3 t14 if 1=0', 'rz 3 t15 if 1=1', 'rx 3 t16 if 1=0', 'rx 3 t17 if 1=1'],
    ]);
  });

  test('angles run through the processors, mixing first', () => {
    const { programs, angles } = paperPrograms([4, 2], { depth: 1, mixing: 2 });
    expect(angles).toBe(8 + 18 + 4 + 6);
    const firstAngles = programs.flatMap(({ mixing, trainable }) =>
      [mixing, trainable].map((circuit) => circuit?.operations.map(word).find((w) => w.startsWith('rx'))),
    );
    expect(firstAngles).toEqual(['rx 0 t0', 'rx 0 t8', 'rx 0 t26', 'rx 0 t30']);
  });
});
