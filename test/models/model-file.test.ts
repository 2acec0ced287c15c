import { describe, expect, test } from 'vitest';
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, noEmbedding, unitaryEmbedding, zz } from '../../src/models/embedding.js';
import { createModel, modelToJSON, parseModel } from '../../src/models/model-file.js';
import type { Model, ModelFile } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import type { GateNoiseSpec } from '../../src/network/gate-noise.js';
import { network } from '../../src/network/network.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

const uneven = network({
  processors: [
    { name: 'left', qubits: 2, readoutError: 0.01 },
    { name: 'right', qubits: 1, readoutError: { flip0: 0.1, flip1: 0.2 } },
    { name: 'constructor', qubits: 4 },
  ],
  ebits: [
    { between: ['left.0', 'right.0'], fidelity: 0.9 },
    { between: ['left.1', 'constructor.3'], weights: { phiPlus: 0.4, phiMinus: 0.3, psiPlus: 0.2, psiMinus: 0.1 } },
  ],
});
const two = bellNetwork({ ebits: 1, qubits: 2 });

const models: readonly [string, Model][] = [
  ['plain', classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 3 }), seed: 5 })],
  [
    'unequal processors, mixing and a parity weight',
    classifier({
      network: uneven,
      embedding: zz({ pairs: 'all' }),
      mixing: { layers: 2 },
      circuit: qcnn({ depth: 1 }),
      weights: 'parity',
    }),
  ],
  [
    'unitary matrices',
    classifier({ network: two, embedding: unitaryEmbedding(), circuit: qcnn({ depth: 1 }), weights: 'fixed' }),
  ],
  [
    'circuits of the user',
    classifier({
      network: two,
      embedding: customEmbedding([circuit(2).ry(data(0), 0).cz(0, 1), circuit(2).phase(0.1, 1)]),
      circuit: customCircuit({
        circuit: circuit(2, { parameters: 5 })
          .rx(parameter(2), 0)
          .ry(parameter(2, { scale: -0.5, offset: 0.3 }), 1)
          .controlled([{ qubit: 0, value: 0 }], (then) => then.ry(parameter(0), 1))
          .rzz(data(1), 0, 1)
          .ry(scaledData(3, dataProduct(0.5, { feature: 1, offset: Math.PI, slope: -1 })), 1)
          .measure(0)
          .when(0, 1, (then) => then.rz(parameter(1), 1)),
        readout: 1,
      }),
    }),
  ],
  [
    'a table',
    classifier({ network: two, circuit: qcnn({ depth: 1 }) }).withTable({
      columns: { features: { A: ['a', 'b'], B: ['c', 'd'] }, label: { column: 'y', positive: '1', negative: '0' } },
      scale: { minimum: [0, 0.1, 1e-300, -3], maximum: [1, 0.2, 1e300, -3] },
    }),
  ],
  [
    'qcnns on odd rings',
    classifier({
      network: network({ processors: [3, 5, 10].map((qubits, p) => ({ name: 'ABC'[p], qubits })) }),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 2 }),
      seed: 3,
    }),
  ],
];

/** A model file as it might be edited by hand: the value at a dotted path is replaced, or removed if undefined. */
function edited(path: string, value: unknown): unknown {
  const file: unknown = JSON.parse(JSON.stringify(modelToJSON(models[0][1])));
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((inner, key) => (inner as Record<string, unknown>)[key], file) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return file;
}

describe('modelToJSON and createModel', () => {
  test.each(models)('keep %s', (_, model) => {
    const file = modelToJSON(model);
    const text = JSON.stringify(file);
    const again = parseModel(text);
    expect(JSON.parse(text)).toEqual(file);
    expect(modelToJSON(again)).toEqual(file);
    expect(again.parameters).toEqual(model.parameters);
    expect(again.programs).toEqual(model.programs);
    expect(again.network).toEqual(model.network);
    expect([again.columns, again.scale]).toEqual([model.columns, model.scale]);
  });

  test('keep every finite parameter bit for bit', () => {
    const model = models[4][1];
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 16, maxLength: 16 }), (values) => {
        const given = model.withParameters(values);
        const again = parseModel(JSON.stringify(modelToJSON(given)));
        expect(new BigUint64Array(again.parameters.buffer)).toEqual(new BigUint64Array(given.parameters.buffer));
      }),
    );
  });

  test('write the fields of the format', () => {
    const file: ModelFile = modelToJSON(models[1][1]);
    expect(Object.keys(file)).toEqual([
      'format',
      'version',
      'network',
      'embedding',
      'mixing',
      'circuit',
      'weights',
      'parameters',
      'columns',
      'scale',
    ]);
    expect(file).toMatchObject({
      format: 'ebit-model',
      version: 1,
      embedding: { kind: 'zz', pairs: 'all' },
      mixing: { layers: 2 },
      circuit: { kind: 'qcnn', depth: 1 },
      weights: 'parity',
      columns: null,
      scale: null,
    });
    // 2 x 2 mixing + 2 + 4; nothing; 2 x 4 mixing + 6 + 12.
    const lengths = Object.entries(file.parameters).map(([name, values]) => [name, values.length]);
    expect(lengths).toEqual([
      ['left', 10],
      ['right', 0],
      ['constructor', 26],
      ['weights', 1],
    ]);
    expect(Object.values(file.parameters).flat()).toEqual([...models[1][1].parameters]);
  });

  test('read a file as a person writes it', () => {
    const model = createModel({
      format: 'ebit-model',
      version: 1,
      network: {
        processors: [
          { name: 'A', qubits: 1 },
          { name: 'B', qubits: 1 },
        ],
        ebits: [{ between: ['A.0', 'B.0'] }],
      },
      embedding: { kind: 'zz', pairs: 'ring' },
      circuit: { kind: 'qcnn', depth: 1 },
      weights: 'fixed',
      parameters: { B: [], A: [] },
    });
    expect([model.angles, model.weightCount, model.columns]).toEqual([0, 0, null]);
    expect(model.network.ebits[0].correlations).toEqual([1, -1, 1]);
  });
});

describe('createModel', () => {
  const bell = { between: ['A.0', 'B.0'] };
  test.each<[string, string, unknown, string, string]>([
    ['another format', 'format', 'onnx', 'model', '"onnx"'],
    ['no format', 'format', undefined, 'model', 'undefined'],
    ['a newer version', 'version', 4, 'model-version', 'version 4'],
    ['a version that never was', 'version', 0, 'model', '"version"'],
    ['no version', 'version', undefined, 'model', '"version"'],
    ['an unknown key', 'note', 'x', 'model', '"note"'],
    ['an unknown key in the network', 'network.processor', [], 'model', '"processor"'],
    ['an unknown key in an ebit', 'network.ebits.0.noise', 0, 'model', '"ebits.0.noise"'],
    ['an unknown key in the circuit', 'circuit.width', 0, 'model', '"circuit.width"'],
    ['parameters of no processor', 'parameters.C', [], 'model', '"C"'],
    ['no network', 'network', undefined, 'model', '"network"'],
    ['no parameters', 'parameters', undefined, 'model', '"parameters"'],
    ['no parameters of one processor', 'parameters.B', undefined, 'model', '"B"'],
    ['no weights', 'parameters.weights', undefined, 'model', '0 parameters under "weights"'],
    ['too few parameters', 'parameters.B', new Array(29).fill(0), 'model', '29 parameters under "B"'],
    ['too many weights', 'parameters.weights', [1, -1, -1, 1, 0], 'model', '5 parameters under "weights"'],
    ['a parameter that is null', 'parameters.A.3', null, 'model', '"A.3"'],
    ['a parameter that is not finite', 'parameters.A.3', Number.POSITIVE_INFINITY, 'model', 'Infinity'],
    ['a parameter that is text', 'parameters.weights.0', '1', 'model', '"weights.0"'],
    ['columns of another shape', 'columns', { A: [] }, 'model', 'columns'],
    ['a scale of another length', 'scale', { minimum: [], maximum: [] }, 'shape', '0 minima'],
    ['a qubit in two ebits', 'network.ebits', [bell, bell], 'network', 'A.0'],
    ['a fidelity above 1', 'network.ebits.0.fidelity', 2, 'network', '2'],
    ['an enormous depth', 'circuit.depth', 1e12, 'range', '1000'],
    ['too many qubits', 'network.processors.1.qubits', 11, 'network', '11 qubits; give an integer from 1 to 10'],
    ['parameters of a qcnn on fewer qubits', 'network.processors.1.qubits', 5, 'model', 'parameters under "B"'],
  ])('refuses %s', (_, path, value, code, words) => {
    const error = refusal(() => createModel(edited(path, value)));
    expect(error.message).toContain(words);
    expect(error.code).toBe(code);
  });

  test('names a newer version before it stumbles over what is new in it', () => {
    expect(refusal(() => createModel({ format: 'ebit-model', version: 7, extra: 1 })).code).toBe('model-version');
  });

  test('refuses what is no object', () => {
    for (const value of [null, undefined, 3, 'model', [], [1]])
      expect(refusal(() => createModel(value)).code).toBe('model');
  });
});

describe('noise', () => {
  const own = circuit(2)
    .ry(data(0), 0)
    .depolarizing(0.1, 0)
    .measure(0)
    .when(0, 1, (b) => b.rx(parameter(0), 1).thermal({ t1: 1e-3, t2: 5e-4, time: 1e-7 }, 1));
  const spec = { embedding: noEmbedding(), circuit: customCircuit({ circuit: own, readout: 1 }) };
  const noise: readonly GateNoiseSpec[] = [{ after: ['ry'], channel: 'pauli', p: [0.1, 0.2, 1 / 3] }];
  const of = (...list: readonly GateNoiseSpec[]) =>
    classifier({ ...spec, network: network({ processors: [{ name: 'A', qubits: 2, noise: list }] }), seed: 1 });

  test('is in the file as it was written, circuits without that behind their gates, in version 3', () => {
    const file = modelToJSON(of(...noise));
    expect([file.version, file.network.processors[0].noise]).toEqual([3, noise]);
    expect(file.circuit).toEqual({ kind: 'custom', circuits: [{ circuit: { ...own }, readout: 1 }] });
    const again = createModel(JSON.parse(JSON.stringify(file)));
    expect(modelToJSON(again)).toEqual(file);
    expect(again.programs).toEqual(of(...noise).programs);
    expect(again.probabilities([[0.3]])).toEqual(of(...noise).probabilities([[0.3]]));
  });

  test('in a circuit alone, or behind gates alone, has version 3 too', () => {
    expect(modelToJSON(of()).version).toBe(3);
    const behind = network({ processors: [{ name: 'A', qubits: 2, noise }] });
    expect(modelToJSON(classifier({ network: behind, circuit: qcnn({ depth: 0 }) })).version).toBe(3);
  });

  test.each([
    ['an unknown channel', 'circuit.circuits.0.circuit.operations.1.channel', 'dephasing', 'model', '"depolarizing"'],
    ['a probability above 1', 'circuit.circuits.0.circuit.operations.1.values', [1.1], 'range', 'p = 1.1'],
    ['a value too many', 'circuit.circuits.0.circuit.operations.1.values', [0.1, 0.2], 'circuit', 'give p.'],
    ['a qubit that is not there', 'circuit.circuits.0.circuit.operations.1.target', 2, 'range', 'names qubit 2'],
    [
      'a gate that is not there',
      'network.processors.0.noise.0.after',
      ['rg'],
      'network',
      'the gate "rg", which is none',
    ],
    ['probabilities beyond 1', 'network.processors.0.noise.0.p', [0.5, 0.5, 0.5], 'range', 'sum to 1.5'],
    ['another number', 'network.processors.0.noise.0.g', 1, 'model', 'unknown key'],
  ])('is refused with %s', (_, path, value, code, words) => {
    const json = JSON.parse(JSON.stringify(modelToJSON(of(...noise))));
    const keys = path.split('.');
    const last = keys.pop() as string;
    keys.reduce((node, key) => node[key], json)[last] = value;
    const error = refusal(() => createModel(json));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe('parseModel', () => {
  test('refuses text that is cut off anywhere', () => {
    const text = JSON.stringify(modelToJSON(models[0][1]));
    for (let length = 0; length < text.length; length += 37) {
      expect(refusal(() => parseModel(text.slice(0, length))).code).toBe('model');
    }
    expect(refusal(() => parseModel(text.slice(0, -1))).message).toContain('truncated');
  });
});
