import { describe, expect, test } from 'vitest';
import { parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { checkCircuit } from '../../src/circuit/circuit.js';
import { networkCircuit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding, zz } from '../../src/models/embedding.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { createModel, modelToJSON, parseModel } from '../../src/models/model-file.js';
import { modelParts } from '../../src/models/parts.js';
import { qcnn, qcnnCircuit } from '../../src/models/qcnn.js';
import { reuploading, reuploadingCircuit, unseenFeatures } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { operationWords } from '../operation-words.js';
import { jointProbabilities } from '../oracle/joint.js';
import { chance, greatestGap, numbers } from '../oracle/random.js';
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
    expect(error.message).toContain(
      'of 3 layers on 4 qubits reads at most 12 features, and there are 13; give at least 4 layers, or 5 qubits.',
    );
  });
});

describe('a classifier with it', () => {
  test('has no embedding, four angles a qubit and layer, and as many features as qubits unless told', () => {
    const model = classifier({ network: uneven, circuit: reuploading({ layers: 3 }), mixing: { layers: 1 } });
    expect(model.spec.embedding).toEqual({ kind: 'none' });
    expect(model.features).toEqual([4, 1, 2]);
    expect(model.programs.map(({ angles }) => angles)).toEqual([4 + 48, 12, 2 + 24]);
    expect(model.programs.map(({ readouts }) => readouts)).toEqual([[3], [0], [1]]);
    const told = classifier({ network: uneven, circuit: reuploading({ layers: 3, features: [12, 2, 5] }) });
    expect(told.features).toEqual([12, 2, 5]);
    const all = classifier({ network: uneven, circuit: reuploading({ layers: 3, features: 3 }) });
    expect(all.features).toEqual([3, 3, 3]);
  });

  test('starts at its scales, at no offset and near no rotation, and elsewhere where it would without them', () => {
    const uniform = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }), seed: 3 });
    for (const [layers, features] of [
      [0, undefined],
      [2, [4, 1, 2]],
      [1, [16, 4, 9]],
    ] as const) {
      const circuit = reuploading({ layers: 5, readout: 'pools', features });
      const model = classifier({ network: uneven, circuit, seed: 3, mixing: { layers } });
      let start = 0;
      model.programs.forEach(({ mixing, trainable, angles }, p) => {
        const first = mixing?.parameters ?? start;
        const uploads = 4 * 5 * trainable.qubits;
        const scale = features?.[0] === 16 ? [0.5, 1, 2 / 3][p] : 1;
        for (let i = start; i < start + angles; i++) {
          const value = model.parameters[i];
          const place = i - first;
          if (place < 0 || place >= uploads) expect(value).toBe(uniform.parameters[i]);
          else if (place % 4 < 2) expect(value).toBe(place % 4 === 0 ? scale : 0);
          else expect(value).toBeCloseTo(0.1 * (uniform.parameters[i] / Math.PI - 1), 15);
        }
        start += angles;
      });
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

describe('its numbers', () => {
  const model = classifier({
    network: uneven,
    circuit: reuploading({ layers: 2, features: [5, 2, 2] }),
    mixing: { layers: 1 },
    seed: 7,
  });
  const parameters = Float64Array.from(numbers(model.parameters.length, -2, 2, chance(1)));
  const rows = [1, 2, 3].map((seed) => numbers(9, -1.5, 1.5, chance(seed)));
  const labels = [1, -1, -1];
  const at = model.withParameters(parameters);

  test('are the joint state’s, of circuits that the builder wrote', () => {
    const written = (m: number, features: number, readout: number) => {
      let built = circuit(m);
      for (let layer = 0; layer < 2; layer++) {
        if (layer > 0 && m > 1) for (let q = 0; q < (m === 2 ? 1 : m); q++) built = built.cz(q, (q + 1) % m);
        for (let q = 0; q < m; q++) {
          const place = layer * m + q;
          built = built
            .ry(scaledData(4 * place, place % features), q)
            .ry(parameter(4 * place + 1), q)
            .rz(parameter(4 * place + 2), q)
            .ry(parameter(4 * place + 3), q);
        }
      }
      return { circuit: built, readout };
    };
    const own = classifier({
      network: uneven,
      mixing: { layers: 1 },
      embedding: noEmbedding(),
      circuit: customCircuit([written(4, 5, 3), written(1, 2, 0), written(2, 2, 1)]),
    }).withParameters(parameters);
    rows.forEach((row) => {
      const expected = jointProbabilities(own, parameters, row);
      expect(greatestGap(at.probabilities([row]), expected)).toBeLessThan(1e-13);
      expect(greatestGap(own.probabilities([row]), expected)).toBeLessThan(1e-13);
    });
  });

  test('have the slopes that differences find, by angles, scales and weights', () => {
    const { gradient } = lossAndGradient(at, rows, labels);
    const step = 1e-5;
    const lossWith = (i: number, value: number) =>
      lossAndGradient(model.withParameters(parameters.with(i, value)), rows, labels).loss;
    const slopes = parameters.map((value, i) => (lossWith(i, value + step) - lossWith(i, value - step)) / (2 * step));
    // The rounding of the loss over the step, and the step squared.
    expect(greatestGap(gradient, slopes)).toBeLessThan(1e-9);
  });

  test('do not depend on what stands outside of the light cone of the readout', () => {
    const { gradient } = lossAndGradient(at, rows, labels);
    let start = 0;
    for (const { mixing, trainable, angles, readouts } of at.programs) {
      const m = trainable.qubits;
      const first = mixing?.parameters ?? start;
      // Nothing behind the last ring reaches the last qubit but its own turns.
      for (let q = 0; q < m; q++) {
        const turns = gradient.subarray(first + 4 * (m + q), first + 4 * (m + q + 1));
        expect(turns.every((slope) => (readouts.includes(q) ? Math.abs(slope) > 1e-6 : Math.abs(slope) < 1e-15))).toBe(
          true,
        );
      }
      start += angles;
    }
  });

  test('do not see a feature whose scales are 0', () => {
    const blind = parameters.slice();
    // A reads its fourth feature on its last qubit, in the first layer alone.
    blind[(at.programs[0].mixing?.parameters ?? 0) + 4 * 3] = 0;
    const other = rows.map((row) => row.with(3, 0.7));
    const gap = (seen: typeof at) => greatestGap(seen.probabilities(rows), seen.probabilities(other));
    expect(gap(model.withParameters(blind))).toBe(0);
    expect(gap(at)).toBeGreaterThan(1e-3);
  });
});

describe('the features that the readout sees', () => {
  test.each([
    [4, 4, 1],
    [4, 4, 2],
    [4, 4, 3],
    [4, 9, 3],
    [4, 12, 5],
    [3, 7, 3],
    [3, 7, 4],
    [5, 5, 3],
    [2, 6, 3],
    [2, 6, 4],
    [1, 3, 3],
  ])('are all others, on %i qubits of %i features in %i layers', (qubits, features, layers) => {
    const one = network({ processors: [{ name: 'A', qubits }] });
    for (const readout of ['last', ...(qubits === 4 ? (['pools'] as const) : [])] as const) {
      const model = classifier({ network: one, circuit: reuploading({ layers, features, readout }), seed: 5 });
      // Between 0.3 and 1.2: no turn is none at all.
      const parameters = numbers(model.parameters.length, 0.3, 1.2, chance(9));
      const at = model.withParameters(parameters);
      const row = numbers(features, 0.2, 1, chance(2));
      const [before] = at.probabilities([row]);
      const unseen = row.flatMap((value, feature) => {
        const [after] = at.probabilities([row.with(feature, value + 0.5)]);
        return Math.abs(after - before) < 1e-12 ? [feature] : [];
      });
      expect(unseen).toEqual(unseenFeatures(qubits, features, { layers, readout }));
      if (layers >= Math.ceil(features / qubits) + Math.floor(qubits / 2)) expect(unseen).toEqual([]);
    }
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
    [
      'layers that are too few',
      { circuit: reuploading({ layers: 1, features: [4, 2, 2] }) },
      'circuit',
      'at least 2 layers, or 2 qubits',
    ],
    ['no features at all', { circuit: qcnn({ depth: 1 }), embedding: noEmbedding() }, 'circuit', 'No processor reads'],
    ['a circuit that is none', { circuit: null as never }, 'model', '"circuit"'],
  ])('a classifier refuses %s', (_, options, code, words) => {
    const error = refusal(() => classifier({ network: uneven, ...options }));
    expect(error.message).toContain(words);
    expect(error.code).toBe(code);
  });
});
