// What a row's result may depend on: the row and the parameters, and not on its neighbours in a chunk or the batch's order.
import { describe, expect, test } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, zz } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import type { LossName } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from '../models/engine-cases.js';
import { chance, greatestGap } from '../oracle/random.js';
import { refusal } from '../refusal.js';

type Engine = 'observable' | 'state';

/** Rows' probabilities, one array a row. */
function probabilitiesOf(model: Model, parameters: Float64Array, rows: readonly number[][], engine: Engine) {
  const session = openSession(model, Float64Array.from(rows.flat()), null, { engine });
  const found = session.probabilities(parameters);
  session.close();
  const outcomes = found.length / rows.length;
  return rows.map((_, n) => Array.from(found.subarray(n * outcomes, (n + 1) * outcomes)));
}

function shuffledPlaces(count: number, seed: number): number[] {
  const next = chance(seed);
  return Array.from({ length: count }, (_, place) => ({ place, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ place }) => place);
}

const COUNT = 67;
const runs = engineCases.flatMap(({ name, model, engines }) => engines.map((engine) => ({ name, model, engine })));

describe.each(runs)('$name, $engine engine', ({ model, engine }) => {
  const rows = rowsFor(model, COUNT, 31);
  const parameters = parametersFor(model, 32);
  const whole = probabilitiesOf(model, parameters, rows, engine);

  test("a row's probabilities have the same bits in any order, lane and chunk", () => {
    const order = shuffledPlaces(COUNT, 33);
    const moved = probabilitiesOf(
      model,
      parameters,
      order.map((n) => rows[n]),
      engine,
    );
    expect(moved).toEqual(order.map((n) => whole[n]));
    for (const [first, count] of [
      [0, 1],
      [1, 2],
      [64, 3],
      [5, 34],
    ]) {
      const part = probabilitiesOf(model, parameters, rows.slice(first, first + count), engine);
      expect(part).toEqual(whole.slice(first, first + count));
    }
  });

  test('the step over some rows is that of a session opened on just these', () => {
    const labels = labelsFor(COUNT, 34);
    const flat = Float64Array.from(rows.flat());
    const session = openSession(model, flat, Float64Array.from(labels), { engine });
    for (const indices of [[66], [3, 64, 2], shuffledPlaces(COUNT, 35).slice(0, 33)]) {
      for (const loss of ['mse', 'product'] satisfies LossName[]) {
        const gradient = new Float64Array(parameters.length);
        const value = session.step(parameters, Int32Array.from(indices), loss, gradient);
        const part = openSession(
          model,
          Float64Array.from(indices.flatMap((n) => rows[n])),
          Float64Array.from(indices.map((n) => labels[n])),
          { engine },
        );
        const alone = new Float64Array(parameters.length);
        const scale = Math.max(1, Math.abs(value));
        expect(Math.abs(part.step(parameters, null, loss, alone) - value)).toBeLessThanOrEqual(1e-15 * scale);
        expect(greatestGap(alone, gradient)).toBeLessThanOrEqual(1e-14 * scale);
        part.close();
      }
    }
    session.close();
  });
});

test.each(engineCases.filter(({ engines }) => engines.length === 2))(
  '$name: the two engines, which share no kernel behind the circuits, agree',
  ({ model }) => {
    const rows = Float64Array.from(rowsFor(model, COUNT, 41).flat());
    const labels = Float64Array.from(labelsFor(COUNT, 42));
    const parameters = parametersFor(model, 43);
    const [observable, state] = (['observable', 'state'] as const).map((engine) => {
      const session = openSession(model, rows, labels, { engine });
      const gradient = new Float64Array(parameters.length);
      const found = [session.probabilities(parameters)];
      for (const loss of ['mse', 'product'] satisfies LossName[]) {
        found.push(Float64Array.of(session.step(parameters, null, loss, gradient)), gradient.slice());
      }
      session.close();
      return found;
    });
    observable.forEach((values, i) => {
      expect(greatestGap(values, state[i])).toBeLessThan(1e-12);
    });
  },
);

describe.each(['observable', 'state'] as const)('%s engine', (engine) => {
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    embedding: zz(),
    circuit: qcnn({ depth: 2 }),
  });
  const parameters = parametersFor(model, 5);
  const rows = rowsFor(model, 24, 6);
  const whole = probabilitiesOf(model, parameters, rows, engine);

  test('a row with a huge feature changes no bit of the others', () => {
    const strange = rows.map((row, n) => (n === 17 ? [5e6, ...row.slice(1)] : row));
    const found = probabilitiesOf(model, parameters, strange, engine);
    expect(found.filter((_, n) => n !== 17)).toEqual(whole.filter((_, n) => n !== 17));
    expect(found[17].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
  });

  test('angles of a turn more give the same, and huge ones still give probabilities', () => {
    const turned = parameters.map((value, i) => (i < model.angles ? value + 4 * Math.PI : value));
    expect(greatestGap(probabilitiesOf(model, turned, rows, engine).flat(), whole.flat())).toBeLessThan(1e-13);
    const huge = parameters.map((value, i) => (i < model.angles ? value + 1e9 : value));
    for (const outcomes of probabilitiesOf(model, huge, rows, engine)) {
      expect(outcomes.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
      expect(Math.min(...outcomes)).toBeGreaterThan(-1e-14);
    }
  });
});

describe('rows that cannot be taken', () => {
  test('features whose product is beyond all numbers are refused, not answered with NaN', () => {
    const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
    for (const engine of ['observable', 'state'] as const) {
      const error = refusal(() =>
        openSession(model, Float64Array.of(0, 0, 0, 0, 1e200, 1e200, 0, 0), null, { engine }),
      );
      expect(error.code).toBe('not-finite');
      expect(error.message).toMatch(/1/);
    }
  });

  test('more rows than memory holds are refused with what they would take', () => {
    // 2^4 columns of 2^10 rows a sample: 70 GB.
    const model = classifier({
      network: bellNetwork({ ebits: 4, qubits: 10 }),
      embedding: customEmbedding(circuit(10).ry(data(0), 0)),
      circuit: customCircuit({ circuit: circuit(10).rx(parameter(0), 0), readout: 0 }),
    });
    const error = refusal(() => openSession(model, new Float64Array(2 * 270_000), null, { engine: 'observable' }));
    expect(error.code).toBe('memory');
    expect(error.message).toMatch(/\d GiB/);
  });
});
