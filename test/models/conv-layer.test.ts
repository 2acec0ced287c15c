import { describe, expect, test } from 'vitest';
import { convLayer, convLayerAngles } from '../../src/models/conv-layer.js';
import { operationWords } from '../operation-words.js';

/** The words of a block on (a, b) with the parameters s and t. */
const block = (a: number, b: number, s: number, t: number) => [
  `h ${a}`,
  `h ${b}`,
  `z ${b} if ${a}=1`,
  `rx(p${s}) ${a}`,
  `rx(p${t}) ${b}`,
];

describe('convLayer', () => {
  test('is written out for a ring of four', () => {
    expect(operationWords(convLayer([0, 1, 2, 3], 0))).toEqual([
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
    ]);
  });

  test('is one block on two qubits and nothing on one', () => {
    expect(operationWords(convLayer([1, 3], 7))).toEqual(block(1, 3, 7, 8));
    expect(convLayer([0], 0)).toEqual([]);
  });

  test('has two rows of four blocks on a ring of eight', () => {
    const pairs = [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 0],
    ];
    expect(operationWords(convLayer([0, 1, 2, 3, 4, 5, 6, 7], 10))).toEqual(
      pairs.flatMap(([a, b]) => block(a, b, 10 + a, 10 + b)),
    );
  });

  test('closes odd rings last', () => {
    const blocksOf = (size: number) => {
      const ring = Array.from({ length: size }, (_, i) => i);
      return operationWords(convLayer(ring, 0)).filter((word) => word.startsWith('z'));
    };
    expect(blocksOf(3)).toEqual(['z 1 if 0=1', 'z 2 if 1=1', 'z 0 if 2=1']);
    expect(blocksOf(5)).toEqual(['z 1 if 0=1', 'z 3 if 2=1', 'z 2 if 1=1', 'z 4 if 3=1', 'z 0 if 4=1']);
  });

  test('has every pair of neighbours once, and every qubit twice', () => {
    for (let size = 3; size <= 10; size++) {
      const ring = Array.from({ length: size }, (_, i) => 2 * i);
      const pairs = convLayer(ring, 0).flatMap((one) =>
        one.kind === 'gate' && one.gate === 'z' ? [`${one.controls[0].qubit} ${one.targets[0]}`] : [],
      );
      const neighbours = ring.map((qubit, i) => `${qubit} ${ring[(i + 1) % size]}`);
      expect([...pairs].sort()).toEqual([...neighbours].sort());
    }
  });

  test('has one angle a qubit', () => {
    expect([1, 2, 3, 4, 8].map(convLayerAngles)).toEqual([0, 2, 3, 4, 8]);
  });
});
