import { describe, expect, test } from 'vitest';
import { parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { checkCircuit } from '../../src/circuit/circuit.js';
import { networkCircuit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding, zz } from '../../src/models/embedding.js';
import { createModel, modelToJSON, parseModel } from '../../src/models/model-file.js';
import { modelParts } from '../../src/models/parts.js';
import { qcnn, qcnnCircuit } from '../../src/models/qcnn.js';
import { reuploading, reuploadingCircuit } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { operationWords } from '../operation-words.js';
import { refusal } from '../refusal.js';

const uneven = network({
  processors: [
    { name: 'A', qubits: 4 },
    { name: 'B', qubits: 1 },
    { name: 'C', qubits: 2 },
  ],
  ebits: [{ between: ['A.0', 'B.0'] }],
});

describe('reuploadingCircuit', () => {
  test('is what the builder writes on two qubits, where a ring is one pair', () => {
    const turn = (built: ReturnType<typeof circuit>, qubit: number, feature: number, first: number) =>
      built
        .ry(scaledData(first, feature), qubit)
        .ry(parameter(first + 1), qubit)
        .rz(parameter(first + 2), qubit)
        .ry(parameter(first + 3), qubit);
    const first = turn(turn(circuit(2), 0, 0, 0), 1, 1, 4);
    const second = turn(turn(first.cz(0, 1), 0, 2, 8), 1, 0, 12).measure(1);
    const { operations, parameters, features, qubits } = second;
    expect(reuploadingCircuit(2, 3, 2)).toEqual({ circuit: { operations, parameters, features, qubits }, readout: 1 });
  });

  test('is written out for one qubit, which has no neighbour', () => {
    const { circuit: made, readout } = reuploadingCircuit(1, 2, 2);
    expect(operationWords(made.operations)).toEqual([
      'ry(p0*1*(0+1*x0)) 0',
      'ry(p1) 0',
      'rz(p2) 0',
      'ry(p3) 0',
      'ry(p4*1*(0+1*x1)) 0',
      'ry(p5) 0',
      'rz(p6) 0',
      'ry(p7) 0',
      'measure 0',
    ]);
    expect([made.parameters, made.features, readout]).toEqual([8, 2, 0]);
  });

  test('couples each pair of neighbours once, around a ring of three and of four, but for the first layer', () => {
    for (const qubits of [3, 4]) {
      const words = operationWords(reuploadingCircuit(qubits, qubits, 2).circuit.operations);
      expect(words.slice(0, 4 * qubits).some((word) => word.startsWith('z'))).toBe(false);
      const pairs = Array.from({ length: qubits }, (_, q) => `z ${(q + 1) % qubits} if ${q}=1`);
      expect(words.slice(4 * qubits, 5 * qubits)).toEqual(pairs);
      expect(words.length).toBe(2 * 4 * qubits + qubits + 1);
    }
  });

  test.each([
    [4, 4, 3],
    [2, 5, 3],
    [3, 2, 1],
    [4, 9, 3],
  ])('on %i qubits reads %i features in their order, over and over, in %i layers', (qubits, features, layers) => {
    const { circuit: made } = reuploadingCircuit(qubits, features, layers);
    const read = made.operations.flatMap((one) =>
      one.kind === 'gate' && one.angle?.kind === 'scaled' ? one.angle.factors.map(({ feature }) => feature) : [],
    );
    expect(read).toEqual(Array.from({ length: layers * qubits }, (_, i) => i % features));
    expect(made.parameters).toBe(4 * qubits * layers);
    checkCircuit(made);
  });

  test('may end in the pools of a qcnn without layers, which come behind its own parameters', () => {
    const { circuit: made, readout } = reuploadingCircuit(4, 4, 2, 'pools');
    const pools = qcnnCircuit(4, 0).circuit;
    const { circuit: plain } = reuploadingCircuit(4, 4, 2);
    const expected = circuit(4)
      .append({ ...plain, operations: plain.operations.slice(0, -1) })
      .append(pools, { parameterOffset: 32 });
    expect(made.operations).toEqual(expected.operations);
    expect([made.parameters, readout]).toEqual([32 + 12, 3]);
    expect(reuploadingCircuit(1, 1, 1, 'pools')).toEqual(reuploadingCircuit(1, 1, 1));
  });

  test('refuses more features than it takes in', () => {
    const error = refusal(() => reuploadingCircuit(4, 13, 3));
    expect(error.code).toBe('circuit');
    expect(error.message).toContain('reads 12 features, and there are 13; give at least 4 layers');
  });
});

describe('a classifier with it', () => {
  test('has no embedding, four angles a qubit and layer, and as many features as qubits unless told', () => {
    const model = classifier({ network: uneven, circuit: reuploading({ layers: 3 }), mixing: { layers: 1 } });
    expect(model.spec.embedding).toEqual({ kind: 'none' });
    expect(model.features).toEqual([4, 1, 2]);
    expect(model.programs.map(({ angles }) => angles)).toEqual([4 + 48, 12, 2 + 24]);
    expect(model.programs.map(({ readout }) => readout)).toEqual([3, 0, 1]);
    const told = classifier({ network: uneven, circuit: reuploading({ layers: 3, features: [12, 2, 5] }) });
    expect(told.features).toEqual([12, 2, 5]);
    const all = classifier({ network: uneven, circuit: reuploading({ layers: 3, features: 3 }) });
    expect(all.features).toEqual([3, 3, 3]);
  });

  test('starts at scales of 1 and offsets of 0, and elsewhere where it would without them', () => {
    const options = { network: uneven, circuit: reuploading({ layers: 2, readout: 'pools' }), seed: 3 } as const;
    for (const layers of [0, 2]) {
      const model = classifier({ ...options, mixing: { layers } });
      const uniform = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }), seed: 3 });
      let start = 0;
      for (const { mixing, trainable, angles } of model.programs) {
        const first = mixing?.parameters ?? start;
        const uploads = 4 * 2 * trainable.qubits;
        for (let i = start; i < start + angles; i++) {
          const place = i - first;
          const isTurned = place < 0 || place >= uploads || place % 4 > 1;
          expect(model.parameters[i]).toBe(isTurned ? uniform.parameters[i] : 1 - (place % 4));
        }
        start += angles;
      }
    }
  });

  test('a scale in a circuit of the user starts at 1 too', () => {
    const own = circuit(1).rx(parameter(0), 0).ry(scaledData(1, 0), 0).rx(parameter(2), 0);
    const model = classifier({
      network: bellNetwork({ ebits: 1, qubits: 1 }),
      embedding: noEmbedding(),
      circuit: customCircuit({ circuit: own, readout: 0 }),
    });
    expect([...model.parameters].map((value) => value === 1).slice(0, 6)).toEqual([
      false,
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  test.each([
    ['last', 0],
    ['pools', 2],
  ] as const)('has parts that are its whole program, with the readout %s', (readout, layers) => {
    const model = classifier({ network: uneven, circuit: reuploading({ layers: 3, readout }), mixing: { layers } });
    model.programs.forEach(({ mixing, trainable }, p) => {
      const parts = modelParts(model, p);
      const whole = [...(mixing?.operations ?? []), ...trainable.operations];
      expect(parts.flatMap((part) => part.layers.flat())).toEqual(whole);
      const stages = readout === 'pools' ? Math.log2(trainable.qubits) : 0;
      expect(parts.map((part) => [part.kind, part.layers.length])).toEqual([
        ...(mixing === null ? [] : [['mixing', layers]]),
        ['reuploading', 3],
        ...Array(stages).fill(['pool', 1]),
        ['readout', 1],
      ]);
    });
  });

  test('is one circuit of all processors, features and parameters one after another', () => {
    const model = classifier({ network: uneven, circuit: reuploading({ layers: 3, features: [5, 1, 3] }) });
    const whole = networkCircuit(model);
    expect([whole.qubits, whole.parameters, whole.features]).toEqual([7, 84, 9]);
  });
});

describe('files', () => {
  const model = classifier({
    network: uneven,
    circuit: reuploading({ layers: 3, readout: 'pools', features: [5, 1, 3] }),
    seed: 4,
  });
  const own = customCircuit({ circuit: circuit(1).ry(scaledData(0, 0), 0), readout: 0 });
  const one = network({ processors: [{ name: 'A', qubits: 1 }] });
  const unread = customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 });

  test('keep it whole, in version 2', () => {
    const file = modelToJSON(model);
    expect([file.version, file.embedding, file.circuit]).toEqual([
      2,
      { kind: 'none' },
      { kind: 'reuploading', layers: 3, readout: 'pools', features: [5, 1, 3] },
    ]);
    const again = parseModel(JSON.stringify(file));
    expect([again.programs, again.parameters, modelToJSON(again)]).toEqual([model.programs, model.parameters, file]);
  });

  test('are of version 2 for every scaled angle, and of version 1 without', () => {
    expect(modelToJSON(classifier({ network: one, circuit: own })).version).toBe(2);
    expect(modelToJSON(classifier({ network: one, circuit: unread })).version).toBe(1);
  });

  test('are read as a person writes them, and refused where an embedding comes first', () => {
    const file = modelToJSON(classifier({ network: one, circuit: reuploading({ layers: 1 }) }));
    const written = { ...file, circuit: { kind: 'reuploading', layers: 1 } };
    expect(modelToJSON(createModel(written))).toEqual(file);
    const error = refusal(() => createModel({ ...file, embedding: { kind: 'zz' } }));
    expect([error.code, error.message]).toEqual([
      'model',
      'The model file has the embedding "zz" before a re-uploading circuit, which reads the features itself; leave the ' +
        'embedding out.',
    ]);
  });
});

describe('reuploading', () => {
  test('says the readout that is not told', () => {
    expect(reuploading({ layers: 2 })).toEqual({ kind: 'reuploading', layers: 2, readout: 'last' });
    expect(reuploading({ layers: 1, features: [2, 1] }).features).toEqual([2, 1]);
  });

  test.each<[string, unknown, string, string]>([
    ['no layers', { layers: 0 }, 'range', 'from 1 to 100'],
    ['too many', { layers: 101 }, 'range', '101'],
    ['half a layer', { layers: 1.5 }, 'range', '1.5'],
    ['no number', { layers: '2' }, 'model', '"layers"'],
    ['nothing', {}, 'model', '"layers"'],
    ['null', null, 'model', 'null'],
    ['a slip', { layer: 2 }, 'model', 'Did you mean "layers"?'],
    ['another readout', { layers: 2, readout: 'first' }, 'model', '"first"'],
    ['no feature', { layers: 2, features: 0 }, 'range', '0'],
    ['no feature of one', { layers: 2, features: [1, 0] }, 'range', '0'],
    ['half a feature', { layers: 2, features: [0.5] }, 'range', '0.5'],
  ])('refuses %s', (_, options, code, words) => {
    const error = refusal(() => reuploading(options as Parameters<typeof reuploading>[0]));
    expect(error.message).toContain(words);
    expect(error.code).toBe(code);
  });

  test.each<[string, Partial<Parameters<typeof classifier>[0]>, string, string]>([
    ['an embedding', { circuit: reuploading({ layers: 1 }), embedding: zz() }, 'model', 'leave the embedding out'],
    [
      'features of other processors',
      { circuit: reuploading({ layers: 1, features: [1, 1] }) },
      'circuit',
      'there are 3',
    ],
    ['layers that are too few', { circuit: reuploading({ layers: 1, features: [4, 2, 2] }) }, 'circuit', '2 layers'],
    ['no features at all', { circuit: qcnn({ depth: 1 }), embedding: noEmbedding() }, 'circuit', 'No processor reads'],
    ['a circuit that is none', { circuit: null as never }, 'model', '"circuit"'],
  ])('a classifier refuses %s', (_, options, code, words) => {
    const error = refusal(() => classifier({ network: uneven, ...options }));
    expect(error.message).toContain(words);
    expect(error.code).toBe(code);
  });
});
