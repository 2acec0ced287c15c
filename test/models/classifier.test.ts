import { describe, expect, test } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { type ClassifierOptions, classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, zz } from '../../src/models/embedding.js';
import type { ModelTable } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { randomStream } from '../../src/random.js';
import { refusal } from '../refusal.js';

const bell1 = bellNetwork({ ebits: 1 });
const small = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 3 });

describe('classifier', () => {
  test("is the paper's model unless told", () => {
    const model = classifier({ network: bell1 });
    expect(model.spec).toEqual({
      embedding: zz(),
      mixing: { layers: 0 },
      circuit: qcnn({ depth: 20 }),
      weights: 'free',
    });
    expect([model.angles, model.weightCount, model.parameters.length]).toEqual([264, 4, 268]);
    expect(model.features).toEqual([4, 4]);
    expect(model.network).toEqual(bell1);
    expect([model.columns, model.scale]).toEqual([null, null]);
  });

  test('counts weights by form and by processors', () => {
    const three = network({ processors: ['A', 'B', 'C'].map((name) => ({ name, qubits: 1 })) });
    const counts = (['free', 'parity', 'fixed'] as const).map(
      (weights) => classifier({ network: three, circuit: qcnn({ depth: 1 }), weights }).weightCount,
    );
    expect(counts).toEqual([8, 1, 0]);
  });

  test('starts at uniform angles and at the product of the signs', () => {
    const stream = randomStream(3, 'initial-angles');
    const expected = Array.from({ length: 12 }, (_, i) => 2 * Math.PI * stream.uniform(i));
    expect([...small.parameters]).toEqual([...expected, 1, -1, -1, 1]);
    expect(small.withInitialParameters(3).parameters).toEqual(small.parameters);
    expect(small.withInitialParameters(4).parameters).not.toEqual(small.parameters);
    const angles = classifier({ network: bell1, seed: 1 }).parameters.subarray(0, 264);
    expect(Math.min(...angles)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...angles)).toBeLessThan(2 * Math.PI);
    expect(Math.max(...angles) - Math.min(...angles)).toBeGreaterThan(6);
    const parity = classifier({ network: bell1, weights: 'parity' });
    expect(parity.parameters[264]).toBe(1);
  });

  test('takes embeddings and circuits of the user, mixing and unequal processors', () => {
    const model = classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 3 },
          { name: 'B', qubits: 1 },
        ],
        ebits: [{ between: ['A.2', 'B.0'] }],
      }),
      embedding: customEmbedding([circuit(3).ry(data(0), 0), circuit(1).ry(data(0), 0)]),
      mixing: { layers: 1 },
      circuit: customCircuit([
        { circuit: circuit(3).rx(parameter(0), 1).rz(data(1), 1), readout: 2 },
        { circuit: circuit(1).rx(parameter(0), 0).ry(parameter(1), 0), readout: 0 },
      ]),
      weights: 'fixed',
    });
    expect(model.features).toEqual([2, 1]);
    expect(model.angles).toBe(3 + 1 + 0 + 2);
    expect(model.parameters).toHaveLength(6);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['an unknown option', { depth: 3 }, 'model', '"depth"'],
    ['another embedding', { embedding: 'zz' }, 'model', '"embedding"'],
    ['unknown weights', { weights: 'none' }, 'model', '"none"'],
    ['a fractional depth', { circuit: { kind: 'qcnn', depth: 0.5 } }, 'range', '0.5'],
    ['a depth beyond all use', { circuit: { kind: 'qcnn', depth: 2 ** 53 - 1 } }, 'range', 'an integer from 0 to 1000'],
    ['mixing layers beyond all use', { mixing: { layers: 2 ** 53 - 1 } }, 'range', 'an integer from 0 to 1000'],
    ['a slip in an option', { embeding: 1 }, 'model', 'no option "embeding". Did you mean "embedding"?'],
    ['a slip in the weights', { weights: 'Parity' }, 'model', 'Did you mean "parity"?'],
    ['a negative seed', { seed: -1 }, 'range', '-1'],
    ['no network', { network: undefined }, 'network', 'no network'],
    [
      'a description of a network',
      { network: { processors: [{ name: 'A', qubits: 4 }], ebits: [] } },
      'network',
      'no network',
    ],
    [
      'a network changed by hand',
      { network: { ...bell1, ebits: [{ ...bell1.ebits[0], correlations: [1, 1, 1] }] } },
      'network',
      'by hand',
    ],
    [
      'a network that never was one',
      { network: { ...bell1, processors: bell1.processors.map((one) => ({ ...one, name: 'A' })) } },
      'network',
      '"A"',
    ],
  ])('refuses %s', (_, options, code, words) => {
    const error = refusal(() => classifier({ network: bell1, ...options } as ClassifierOptions));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});

test.each([undefined, null, 7, 'x', [], Symbol('x')])('no options (%s) are refused in words', (options) => {
  const error = refusal(() => classifier(options as never));
  expect([error.code, error.message]).toEqual([
    'model',
    expect.stringContaining('The classifier takes an object with'),
  ]);
});

describe('Model.withParameters', () => {
  test('copies and leaves the model as it was', () => {
    const before = [...small.parameters];
    const given = Float64Array.from({ length: 16 }, (_, i) => i / 8);
    const moved = small.withParameters(given);
    given[0] = 99;
    expect([...moved.parameters]).toEqual(Array.from({ length: 16 }, (_, i) => i / 8));
    expect([...small.parameters]).toEqual(before);
    expect(moved.programs).toBe(small.programs);
    expect(Object.isFrozen(moved)).toBe(true);
  });

  test('keeps no -0', () => {
    expect(Object.is(small.withParameters(new Float64Array(16).fill(-0)).parameters[5], 0)).toBe(true);
  });

  test('refuses other lengths and numbers', () => {
    expect(refusal(() => small.withParameters(new Float64Array(15)))).toMatchObject({
      code: 'shape',
      message: expect.stringContaining('12 angles and 4 weights'),
    });
    for (const value of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      const error = refusal(() => small.withParameters(new Float64Array(16).fill(value, 7, 8)));
      expect(error.code).toBe('not-finite');
      expect(error.message).toContain('Parameter 7');
    }
  });
});

describe('Model.withTable', () => {
  const label = { column: 'diagnosis', positive: 'M', negative: 'B' };
  const columns = { features: { A: ['r', 's'], B: ['t', 'u'] }, label };
  const scale = { minimum: [0, 1, 2, 3], maximum: [0, 2, 3, 4] };

  test('keeps names and scale through other parameters', () => {
    const model = small.withTable({ columns, scale });
    expect([model.columns, model.scale]).toEqual([columns, scale]);
    const trained = model.withParameters(new Float64Array(16));
    expect([trained.columns, trained.scale]).toEqual([columns, scale]);
    expect(small.columns).toBeNull();
    expect(model.withTable({ columns: null, scale: null }).columns).toBeNull();
    const shared = { features: { A: ['r', 's'], B: ['s', 'u'] }, label };
    expect(small.withTable({ columns: shared, scale: null }).columns).toEqual(shared);
    expect(small.withTable({ columns: { ...columns, label: null }, scale: null }).columns?.label).toBeNull();
  });

  test.each<[string, unknown, string, string]>([
    ['too few columns', { columns: { features: { A: ['r'], B: ['t', 'u'] }, label }, scale }, 'columns', '"A"'],
    [
      'an unknown processor',
      { columns: { features: { ...columns.features, C: [] }, label }, scale },
      'columns',
      'features.C',
    ],
    ['a missing processor', { columns: { features: { A: ['r', 's'] }, label }, scale }, 'columns', 'features.B'],
    [
      'a repeated column',
      { columns: { features: { A: ['r', 's'], B: ['u', 'u'] }, label }, scale },
      'columns',
      '"B" has the column "u"',
    ],
    [
      'the label among the features',
      { columns: { ...columns, label: { ...label, column: 'u' } }, scale },
      'columns',
      '"u"',
    ],
    ['equal labels', { columns: { ...columns, label: { ...label, negative: 'M' } }, scale }, 'labels', '"M"'],
    ['an unknown key', { columns, scale, rows: 3 }, 'columns', '"rows"'],
    ['a short scale', { columns, scale: { minimum: [0], maximum: [0, 2, 3, 4] } }, 'shape', '1 minima'],
    ['a crossed scale', { columns, scale: { ...scale, minimum: [0, 1, 5, 3] } }, 'range', 'Feature 2'],
    [
      'a scale with NaN',
      { columns, scale: { ...scale, minimum: [0, 1, Number.NaN, 3] } },
      'columns',
      'scale.minimum.2',
    ],
  ])('refuses %s', (_, table, code, words) => {
    const error = refusal(() => small.withTable(table as ModelTable));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});
