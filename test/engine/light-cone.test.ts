import { describe, expect, test } from 'vitest';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { normalForm } from '../../src/circuit/normal-form.js';
import { lightCone } from '../../src/engine/light-cone.js';
import { prepareProgram } from '../../src/engine/program.js';
import { qcnnCircuit } from '../../src/models/qcnn.js';
import { normalFormUnitary } from '../circuit/dense-normal-form.js';
import { aCircuit } from '../circuit/random-circuit.js';
import {
  adjoint,
  bit,
  type Complex,
  denseUnitary,
  distance,
  identity,
  type Matrix,
  product,
  times,
} from '../oracle/dense.js';
import { chance, numbers } from '../oracle/random.js';
import { withoutData } from '../property/random-models.js';
import fc from '../seeded.js';
import { observableOf, rowOf } from './small-plan.js';

/** Z on a qubit. */
function zOn(qubit: number, qubits: number): Matrix {
  return identity(2 ** qubits).map((row, i) =>
    row.map((entry): Complex => times([bit(i, qubit, qubits) === 0 ? 1 : -1, 0], entry)),
  );
}

/** U^+ Z U of a circuit, by its dense matrix. */
function readoutOf(own: Circuit, readout: number, angles: ArrayLike<number>): Matrix {
  const unitary = denseUnitary(own, angles);
  return product(adjoint(unitary), product(zOn(readout, own.qubits), unitary));
}

const aCase = fc
  .record({
    random: aCircuit({ maxQubits: 4, maxOperations: 14 }),
    keys: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
    readout: fc.nat(3),
    halves: fc.nat(4),
  })
  .filter(({ random }) => random.circuit.qubits > 1)
  .map(({ random, keys, readout, halves }) => {
    const own = withoutData(random.circuit);
    const order = Array.from({ length: own.qubits }, (_, q) => q).sort((a, b) => keys[a] - keys[b] || a - b);
    return { own, order, angles: random.parameters, readout: readout % own.qubits, halves: order.slice(0, halves) };
  });

describe('lightCone', () => {
  test('grows from the readout to all qubits, two at least, and each stage acts on its own qubits', () => {
    fc.assert(
      fc.property(aCase, ({ own, order, readout }) => {
        const stages = lightCone(normalForm(own), readout, order);
        expect(stages[0].qubits.has(readout)).toBe(true);
        expect(stages[0].qubits.size).toBeGreaterThanOrEqual(2);
        expect(stages[stages.length - 1].qubits.size).toBe(own.qubits);
        stages.forEach(({ qubits, layers }, n) => {
          const before = stages[n - 1]?.qubits ?? new Set<number>();
          expect(qubits.size).toBeGreaterThan(before.size);
          for (const qubit of before) expect(qubits.has(qubit)).toBe(true);
          for (const layer of layers) {
            const touched =
              layer.kind === 'hadamard'
                ? layer.qubits
                : [...layer.terms, ...layer.fixed].flatMap((term) => [
                    ...term.parity,
                    ...term.controls.map((control) => control.qubit),
                  ]);
            for (const qubit of touched) expect(qubits.has(qubit)).toBe(true);
          }
        });
      }),
    );
  });

  test('leaves out what cancels: V Z V^+ = U^+ Z U with V all its layers', () => {
    fc.assert(
      fc.property(aCase, ({ own, order, readout, angles }) => {
        const form = normalForm(own);
        const layers = lightCone(form, readout, order).flatMap((stage) => stage.layers);
        const v = normalFormUnitary({ ...form, layers }, angles);
        const found = product(v, product(zOn(readout, own.qubits), adjoint(v)));
        expect(distance(found, readoutOf(own, readout, angles))).toBeLessThan(1e-12);
      }),
      { numRuns: 50 },
    );
  });

  test('of a QCNN on four qubits has the last conv layers on the kept pair alone', () => {
    const { circuit: own, readout } = qcnnCircuit(4, 3);
    const stages = lightCone(normalForm(own), readout, [0, 1, 2, 3]);
    expect([...stages[0].qubits].sort()).toEqual([1, 3]);
    // Two conditioned rotations of the pool on qubit 3, then CZ and RX for each block.
    const diagonals = stages[0].layers.filter((layer) => layer.kind === 'diagonal');
    expect(diagonals.length).toBeGreaterThanOrEqual(5);
    expect(stages[stages.length - 1].qubits.size).toBe(4);
  });

  test('of a readout that nothing else touches is that qubit, some other one beside it, and then all', () => {
    const own = circuit(3).rx(parameter(0), 1).h(0).rz(parameter(1), 0);
    const stages = lightCone(normalForm(own), 1, [2, 1, 0]);
    expect(stages.map(({ qubits }) => qubits.size)).toEqual([2, 3]);
    expect([...stages[0].qubits]).toEqual([1, 2]);
    expect(stages[1].layers).toEqual([]);
  });
});

describe('the observable that the core makes', () => {
  /** The core's rows of a dense matrix. */
  function inRows(program: ReturnType<typeof prepareProgram>, matrix: Matrix): Matrix {
    const index = new Map(matrix.map((_, i) => [rowOf(program, i), i]));
    return matrix.map((_, i) => matrix.map((_, j) => matrix[index.get(i) ?? -1][index.get(j) ?? -1]));
  }

  test('is U^+ Z U, whatever the readout and the order of the qubits', () => {
    fc.assert(
      fc.property(aCase, ({ own, angles, readout, halves }) => {
        const embedding = { kind: 'circuit', circuit: circuit(own.qubits) } as const;
        const { qubits } = own;
        const program = prepareProgram({
          qubits,
          mixing: null,
          embedding,
          trainable: own,
          readouts: [readout],
          features: 0,
          halves,
        });
        const found = observableOf(program, angles);
        expect(distance(found, inRows(program, readoutOf(own, readout, angles)))).toBeLessThan(1e-12);
        found.forEach((row, i) => {
          row.forEach(([re, im], j) => {
            expect(found[j][i][0]).toBe(re);
            expect(Math.abs(found[j][i][1] + im)).toBe(0);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    [1, [0, 1, 2, 3]],
    [2, []],
    [3, [3]],
    [2, [2, 0]],
  ])("of the paper's circuit at depth %d with halves %j", (depth, halves) => {
    const { circuit: own, readout } = qcnnCircuit(4, depth);
    const embedding = { kind: 'circuit', circuit: circuit(4) } as const;
    const angles = numbers(own.parameters, 0, 2 * Math.PI, chance(depth));
    const program = prepareProgram({
      qubits: 4,
      mixing: null,
      embedding,
      trainable: own,
      readouts: [readout],
      features: 0,
      halves,
    });
    const expected = inRows(program, readoutOf(own, readout, angles));
    expect(distance(observableOf(program, angles), expected)).toBeLessThan(1e-13);
  });
});
