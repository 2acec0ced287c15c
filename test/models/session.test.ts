// Batches of any size and order: the engines take samples in chunks, and no result may show where the chunks end.

import { describe, expect, test } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { zz } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import type { Session, SessionOptions } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { derivativesByShifts, fisherMatrix, lossAndGradientFrom } from '../oracle/classifier.js';
import { greatestGap } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from './engine-cases.js';

const COUNT = 70;
const engines = ['observable', 'state'] as const;
const small = (ebits: number, mixing: number): Model =>
  classifier({
    network: bellNetwork({ ebits, qubits: 2 }),
    embedding: zz(),
    mixing: { layers: mixing },
    circuit: qcnn({ depth: 1 }),
  });

/** The ways on which the observable engine takes its samples: phases and mixing, of one processor and of both at once. */
const models = [
  { name: 'one ebit', model: small(1, 0) },
  { name: 'all qubits entangled', model: small(2, 0) },
  { name: 'mixing', model: small(1, 1) },
  { name: 'all qubits entangled, with mixing', model: small(2, 1) },
];

const stepped = (session: Session, parameters: Float64Array, indices: readonly number[] | null) => {
  const gradient = new Float64Array(parameters.length).fill(Number.NaN);
  const loss = session.step(parameters, indices && Int32Array.from(indices), 'mse', gradient);
  return { loss, gradient };
};

describe.each(models)('batches with $name', ({ model }) => {
  const rows = rowsFor(model, COUNT, 21);
  const labels = labelsFor(COUNT, 22);
  const parameters = parametersFor(model, 23);
  const derivatives = derivativesByShifts(model, parameters, rows);
  const flat = Float64Array.from(rows.flat());
  const open = (engine: (typeof engines)[number]): Session =>
    openSession(model, flat, Float64Array.from(labels), { engine });

  describe.each(engines)('%s engine', (engine) => {
    test.each([1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 64, 65, 69, 70])('the first %d rows', (size) => {
      const indices = Array.from({ length: size }, (_, i) => i);
      const session = open(engine);
      const found = stepped(session, parameters, indices);
      const expected = lossAndGradientFrom(model, parameters, derivatives, labels, 'mse', indices);
      expect(found.loss).toBeCloseTo(expected.loss, 13);
      expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-13);
      session.close();
    });

    test('any rows in any order, some of them twice', () => {
      const session = open(engine);
      fc.assert(
        fc.property(fc.array(fc.nat(COUNT - 1), { minLength: 1, maxLength: COUNT }), (indices) => {
          const found = stepped(session, parameters, indices);
          const expected = lossAndGradientFrom(model, parameters, derivatives, labels, 'mse', indices);
          expect(found.loss).toBeCloseTo(expected.loss, 13);
          expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-13);
        }),
        { numRuns: 40 },
      );
      session.close();
    });

    test('a session of so many rows has the probabilities of each row', () => {
      for (const size of [1, 2, 31, 33, 65]) {
        const session = openSession(model, flat.slice(0, size * model.features.length * 2), null, { engine });
        expect(session.samples).toBe(size);
        const expected = derivatives.probabilities.slice(0, size).flat();
        expect(greatestGap(session.probabilities(parameters), expected)).toBeLessThan(1e-13);
        session.close();
      }
    });

    test('null is all rows, and a step leaves nothing behind: the same call gives the same bits', () => {
      const session = open(engine);
      const first = stepped(session, parameters, null);
      stepped(session, parametersFor(model, 99), [5, 5, 68]);
      session.probabilities(parametersFor(model, 98));
      expect(stepped(session, parameters, null)).toEqual(first);
      expect(
        stepped(
          session,
          parameters,
          Array.from({ length: COUNT }, (_, i) => i),
        ),
      ).toEqual(first);
      session.close();
    });

    test('two sessions open at once do not disturb each other', () => {
      const session = open(engine);
      const first = stepped(session, parameters, [3, 1]);
      const other = openSession(small(0, 0), flat, null, { engine });
      other.probabilities(parametersFor(small(0, 0), 5));
      expect(stepped(session, parameters, [3, 1])).toEqual(first);
      other.close();
      session.close();
    });
  });

  test.each([1, 2, 5, 33, 70])('the Jacobian and the Fisher matrix of %d rows', (size) => {
    const session = openSession(model, flat.slice(0, size * 4), null);
    const part = {
      probabilities: derivatives.probabilities.slice(0, size),
      jacobian: derivatives.jacobian.slice(0, size),
    };
    expect(greatestGap(session.jacobian(parameters), part.jacobian.flat(2))).toBeLessThan(1e-13);
    const expected = fisherMatrix(part).flat();
    expect(greatestGap(session.fisher(parameters), expected)).toBeLessThan(1e-11 * Math.max(1, ...expected));
    session.close();
  });
});

describe('what a session takes', () => {
  const model = small(1, 0);
  const nested = rowsFor(model, 3, 1);
  const parameters = parametersFor(model, 2);

  test('rows, labels, parameters and batches as any list, with the same bits', () => {
    const reference = openSession(model, Float64Array.from(nested.flat()), Float64Array.of(1, -1, 1));
    const expected = stepped(reference, parameters, [2, 0]);
    for (const rows of [nested, nested.flat()]) {
      const session = openSession(model, rows, [1, -1, 1]);
      const gradient = new Float64Array(parameters.length);
      expect(session.step(Array.from(parameters), [2, 0], 'mse', gradient)).toBe(expected.loss);
      expect(gradient).toEqual(expected.gradient);
      expect(session.probabilities(Array.from(parameters))).toEqual(reference.probabilities(parameters));
      expect(session.expectations(Array.from(parameters))).toEqual(reference.expectations(parameters));
      session.close();
    }
    const single = openSession(model, Float32Array.from(nested.flat()), Int8Array.of(1, -1, 1));
    expect(single.samples).toBe(3);
    single.close();
    reference.close();
  });
});

describe('what a session refuses', () => {
  const model = small(1, 0);
  const rows = Float64Array.from(rowsFor(model, 3, 1).flat());
  const parameters = parametersFor(model, 2);
  const gradient = new Float64Array(parameters.length);
  const codeOf = (act: (session: Session) => unknown, labels: Float64Array | null = Float64Array.of(1, -1, 1)) => {
    const session = openSession(model, rows, labels);
    const { code } = refusal(() => act(session));
    session.close();
    return code;
  };

  test('rows that are not whole, no rows, labels that are not one a row', () => {
    expect(refusal(() => openSession(model, rows.slice(1), null)).code).toBe('shape');
    expect(refusal(() => openSession(model, new Float64Array(0), null)).code).toBe('shape');
    expect(refusal(() => openSession(model, rows, Float64Array.of(1, -1))).code).toBe('shape');
  });

  test('parameters or a gradient of another length', () => {
    expect(codeOf((session) => session.step(parameters.slice(1), null, 'mse', gradient))).toBe('shape');
    expect(codeOf((session) => session.step(parameters, null, 'mse', gradient.slice(1)))).toBe('shape');
    expect(codeOf((session) => session.probabilities(parameters.slice(1)))).toBe('shape');
    expect(codeOf((session) => session.fisher(parameters.slice(1)))).toBe('shape');
    expect(codeOf((session) => session.jacobian(parameters.slice(1)))).toBe('shape');
  });

  test('a loss without labels', () => {
    expect(codeOf((session) => session.step(parameters, null, 'mse', gradient), null)).toBe('labels');
  });

  test('an empty batch, one that is too long, a row that does not exist', () => {
    const step = (indices: number[]) => (session: Session) =>
      session.step(parameters, Int32Array.from(indices), 'mse', gradient);
    expect(codeOf(step([]))).toBe('shape');
    expect(codeOf(step(Array.from({ length: 1000 }, () => 0)))).toBe('shape');
    expect(codeOf(step([0, 3]))).toBe('range');
    expect(codeOf(step([-1]))).toBe('range');
  });

  test('a row number that is not whole, and a batch that is no list', () => {
    const step = (indices: unknown) => (session: Session) =>
      session.step(parameters, indices as Int32Array, 'mse', gradient);
    for (const row of [0.5, Number.NaN, '1', null, 3, -1, Symbol('x'), 1n])
      expect(codeOf(step([0, row]))).toBe('range');
    for (const none of [7, 'all', {}, undefined]) expect(codeOf(step(none))).toBe('shape');
  });

  test('a loss or an engine that there is not, and an unknown option', () => {
    for (const loss of ['Product', 'MSE', undefined, 7]) {
      expect(codeOf((session) => session.step(parameters, null, loss as 'mse', gradient))).toBe('config');
    }
    const refused = (options: unknown) => refusal(() => openSession(model, rows, null, options as SessionOptions));
    expect(refused({ engine: 'State' }).message).toBe(
      'There is no engine "State". Did you mean "state"? Use "auto", "observable" or "state".',
    );
    expect(refused({ engin: 'state' }).message).toContain('Did you mean "engine"?');
    expect(refused(null).code).toBe('config');
  });

  test('weights that are not one a row, not above 0, or without labels', () => {
    const labels = [1, -1, 1];
    const words = (weights: ArrayLike<number>, own: readonly number[] | null = labels) =>
      refusal(() => openSession(model, rows, own, { weights }));
    expect(words([1]).message).toContain('There are 1 weights of rows and');
    expect(
      words(
        labels.map(() => 1),
        null,
      ).message,
    ).toContain('no labels');
    expect(words(labels.map((_, n) => (n === 1 ? 0 : 1)))).toMatchObject({
      code: 'range',
      message: 'The weight of row 1 is 0; give a number above 0, from 1e-100 to 1e100.',
    });
  });

  test('numbers that are not finite, labels other than 1 and -1', () => {
    expect(refusal(() => openSession(model, rows.with(1, Number.NaN), null)).code).toBe('not-finite');
    expect(refusal(() => openSession(model, rows, Float64Array.of(1, 0, 1))).code).toBe('labels');
    const spoilt = parameters.with(0, Number.NaN);
    for (const ask of ['probabilities', 'expectations', 'fisher', 'jacobian'] as const) {
      expect(codeOf((session) => session[ask](spoilt))).toBe('not-finite');
    }
  });

  test('a gradient or a matrix that cannot be filled', () => {
    const list = new Array(parameters.length).fill(0) as unknown as Float64Array;
    expect(codeOf((session) => session.step(parameters, null, 'mse', list))).toBe('shape');
    expect(codeOf((session) => session.fisher(parameters, [] as unknown as Float64Array))).toBe('shape');
  });

  test('anything after it was closed', () => {
    const session = openSession(model, rows, null);
    session.close();
    session.close();
    for (const ask of ['probabilities', 'expectations', 'fisher', 'jacobian'] as const) {
      expect(refusal(() => session[ask](parameters)).code).toBe('closed');
    }
    expect(refusal(() => session.step(parameters, null, 'mse', gradient)).code).toBe('closed');
  });

  test('the engine cases have distinct names, so that a failure says which one', () => {
    expect(new Set(engineCases.map(({ name }) => name)).size).toBe(engineCases.length);
  });
});
