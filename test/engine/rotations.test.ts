// Layers of rotations between CZs: what is taken as such, and that it is what the same gates one by one are.
import { describe, expect, test } from 'vitest';
import { data, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { ClassifierEngine, type EngineKind } from '../../src/engine/classifier-engine.js';
import type { CompiledModel } from '../../src/engine/compiled-model.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { reuploading, reuploadingCircuit } from '../../src/models/reuploading.js';
import { openSession } from '../../src/models/session.js';
import type { LossFunction } from '../../src/models/session-types.js';
import { compiledModel } from '../../src/models/structure.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { labelsFor, parametersFor, rowsFor } from '../models/engine-cases.js';
import { layered } from '../models/layered-cases.js';
import { derivativesByShifts, lossAndGradientFrom } from '../oracle/classifier.js';
import { greatestGap } from '../oracle/random.js';

/** One processor that runs the circuit. */
const alone = (built: Circuit, readout = built.qubits - 1): Model =>
  classifier({
    network: network({ processors: [{ name: 'A', qubits: built.qubits }] }),
    embedding: noEmbedding(),
    circuit: customCircuit({ circuit: built, readout }),
  });

const formOf = (model: Model, p = 0): CompiledModel['rotations'][number] => compiledModel(model).rotations[p];

interface Answer {
  readonly numbers: number[];
  readonly gradient: Float64Array;
}

/** Loss, weights' gradient and probabilities, and the gradient of the angles. */
function answerOf(model: Model, kind: EngineKind, angles: Float64Array, rows: readonly number[][]): Answer {
  const outcomes = 1 << model.programs.length;
  const samples = rows.length;
  const labels = Float64Array.from(labelsFor(samples, 5));
  const engine = new ClassifierEngine(
    { model: compiledModel(model), rows: Float64Array.from(rows.flat()), samples, labels, weights: null, classes: 2 },
    kind,
  );
  const weights = Float64Array.from({ length: outcomes }, (_, a) => Math.cos(3 * a + 1));
  const weightGradient = new Float64Array(outcomes);
  const gradient = new Float64Array(model.angles);
  const loss = engine.step(angles, weights, null, 'logistic', gradient, weightGradient);
  const probabilities = engine.probabilities(angles);
  engine.close();
  return { numbers: [loss, ...weightGradient, ...probabilities], gradient };
}

function expectEqual(model: Model, angles: Float64Array, rows: readonly number[][], gap = 1e-13): void {
  const found = answerOf(model, 'state', angles, rows);
  const expected = answerOf(model, 'passes', angles, rows);
  expect(greatestGap(found.numbers, expected.numbers)).toBeLessThan(gap);
  expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(gap);
}

describe('what is taken as layers of rotations', () => {
  test('is a re-uploading circuit, within the cone of the last qubit', () => {
    const turns = (qubits: number, layers: number) =>
      formOf(alone(reuploadingCircuit(qubits, qubits, layers).circuit))?.turns.length;
    expect(turns(4, 1)).toBe(1);
    expect(turns(4, 2)).toBe(3 + 1);
    expect(turns(4, 5)).toBe(4 + 4 + 4 + 3 + 1);
    expect(turns(8, 5)).toBe(8 + 7 + 5 + 3 + 1);
    expect(turns(2, 3)).toBe(2 + 2 + 1);
    // Without CZs between them all layers are one turn.
    expect(turns(1, 3)).toBe(1);
    expect(formOf(alone(layered))?.turns.map(({ bit }) => bit)).toEqual([2, 1, 0, 1, 0, 2, 0, 0]);
  });

  test('runs rotations that meet as one, and two passes a layer on four qubits', () => {
    const form = formOf(alone(reuploadingCircuit(4, 4, 5).circuit));
    expect(form?.turns[0].rotations.map(({ axis, terms }) => [axis, terms.length])).toEqual([
      [1, 2],
      [2, 1],
      [1, 1],
    ]);
    expect(form?.diagonals.length).toBe(7);
    expect(form?.passes.length).toBeLessThanOrEqual(8);
  });

  test.each([
    ['another gate', circuit(2).ry(data(0), 0).h(1).cz(0, 1).ry(parameter(0), 1)],
    [
      'a control on a rotation',
      circuit(2)
        .ry(data(0), 0)
        .controlled([{ qubit: 0, value: 1 }], (b) => b.ry(parameter(0), 1)),
    ],
    [
      'a control of value 0',
      circuit(2)
        .ry(data(0), 0)
        .controlled([{ qubit: 0, value: 0 }], (b) => b.z(1))
        .ry(parameter(0), 1),
    ],
    [
      'two controls',
      circuit(3)
        .ry(data(0), 0)
        .controlled(
          [
            { qubit: 0, value: 1 },
            { qubit: 1, value: 1 },
          ],
          (b) => b.z(2),
        )
        .ry(parameter(0), 2),
    ],
    ['Z alone', circuit(2).ry(data(0), 0).z(1).cz(0, 1).ry(parameter(0), 1)],
    [
      'a condition',
      circuit(2)
        .ry(scaledData(0, 0), 0)
        .measure(0)
        .when(0, 1, (b) => b.ry(parameter(1), 1)),
    ],
    [
      'a condition on Z',
      circuit(2)
        .ry(scaledData(0, 0), 0)
        .measure(0)
        .when(0, 1, (b) => b.z(1))
        .ry(parameter(1), 1),
    ],
    ['a CZ in front', circuit(2).cz(0, 1).ry(data(0), 0).ry(parameter(0), 1)],
    ['a readout that nothing turns', circuit(2).ry(scaledData(0, 0), 0).cz(0, 1)],
  ])('is nothing with %s', (_, built) => {
    const model = alone(built);
    expect(formOf(model)).toBeNull();
    const rows = rowsFor(model, 3, 1);
    expect(answerOf(model, 'state', model.parameters.slice(0, model.angles), rows)).toEqual(
      answerOf(model, 'passes', model.parameters.slice(0, model.angles), rows),
    );
  });
});

describe('their responses', () => {
  test.each([
    { ebits: 0, qubits: 1, layers: 1 },
    { ebits: 1, qubits: 1, layers: 1 },
    { ebits: 1, qubits: 2, layers: 3 },
    { ebits: 2, qubits: 2, layers: 2 },
    { ebits: 0, qubits: 3, layers: 4 },
    { ebits: 1, qubits: 4, layers: 2 },
  ])(
    "are the joint state's, and gradients those of shifts: $ebits ebits, $qubits qubits, $layers layers",
    ({ ebits, qubits, layers }) => {
      const model = classifier({
        network: bellNetwork({ ebits, qubits, fidelity: 0.9 }),
        circuit: reuploading({ layers, features: Math.min(layers * qubits, qubits + 1) }),
      });
      expect(formOf(model)).not.toBeNull();
      const rows = rowsFor(model, 3, 7);
      const labels = labelsFor(3, 8);
      const parameters = parametersFor(model, 9);
      const derivatives = derivativesByShifts(model, parameters, rows);
      const session = openSession(model, Float64Array.from(rows.flat()), Float64Array.from(labels));
      const gradient = new Float64Array(parameters.length);
      const loss = session.step(parameters, null, 'mse', gradient);
      expect(greatestGap(session.probabilities(parameters), derivatives.probabilities.flat())).toBeLessThan(1e-12);
      session.close();
      const expected = lossAndGradientFrom(model, parameters, derivatives, labels, 'mse');
      expect(loss).toBeCloseTo(expected.loss, 12);
      expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-12);
    },
  );

  test.each([
    { ebits: 1, qubits: 4, layers: 5, count: 67 },
    { ebits: 0, qubits: 5, layers: 3, count: 9 },
    { ebits: 3, qubits: 5, layers: 4, count: 5 },
    { ebits: 2, qubits: 6, layers: 5, count: 5 },
    { ebits: 3, qubits: 7, layers: 2, count: 3 },
    { ebits: 1, qubits: 8, layers: 5, count: 3 },
    { ebits: 1, qubits: 9, layers: 3, count: 2 },
    { ebits: 0, qubits: 10, layers: 6, count: 2 },
    { ebits: 3, qubits: 3, layers: 6, count: 65 },
  ])(
    'are those of the gates one by one: $ebits ebits, $qubits qubits, $layers layers, $count rows',
    ({ ebits, qubits, layers, count }) => {
      const model = classifier({
        network: bellNetwork({ ebits, qubits, fidelity: 0.95 }),
        circuit: reuploading({ layers }),
      });
      const angles = parametersFor(model, 3).slice(0, model.angles);
      expectEqual(model, angles, rowsFor(model, count, 4));
      const { gradient } = answerOf(model, 'state', angles, rowsFor(model, count, 4));
      expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(1e-4);
    },
  );

  test.each([0, 1, 2])('are so for uneven layers with the readout at qubit %i', (readout) => {
    const model = classifier({
      network: bellNetwork({ ebits: 2, qubits: 3 }),
      embedding: noEmbedding(),
      circuit: customCircuit({ circuit: { ...layered, operations: layered.operations.slice(0, -1) }, readout }),
    });
    expect(formOf(model)).not.toBeNull();
    expectEqual(model, parametersFor(model, 3).slice(0, model.angles), rowsFor(model, 5, 4));
  });
});

describe('turns that leave a qubit nearly where it was', () => {
  const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 3 }), circuit: reuploading({ layers: 4 }) });
  const rows = rowsFor(model, 7, 2);
  const all = (value: (index: number) => number) => Float64Array.from({ length: model.angles }, (_, i) => value(i));

  test.each([
    ['not at all', 0, 0],
    ['by half a turn', 0, Math.PI],
    ['by a tiny angle', 1e-9, 1e-9],
    ['by less than a number tells', 1e-170, 1e-170],
    ['by half a turn and a tiny angle', 1e-9, Math.PI],
    ['by angles on either side of the bound', 0.03125, 0.03125],
  ])('have all derivatives: %s', (_, small, y) => {
    // Scales, offsets, z and y: the data vanish with the scales.
    for (const z of [0, 0.7, Math.PI])
      expectEqual(
        model,
        all((i) => [small, 0, z, y][i % 4]),
        rows,
      );
    for (const z of [0, 1.1])
      expectEqual(
        model,
        all((i) => [1, small, z, y][i % 4]),
        rows.map((row, n) => (n % 2 === 0 ? row.map(() => 0) : row)),
      );
  });

  test('have the bits that they have beside others', () => {
    const angles = all((i) => [1, 0, 0.4, 0.01][i % 4]);
    const mixed = [rows[0].map(() => 0), rows[1]];
    const [, ...pair] = answerOf(model, 'state', angles, mixed).numbers;
    for (const [n, row] of mixed.entries()) {
      const [, ...single] = answerOf(model, 'state', angles, [row]).numbers;
      expect(single.slice(4)).toEqual(pair.slice(4 + 4 * n, 8 + 4 * n));
    }
    // A row's own gradient, whoever stands in the lane beside it without a share in the loss.
    const first: LossFunction = (e, y) => ({ value: y > 0 ? e : 0, slope: y > 0 ? 1 : 0 });
    const gradients = mixed.map((other) => {
      const session = openSession(model, Float64Array.from([...rows[1], ...other]), [1, -1]);
      const gradient = new Float64Array(model.parameters.length);
      session.step(Float64Array.from([...angles, ...model.parameters.slice(model.angles)]), null, first, gradient);
      session.close();
      return gradient.subarray(0, model.angles);
    });
    expect(gradients[0]).toEqual(gradients[1]);
  });
});
