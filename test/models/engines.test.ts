// Both engines against the joint state and against each other: probabilities, loss, gradient, Jacobian, Fisher matrix.
import { describe, expect, test } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { zz } from '../../src/models/embedding.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { outcomeBits } from '../../src/models/readouts.js';
import { openSession } from '../../src/models/session.js';
import type { EngineChoice, LossFunction, LossName } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import {
  type Derivatives,
  derivativesByShifts,
  differences,
  fisherMatrix,
  lossAndGradientFrom,
  rowLosses,
} from '../oracle/classifier.js';
import { bornProbabilities, jointProbabilities } from '../oracle/joint.js';
import { bellPair, paperPrograms } from '../oracle/paper.js';
import { greatestGap } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from './engine-cases.js';

const losses: readonly LossName[] = ['mse', 'product', 'logistic', 'hinge'];

const flat = (rows: readonly (readonly number[])[]): Float64Array => Float64Array.from(rows.flat());

/** Loss and gradient of one engine, by a session of its own. */
function stepOf(
  model: Model,
  parameters: Float64Array,
  rows: Float64Array,
  labels: readonly number[],
  engine: EngineChoice,
  loss: LossName | LossFunction,
  indices: readonly number[] | null = null,
  weights: readonly number[] | undefined = undefined,
): { loss: number; gradient: Float64Array } {
  const session = openSession(model, rows, Float64Array.from(labels), { engine, ...(weights && { weights }) });
  const gradient = new Float64Array(parameters.length).fill(Number.NaN);
  const value = session.step(parameters, indices && Int32Array.from(indices), loss, gradient);
  session.close();
  return { loss: value, gradient };
}

describe.each(engineCases)('$name', ({ model, engines }) => {
  const rows = rowsFor(model, 3, 1);
  const labels = labelsFor(3, 2);
  const parameters = parametersFor(model, 3);
  let known: Derivatives | null = null;
  const derivatives = (): Derivatives => {
    known ??= derivativesByShifts(model, parameters, rows);
    return known;
  };

  test.each(engines)("%s: probabilities are the joint state's", (engine) => {
    const session = openSession(model, flat(rows), null, { engine });
    expect(session.engine).toBe(engine);
    expect(session.samples).toBe(3);
    const found = session.probabilities(parameters);
    session.close();
    expect(greatestGap(found, derivatives().probabilities.flat())).toBeLessThan(1e-12);
    expect(
      greatestGap(found.subarray(0, 1 << outcomeBits(model)), jointProbabilities(model, parameters, rows[0])),
    ).toBeLessThan(1e-12);
  });

  test.each(engines.flatMap((engine) => losses.map((loss) => ({ engine, loss }))))(
    "$engine: $loss and its gradient are the oracle's",
    ({ engine, loss }) => {
      const found = stepOf(model, parameters, flat(rows), labels, engine, loss);
      const expected = lossAndGradientFrom(model, parameters, derivatives(), labels, loss);
      expect(found.loss).toBeCloseTo(expected.loss, 12);
      expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-12);
      expect(Math.max(...expected.gradient.map(Math.abs))).toBeGreaterThan(1e-3);
    },
  );

  test.each(engines)('%s: rows with weights, and losses of the caller, weigh as the oracle has it', (engine) => {
    const weights = [0.5, 3, 0.25];
    const rowsAsked = [2, 0, 1, 2];
    for (const loss of losses) {
      const found = stepOf(model, parameters, flat(rows), labels, engine, loss, rowsAsked, weights);
      const expected = lossAndGradientFrom(model, parameters, derivatives(), labels, loss, rowsAsked, weights);
      expect(found.loss).toBeCloseTo(expected.loss, 12);
      expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-12);
      const { value, slope } = rowLosses[loss];
      const own: LossFunction = (e, y) => ({ value: value(y, e), slope: slope(y, e) });
      const foreign = stepOf(model, parameters, flat(rows), labels, engine, own, rowsAsked, weights);
      expect(foreign.loss).toBeCloseTo(expected.loss, 12);
      expect(greatestGap(foreign.gradient, expected.gradient)).toBeLessThan(1e-12);
    }
    const same = stepOf(model, parameters, flat(rows), labels, engine, 'mse', null, [1, 1, 1]);
    expect(same).toStrictEqual(stepOf(model, parameters, flat(rows), labels, engine, 'mse'));
  });

  test("the Jacobian and the Fisher matrix are the oracle's", () => {
    const session = openSession(model, flat(rows), null);
    const jacobian = session.jacobian(parameters);
    const fisher = session.fisher(parameters);
    session.close();
    const { angles } = model;
    expect(greatestGap(jacobian, derivatives().jacobian.flat(2))).toBeLessThan(1e-12);
    const expected = fisherMatrix(derivatives()).flat();
    expect(greatestGap(fisher, expected)).toBeLessThan(1e-10 * Math.max(1, ...expected));
    for (let i = 0; i < angles; i++) {
      for (let j = 0; j < i; j++) expect(fisher[i * angles + j]).toBe(fisher[j * angles + i]);
    }
  });
});

describe("the paper's model", () => {
  test('is what its description says, gate by gate written a second time', () => {
    const model = classifier({
      network: bellNetwork({ ebits: 2, fidelity: 0.9 }),
      embedding: zz(),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 2 }),
    });
    const again = { network: bellPair(2, 0.9), ...paperPrograms([4, 4], { depth: 2, mixing: 1 }) };
    expect(model.angles).toBe(again.angles);
    const parameters = parametersFor(model, 8);
    const [row] = rowsFor(model, 1, 9);
    for (const engine of ['observable', 'state'] as const) {
      const session = openSession(model, flat([row]), null, { engine });
      expect(greatestGap(session.probabilities(parameters), jointProbabilities(again, parameters, row))).toBeLessThan(
        1e-12,
      );
      session.close();
    }
  });

  test.each([
    [[3, 5], 3, 'ring'],
    [[6, 2], 2, 'all'],
    [[7, 2], 1, 'chain'],
    [[3, 3, 2], 1, 'ring'],
    [[9], 0, 'ring'],
  ] as const)('qcnns on %j qubits are those of a second writing', (sizes, ebits, pairs) => {
    const depth = 2;
    const mixing = 1;
    const processors = sizes.map((qubits, i) => ({ name: 'ABC'[i], qubits }));
    const between = Array.from({ length: ebits }, (_, j) => ({
      between: [`A.${j}`, `B.${j}`] as const,
      fidelity: 0.9,
    }));
    const model = classifier({
      network: network({ processors, ebits: between }),
      embedding: zz({ pairs }),
      mixing: { layers: mixing },
      circuit: qcnn({ depth }),
    });
    const readout = { flip0: 0, flip1: 0 };
    const again = {
      network: { ...bellPair(ebits, 0.9), processors: sizes.map((qubits) => ({ qubits, readout })) },
      ...paperPrograms(sizes, { depth, mixing, pairs }),
    };
    expect(model.angles).toBe(again.angles);
    const parameters = parametersFor(model, 10);
    const [row] = rowsFor(model, 1, 11);
    const known = jointProbabilities(again, parameters, row);
    for (const engine of ['observable', 'state'] as const) {
      const session = openSession(model, flat([row]), null, { engine });
      expect(greatestGap(session.probabilities(parameters), known)).toBeLessThan(1e-12);
      session.close();
    }
  });

  const large = [
    ...[0, 2, 3].map((ebits) => ({
      name: `with ${ebits} ebits`,
      model: classifier({ network: bellNetwork({ ebits }), circuit: qcnn({ depth: 2 }), weights: 'parity' }),
      count: 5,
    })),
    {
      name: 'with four noisy ebits',
      model: classifier({
        network: bellNetwork({ ebits: 4, fidelity: 0.9 }),
        embedding: zz({ pairs: 'all' }),
        circuit: qcnn({ depth: 1 }),
      }),
      count: 5,
    },
    ...[
      [3, 1],
      [3, 0.9],
      [4, 1],
      [4, 0.9],
    ].map(([ebits, fidelity]) => ({
      name: `with mixing and ${ebits} ebits of fidelity ${fidelity}`,
      model: classifier({
        network: bellNetwork({ ebits, fidelity }),
        mixing: { layers: 1 },
        circuit: qcnn({ depth: 1 }),
        weights: 'parity',
      }),
      count: 5,
    })),
    {
      name: 'at depth 20',
      model: classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }) }),
      count: 40,
    },
    {
      name: 'on eight qubits beside two, with mixing',
      model: classifier({
        network: network({
          processors: [
            { name: 'A', qubits: 8 },
            { name: 'B', qubits: 2 },
          ],
          ebits: [{ between: ['A.7', 'B.1'], fidelity: 0.9 }, { between: ['B.0', 'A.2'] }],
        }),
        mixing: { layers: 1 },
        circuit: qcnn({ depth: 1 }),
      }),
      count: 3,
    },
  ];
  test.each(large.slice(0, 4))('$name has the probabilities of effects on the joint state', ({ model }) => {
    const parameters = parametersFor(model, 7);
    const rows = rowsFor(model, 1, 8);
    const found = openSession(model, flat(rows), null, { engine: 'observable' });
    expect(
      greatestGap(found.probabilities(parameters), bornProbabilities(model, parameters, rows).flat()),
    ).toBeLessThan(1e-12);
    found.close();
  });

  test.each(large)('$name both engines agree, and so do finite differences of the loss', ({ model, count }) => {
    const parameters = parametersFor(model, 4);
    const rows = flat(rowsFor(model, count, 5));
    const labels = labelsFor(count, 6);
    const observable = stepOf(model, parameters, rows, labels, 'observable', 'mse');
    const state = stepOf(model, parameters, rows, labels, 'state', 'mse');
    expect(observable.loss).toBeCloseTo(state.loss, 12);
    expect(greatestGap(observable.gradient, state.gradient)).toBeLessThan(1e-12);
    const session = openSession(model, rows, Float64Array.from(labels));
    const scratch = new Float64Array(parameters.length);
    const numeric = differences((at) => session.step(Float64Array.from(at), null, 'mse', scratch), parameters, 0.02);
    session.close();
    expect(greatestGap(observable.gradient, numeric)).toBeLessThan(1e-8);
  });
});

test('columns that are unitary to a tolerance only are taken as they are, by both engines', () => {
  const [{ model }] = engineCases.filter(({ name }) => name === 'unitary inputs on four qubits');
  const parameters = parametersFor(model, 3);
  const rows = flat(rowsFor(model, 3, 1)).map((value) => value * (1 + 2e-7));
  const labels = labelsFor(3, 2);
  const [observable, state] = (['observable', 'state'] as const).map((engine) => {
    const session = openSession(model, rows, null, { engine });
    const probabilities = session.probabilities(parameters);
    session.close();
    return { probabilities, ...stepOf(model, parameters, rows, labels, engine, 'mse') };
  });
  expect(greatestGap(observable.probabilities, state.probabilities)).toBeLessThan(1e-14);
  expect(observable.loss).toBeCloseTo(state.loss, 14);
  expect(greatestGap(observable.gradient, state.gradient)).toBeLessThan(1e-14);
});

describe('the choice of an engine', () => {
  const chosen = (model: Model, count: number, labelled = true): string => {
    const session = openSession(
      model,
      flat(rowsFor(model, count, 1)),
      labelled ? Float64Array.from(labelsFor(count, 2)) : null,
    );
    session.close();
    return session.engine;
  };

  test('a large batch goes through the observable, a few rows or data in the circuit through the states', () => {
    const model = classifier({ network: bellNetwork({ ebits: 0 }), circuit: qcnn({ depth: 20 }) });
    expect(chosen(model, 768)).toBe('observable');
    expect(chosen(model, 1)).toBe('state');
    const [reuploading] = engineCases.filter(({ name }) => name === 're-uploading');
    expect(chosen(reuploading.model, 768)).toBe('state');
  });

  test('without labels does not depend on the number of rows: a row has the same bits in any company', () => {
    const model = classifier({ network: bellNetwork({ ebits: 0 }), circuit: qcnn({ depth: 20 }) });
    expect(chosen(model, 1, false)).toBe(chosen(model, 768, false));
    const rows = flat(rowsFor(model, 5, 1));
    const alone = model.probabilities(rows.slice(2 * 8, 3 * 8));
    expect(model.probabilities(rows).slice(2 * 4, 3 * 4)).toEqual(alone);
  });

  test('the observable engine refuses a circuit that reads features, and says what to use', () => {
    const [{ model }] = engineCases.filter(({ name }) => name === 're-uploading');
    const error = refusal(() => openSession(model, flat(rowsFor(model, 1, 1)), null, { engine: 'observable' }));
    expect(error.code).toBe('circuit');
    expect(error.message).toMatch(/'state' or 'auto'/);
  });
});

describe('lossAndGradient', () => {
  test('is the step of a session over all rows, mean square unless told', () => {
    const { model } = engineCases[1];
    const at = model.withParameters(parametersFor(model, 3));
    const rows = rowsFor(model, 5, 1);
    const labels = labelsFor(5, 2);
    for (const loss of [undefined, ...losses]) {
      const found = lossAndGradient(at, rows, labels, { loss, engine: 'state' });
      const expected = stepOf(model, at.parameters, flat(rows), labels, 'state', loss ?? 'mse');
      expect(found.loss).toBe(expected.loss);
      expect(found.gradient).toEqual(expected.gradient);
    }
  });
});
