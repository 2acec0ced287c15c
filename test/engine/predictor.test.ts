// Predictions keep a plan between calls: what is asked before and beside must not show in them.
import { beforeAll, describe, expect, test } from 'vitest';
import { idleBytes, keptIdle } from '../../src/core/load.js';
import { keptBytes, keptPredictors } from '../../src/engine/predictor.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { parseModel } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { outcomeBits } from '../../src/models/readouts.js';
import { openSession } from '../../src/models/session.js';
import { compiledModel } from '../../src/models/structure.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from '../models/engine-cases.js';
import { jointProbabilities } from '../oracle/joint.js';
import { greatestGap } from '../oracle/random.js';

/** More rows than are laid out at once, and no whole number of chunks. */
const COUNT = 300;

/** The probabilities of all rows by a session of their own. */
function bySession(model: Model, rows: readonly number[][]): Float64Array {
  const session = openSession(model, rows);
  const found = session.probabilities(model.parameters);
  session.close();
  return found;
}

describe.each(engineCases)('$name', ({ model: untrained }) => {
  const model = untrained.withParameters(parametersFor(untrained, 5));
  const rows = rowsFor(model, COUNT, 6);
  const outcomes = 1 << outcomeBits(model);
  const rowOf = (whole: Float64Array, n: number) => Array.from(whole.subarray(n * outcomes, (n + 1) * outcomes));
  let whole: Float64Array;
  beforeAll(() => {
    whole = bySession(model, rows);
  });

  test('has the same bits in one call, row by row and in uneven parts, in any order of calls', () => {
    expect(model.probabilities(rows)).toEqual(whole);
    for (const n of [0, 1, 63, 64, 255, 256, 299])
      expect([n, ...model.probabilities([rows[n]])]).toEqual([n, ...rowOf(whole, n)]);
    for (const [first, count] of [
      [3, 65],
      [0, 2],
      [10, 257],
      [200, 7],
      [0, COUNT],
    ]) {
      const part = model.probabilities(rows.slice(first, first + count));
      expect(part).toEqual(whole.slice(first * outcomes, (first + count) * outcomes));
    }
  });

  test('is its own beside another of the same structure', () => {
    const other = model.withParameters(parametersFor(model, 7));
    const others = bySession(other, rows.slice(0, 3));
    for (let n = 0; n < 3; n++) {
      expect(Array.from(model.probabilities([rows[n]]))).toEqual(rowOf(whole, n));
      expect(Array.from(other.probabilities([rows[n]]))).toEqual(rowOf(others, n));
    }
    expect(
      greatestGap(other.probabilities([rows[0]]), jointProbabilities(other, other.parameters, rows[0])),
    ).toBeLessThan(1e-11);
  });

  test('has the expectations and labels of a session', () => {
    const session = openSession(model, rows.slice(0, 9));
    expect(model.expectations(rows.slice(0, 9))).toEqual(session.expectations(model.parameters));
    session.close();
    expect(rows.slice(0, 9).map((row) => model.predict([row])[0])).toEqual(Array.from(model.predict(rows.slice(0, 9))));
  });
});

/** Models of different structures. */
const various = (count: number): Model[] =>
  Array.from({ length: count }, (_, i) =>
    classifier({
      network: bellNetwork({ ebits: 2, qubits: 2, fidelity: 0.6 + 0.01 * i }),
      circuit: qcnn({ depth: 1 }),
      seed: i,
    }),
  );
const row = [0.3, -0.4, 0.5, 1.1];

describe('what is kept', () => {
  test('counts what was compiled beside the core’s memory', () => {
    const [model] = various(1);
    model.probabilities([row]);
    const before = keptBytes();
    const large = classifier({
      network: bellNetwork({ ebits: 1, qubits: 4, fidelity: 0.77 }),
      circuit: qcnn({ depth: 300 }),
    });
    large.probabilities(new Float64Array(8));
    expect(compiledModel(large).bytes).toBeGreaterThan(16 * 1024 * 1024);
    expect(keptBytes()).toBeLessThanOrEqual(keptPredictors.bytes);
    expect(keptBytes() - before).toBeGreaterThan(0);
    for (let i = 0; i < 4; i++) {
      const other = classifier({
        network: bellNetwork({ ebits: 1, qubits: 4, fidelity: 0.78 + 0.01 * i }),
        circuit: qcnn({ depth: 300 }),
      });
      other.probabilities(new Float64Array(8));
      expect(keptBytes()).toBeLessThanOrEqual(keptPredictors.bytes);
      expect(keptBytes()).toBeGreaterThan(compiledModel(other).bytes);
    }
  });

  test('is found from a model with other parameters, and from one that was read again', () => {
    const [model] = various(1);
    model.probabilities([row]);
    const before = keptBytes();
    for (const other of [
      model.withInitialParameters(9),
      parseModel(JSON.stringify(model)),
      model.withParameters(model.parameters),
    ]) {
      other.probabilities([row]);
      expect(keptBytes()).toBe(before);
    }
  });

  test('of closed sessions and predictors stays within its bytes', () => {
    const sessions = Array.from({ length: 12 }, (_, i) => {
      const [model] = various(1);
      return openSession(model, rowsFor(model, 20_000 * (1 + (i % 4)), 3));
    });
    for (const session of sessions) {
      session.close();
      expect(idleBytes()).toBeLessThanOrEqual(keptIdle.bytes);
    }
    expect(idleBytes()).toBeGreaterThan(0);
  });

  test('stays within its bounds, whatever is asked in which order', () => {
    const models = various(2 * keptPredictors.count + 3);
    const expected = models.map((model) => bySession(model, [row]));
    for (const pass of [models.keys(), [...models.keys()].reverse(), [0, 20, 0, 20, 5]]) {
      for (const i of pass) {
        expect(models[i].probabilities([row])).toEqual(expected[i]);
        expect(keptBytes()).toBeLessThanOrEqual(keptPredictors.bytes);
        expect(keptBytes()).toBeGreaterThan(0);
      }
    }
  });

  test('is not touched by a session that opens, closes and takes over its memory', () => {
    const [model, other] = various(2);
    const before = model.probabilities([row]);
    for (let i = 0; i < 3; i++) {
      const session = openSession(other, [row, row], [1, -1]);
      session.step(other.parameters, null, 'mse', new Float64Array(other.parameters.length));
      expect(model.probabilities([row])).toEqual(before);
      session.close();
      expect(model.probabilities([row])).toEqual(before);
    }
  });

  test('survives a call that was refused half way', () => {
    const [model] = various(1);
    const before = model.probabilities([row]);
    expect(() => model.probabilities([row, [1e300, -1e300, 1e300, 1e300]])).toThrow(/angles end at/);
    expect(model.probabilities([row])).toEqual(before);
  });

  test("a prediction inside another's reading of its rows leaves both right", () => {
    const [model, other] = various(2);
    const [expected, others] = [model.probabilities([row]), other.probabilities([row])];
    const seen: Float64Array[] = [];
    const asking = Object.defineProperty([...row], 2, {
      get() {
        seen.push(other.probabilities([row]), model.probabilities([row]));
        return row[2];
      },
    });
    expect(model.probabilities([asking])).toEqual(expected);
    expect(seen.slice(0, 2)).toEqual([others, expected]);
  });

  test("a prediction inside a training's progress changes neither", async () => {
    const [model, other] = various(2);
    const rows = rowsFor(model, 40, 8);
    const data = {
      rows: Float64Array.from(rows.flat()),
      labels: Float64Array.from(labelsFor(40, 9)),
      features: 4,
      length: 40,
    };
    const expected = other.probabilities([row]);
    const alone = await fit(model, data, { iterations: 6 });
    const asked = await fit(model, data, {
      iterations: 6,
      progressEvery: 1,
      onProgress: () => expect(other.probabilities([row])).toEqual(expected),
    });
    expect(asked.model.parameters).toEqual(alone.model.parameters);
  });
});
