import { describe, expect, test } from 'vitest';
import {
  adjoint,
  angleValue,
  basisState,
  bit,
  type Complex,
  type DenseOperation,
  denseBranches,
  denseRun,
  denseUnitary,
  distance,
  gateMatrix,
  identity,
  type Matrix,
  product,
} from './dense.js';

// The oracle rests on numbers written here by hand, not on the code it judges.

const gate = (name: string, targets: number[], controls: [number, number][] = [], angle?: number): DenseOperation => ({
  kind: 'gate',
  gate: name,
  targets,
  controls: controls.map(([qubit, value]) => ({ qubit, value })),
  conditions: [],
  angle: angle === undefined ? null : { kind: 'constant', value: angle },
});
const r = Math.SQRT1_2;

test('qubit 0 is the most significant bit', () => {
  expect([0, 1, 2, 3].map((index) => bit(index, 0, 2))).toEqual([0, 0, 1, 1]);
  const flipped = denseRun({ qubits: 3, operations: [gate('x', [0])] }, [], [], basisState(1, 3));
  expect(flipped).toEqual(basisState(5, 3));
});

test('the first target is the most significant bit of the matrix', () => {
  const swapped = denseRun({ qubits: 3, operations: [gate('swap', [2, 0])] }, [], [], basisState(0b001, 3));
  expect(swapped).toEqual(basisState(0b100, 3));
});

test('a Bell pair', () => {
  const bell = denseRun(
    { qubits: 2, operations: [gate('h', [0]), gate('x', [1], [[0, 1]])] },
    [],
    [],
    basisState(0, 2),
  );
  expect(bell).toEqual([
    [r, 0],
    [0, 0],
    [0, 0],
    [r, 0],
  ]);
});

test('a control of value 0 acts on 0', () => {
  const circuit = { qubits: 2, operations: [gate('x', [1], [[0, 0]])] };
  expect(denseRun(circuit, [], [], basisState(0b00, 2))).toEqual(basisState(0b01, 2));
  expect(denseRun(circuit, [], [], basisState(0b10, 2))).toEqual(basisState(0b10, 2));
});

const i: Complex = [0, 1];
const minusI: Complex = [0, -1];
test.each<[string, number, Matrix]>([
  [
    'rx',
    Math.PI,
    [
      [[0, 0], minusI],
      [minusI, [0, 0]],
    ],
  ],
  [
    'ry',
    Math.PI,
    [
      [
        [0, 0],
        [-1, 0],
      ],
      [
        [1, 0],
        [0, 0],
      ],
    ],
  ],
  [
    'rz',
    Math.PI,
    [
      [minusI, [0, 0]],
      [[0, 0], i],
    ],
  ],
  [
    'phase',
    Math.PI / 2,
    [
      [
        [1, 0],
        [0, 0],
      ],
      [[0, 0], i],
    ],
  ],
])('%s(%d)', (name, angle, expected) => {
  expect(distance(gateMatrix(name, angle), expected)).toBeLessThan(1e-15);
});

test('rzz(pi) is exp(-i pi ZZ / 2)', () => {
  const diagonal = gateMatrix('rzz', Math.PI).map((row, k) => row[k]);
  [minusI, i, i, minusI].forEach((expected, k) => {
    expect(diagonal[k][0]).toBeCloseTo(expected[0], 15);
    expect(diagonal[k][1]).toBeCloseTo(expected[1], 15);
  });
});

test('a data angle is scale * prod(offset + slope * x)', () => {
  const factors = [
    { feature: 1, offset: 3, slope: -1 },
    { feature: 0, offset: 0, slope: 2 },
  ];
  expect(angleValue({ kind: 'data', scale: 0.5, factors }, [], [5, 1])).toBe(10);
  expect(angleValue({ kind: 'parameter', index: 1 }, [7, 8], [])).toBe(8);
});

test('projecting measurements leave one branch an outcome, conditions act in theirs', () => {
  const operations: DenseOperation[] = [
    gate('h', [0]),
    { kind: 'measure', qubit: 0 },
    { kind: 'gate', gate: 'x', targets: [1], controls: [], conditions: [{ qubit: 0, value: 1 }], angle: null },
  ];
  const branches = denseBranches({ qubits: 2, operations }, [], [], basisState(0, 2));
  expect(branches.map(({ outcomes }) => outcomes.get(0))).toEqual([0, 1]);
  expect(branches[0].state).toEqual([
    [r, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(branches[1].state).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [r, 0],
  ]);
});

describe('matrices', () => {
  const s: Matrix = [
    [
      [1, 0],
      [0, 0],
    ],
    [[0, 0], i],
  ];
  test('product and adjoint', () => {
    expect(
      distance(product(s, s), [
        [
          [1, 0],
          [0, 0],
        ],
        [
          [0, 0],
          [-1, 0],
        ],
      ]),
    ).toBe(0);
    expect(
      distance(
        adjoint([
          [[1, 0], i],
          [
            [2, 3],
            [0, 0],
          ],
        ]),
        [
          [
            [1, 0],
            [2, -3],
          ],
          [minusI, [0, 0]],
        ],
      ),
    ).toBe(0);
    expect(distance(product(adjoint(s), s), identity(2))).toBe(0);
  });

  test('distance sees one wrong entry, a wrong shape and NaN', () => {
    expect(distance(s, identity(2))).toBeCloseTo(Math.SQRT2, 15);
    expect(distance(identity(2), identity(4))).toBe(Number.POSITIVE_INFINITY);
    expect(distance([[[Number.NaN, 0]]], [[[0, 0]]])).toBeNaN();
  });

  test('the unitary of a circuit is its gates multiplied from the right', () => {
    const circuit = { qubits: 1, operations: [gate('h', [0]), gate('s', [0])] };
    expect(distance(denseUnitary(circuit), product(gateMatrix('s', 0), gateMatrix('h', 0)))).toBeLessThan(1e-15);
  });
});
