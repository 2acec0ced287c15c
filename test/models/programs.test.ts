import { describe, expect, test } from 'vitest';
import { data, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, unitaryEmbedding, zz, zzCircuit } from '../../src/models/embedding.js';
import type { ModelSpec } from '../../src/models/model-types.js';
import { processorPrograms } from '../../src/models/programs.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { operationWords } from '../operation-words.js';
import { refusal } from '../refusal.js';

const SPEC: ModelSpec = { embedding: zz(), mixing: { layers: 0 }, circuit: qcnn({ depth: 1 }), weights: 'free' };

/** The parameters that a circuit uses, each once, in the order of their first use. */
function parametersIn(used: Circuit | null): number[] {
  const indices = (used?.operations ?? []).flatMap((operation) =>
    operation.kind === 'gate' && operation.angle?.kind === 'parameter' ? [operation.angle.index] : [],
  );
  return [...new Set(indices)];
}

const from = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);

describe('processorPrograms', () => {
  test("numbers the paper's 264 angles at depth 20", () => {
    const { programs, angles } = processorPrograms(bellNetwork({ ebits: 1 }), {
      ...SPEC,
      circuit: qcnn({ depth: 20 }),
    });
    expect(angles).toBe(264);
    expect(programs.map((program) => program.angles)).toEqual([132, 132]);
    expect(parametersIn(programs[0].trainable)).toEqual(from(0, 132));
    expect(parametersIn(programs[1].trainable)).toEqual(from(132, 132));
    expect(programs.map(({ readouts, features, mixing }) => ({ readouts, features, mixing }))).toEqual([
      { readouts: [3], features: 4, mixing: null },
      { readouts: [3], features: 4, mixing: null },
    ]);
  });

  test('numbers by processor, mixing before circuit, on processors of different sizes', () => {
    const net = network({
      processors: [
        { name: 'A', qubits: 2 },
        { name: 'B', qubits: 1 },
        { name: 'C', qubits: 4 },
      ],
    });
    const { programs, angles } = processorPrograms(net, { ...SPEC, mixing: { layers: 3 } });
    // A: 3 x 2 mixing, 2 + 4; B: nothing; C: 3 x 4 mixing, 6 + 12.
    expect(programs.map((program) => program.angles)).toEqual([12, 0, 30]);
    expect(angles).toBe(42);
    expect(parametersIn(programs[0].mixing)).toEqual(from(0, 6));
    expect(parametersIn(programs[0].trainable)).toEqual(from(6, 6));
    expect(programs[1].mixing).toBeNull();
    expect(parametersIn(programs[2].mixing)).toEqual(from(12, 12));
    expect(parametersIn(programs[2].trainable)).toEqual(from(24, 18));
    expect(programs.map(({ features }) => features)).toEqual([2, 1, 4]);
    expect(operationWords(programs[0].trainable.operations).slice(2, 9)).toEqual([
      'z 1 if 0=1',
      'rx(p6) 0',
      'rx(p7) 1',
      'measure 0',
      'rz(p8) 1 when 0=0',
      'rz(p9) 1 when 0=1',
      'rx(p10) 1 when 0=0',
    ]);
  });

  test('embeds by zz, by unitary matrices or by a circuit of the user', () => {
    const net = bellNetwork({ ebits: 0, qubits: 2 });
    const of = (embedding: ModelSpec['embedding']) => processorPrograms(net, { ...SPEC, embedding }).programs;
    expect(of(zz({ pairs: 'chain' }))[1].embedding).toEqual({ kind: 'circuit', circuit: zzCircuit(2, 'chain') });
    expect(of(unitaryEmbedding()).map(({ embedding, features }) => [embedding.kind, features])).toEqual([
      ['unitary', 32],
      ['unitary', 32],
    ]);
    const mine = circuit(2).ry(data(1), 0);
    const other = circuit(2).rx(data(0), 1).rz(data(4), 0);
    expect(of(customEmbedding(mine)).map(({ features }) => features)).toEqual([2, 2]);
    const each = of(customEmbedding([mine, other]));
    expect(each.map(({ features }) => features)).toEqual([2, 5]);
    expect(each[1].embedding).toMatchObject({ circuit: { operations: other.operations } });
  });

  test('moves the parameters, but not the features, of custom circuits', () => {
    const reuploading = circuit(2, { parameters: 3 }).rx(parameter(1), 0).rz(data(2), 0).rx(parameter(0), 1);
    const plain = circuit(2).ry(parameter(0), 1).measure(0);
    const spec = {
      ...SPEC,
      circuit: customCircuit([
        { circuit: reuploading, readout: 0 },
        { circuit: plain, readout: 1 },
      ]),
    };
    const { programs, angles } = processorPrograms(bellNetwork({ ebits: 1, qubits: 2 }), spec);
    expect(angles).toBe(4);
    expect(operationWords(programs[0].trainable.operations)).toEqual(['rx(p1) 0', 'rz(1*(0+1*x2)) 0', 'rx(p0) 1']);
    expect(operationWords(programs[1].trainable.operations)).toEqual(['ry(p3) 1', 'measure 0']);
    // The first reads one feature more than its embedding does; a declared but unused third angle keeps its place.
    expect(programs.map(({ features, angles: own, readouts }) => [features, own, ...readouts])).toEqual([
      [3, 3, 0],
      [2, 1, 1],
    ]);
    const shared = processorPrograms(bellNetwork({ ebits: 1, qubits: 2 }), {
      ...SPEC,
      mixing: { layers: 1 },
      circuit: customCircuit({ circuit: plain, readout: 1 }),
    });
    expect(shared.programs.map(({ trainable }) => parametersIn(trainable))).toEqual([[2], [5]]);
  });

  const two = circuit(2).ry(data(0), 0);
  const trained = { circuit: circuit(2).ry(parameter(0), 0), readout: 0 };
  test.each<[string, Partial<ModelSpec>, string, string]>([
    [
      'two entries for one kind of three',
      { embedding: customEmbedding([two, two, two]) },
      'circuit',
      '3 custom embeddings',
    ],
    ['no entry', { circuit: customCircuit([]) }, 'circuit', '0 custom circuits'],
    ['an embedding of another size', { embedding: customEmbedding(circuit(3)) }, 'circuit', '3 qubits'],
    ['a trainable embedding', { embedding: customEmbedding(two.rx(parameter(0), 1)) }, 'circuit', 'trainable angles'],
    ['a scaled embedding', { embedding: customEmbedding(two.rx(scaledData(0, 0), 1)) }, 'circuit', 'trainable angles'],
    ['a measuring embedding', { embedding: customEmbedding(two.measure(1)) }, 'circuit', 'measures'],
    [
      'a circuit of another size',
      { circuit: customCircuit({ circuit: circuit(1), readout: 0 }) },
      'circuit',
      '1 qubits',
    ],
    ['a readout beyond the last qubit', { circuit: customCircuit({ ...trained, readout: 2 }) }, 'circuit', 'qubit 2'],
    ['a readout that is no qubit', { circuit: customCircuit({ ...trained, readout: 0.5 }) }, 'circuit', '0.5'],
    [
      'features beside unitary matrices',
      { embedding: unitaryEmbedding(), circuit: customCircuit({ circuit: two, readout: 0 }) },
      'circuit',
      'unitary',
    ],
    [
      'no feature at all',
      { embedding: customEmbedding(circuit(2)), circuit: customCircuit(trained) },
      'circuit',
      'No processor reads a feature',
    ],
    [
      'a slip in a parameter',
      { circuit: customCircuit({ circuit: circuit(2).rx(parameter(999_999), 0), readout: 0 }) },
      'range',
      'The model has 2000000 angles and',
    ],
    ['a slip in a feature', { embedding: customEmbedding(circuit(2).rx(data(31_999_999), 0)) }, 'range', 'features'],
  ])('refuses %s', (_, part, code, words) => {
    const error = refusal(() => processorPrograms(bellNetwork({ ebits: 1, qubits: 2 }), { ...SPEC, ...part }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  });
});
