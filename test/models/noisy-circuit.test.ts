import { describe, expect, test } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding, unitaryEmbedding, zz } from '../../src/models/embedding.js';
import type { ModelSpec } from '../../src/models/model-types.js';
import { noisyCircuit } from '../../src/models/noisy-circuit.js';
import { modelParts } from '../../src/models/parts.js';
import { processorPrograms } from '../../src/models/programs.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { compiledModel } from '../../src/models/structure.js';
import type { GateNoiseSpec } from '../../src/network/gate-noise.js';
import { network } from '../../src/network/network.js';
import { operationWords } from '../operation-words.js';

const depolarizing: GateNoiseSpec = { channel: 'depolarizing', p: 0.01 };
const damping: GateNoiseSpec = { after: 'two-qubit', channel: 'amplitudeDamping', g: 0.02 };
const on = (qubits: number, ...noises: (readonly GateNoiseSpec[])[]) =>
  network({ processors: noises.map((noise, p) => ({ name: 'ABCD'[p], qubits, noise })) });
const SPEC: ModelSpec = { embedding: zz(), mixing: { layers: 0 }, circuit: qcnn({ depth: 1 }), weights: 'free' };

describe('noise behind gates', () => {
  test('acts on targets and quantum controls, in the order of the list, and in the branch of a condition', () => {
    const written = circuit(3)
      .h(2)
      .cz(1, 0)
      .measure(2)
      .when(2, 1, (b) => b.cx(0, 1))
      .when(2, 0, (b) => b.rx(parameter(0), 0));
    const [{ noise = [] }] = on(3, [damping, depolarizing]).processors;
    expect(operationWords(noisyCircuit(written, noise).operations)).toEqual([
      'h 2',
      'depolarizing(0.01) 2',
      'z 0 if 1=1',
      'amplitudeDamping(0.02) 0',
      'amplitudeDamping(0.02) 1',
      'depolarizing(0.01) 0',
      'depolarizing(0.01) 1',
      'measure 2',
      'x 1 if 0=1 when 2=1',
      'amplitudeDamping(0.02) 0 when 2=1',
      'amplitudeDamping(0.02) 1 when 2=1',
      'depolarizing(0.01) 0 when 2=1',
      'depolarizing(0.01) 1 when 2=1',
      'rx(p0) 0 when 2=0',
      'depolarizing(0.01) 0 when 2=0',
    ]);
  });

  test('noise that does nothing, or stands behind gates that are not there, leaves the circuit as it is', () => {
    const written = circuit(2).h(0).depolarizing(0.1, 1);
    const noise = [
      { channel: 'depolarizing', p: 0 },
      { channel: 'thermal', t1: 1, t2: 2, time: 0 },
      { channel: 'amplitudeDamping', g: 0 },
    ] as const;
    expect(noisyCircuit(written, on(2, noise).processors[0].noise ?? [])).toBe(written);
    const missed = on(2, [{ after: ['cswap'], channel: 'bitFlip', p: 1 }]).processors[0].noise ?? [];
    expect(noisyCircuit(written, missed).operations).toEqual(written.operations);
  });

  test('stands in mixing, embedding and circuit of the processor that has it', () => {
    const { programs } = processorPrograms(on(2, [depolarizing], []), { ...SPEC, mixing: { layers: 1 } });
    const [noisy, perfect] = programs;
    const operationsOf = ({ mixing, embedding, trainable }: typeof noisy) => [
      mixing?.operations ?? [],
      embedding.kind === 'circuit' ? embedding.circuit.operations : [],
      trainable.operations,
    ];
    // A block is H, H, CZ, RX, RX; the embedding H, H, RZ, RZ, RZZ; pools four conditioned rotations of one qubit.
    expect(operationsOf(perfect).map(({ length }) => length)).toEqual([5, 5, 5 + 5 + 1]);
    expect(operationsOf(noisy).map(({ length }) => length)).toEqual([5 + 6, 5 + 6, 5 + 6 + 5 + 4 + 1]);
    const without = operationsOf(noisy).map((part) => part.filter(({ kind }) => kind !== 'channel').length);
    expect(without).toEqual([5, 5, 11]);
    expect(noisy.angles).toBe(perfect.angles);
  });

  test('a matrix embedding has no gates, a custom circuit keeps its own channels', () => {
    const { programs } = processorPrograms(on(1, [depolarizing]), {
      ...SPEC,
      embedding: unitaryEmbedding(),
      circuit: customCircuit({ circuit: circuit(1).ry(parameter(0), 0).phaseFlip(0.3, 0), readout: 0 }),
    });
    expect(programs[0].embedding).toEqual({ kind: 'unitary' });
    expect(operationWords(programs[0].trainable.operations)).toEqual([
      'ry(p0) 0',
      'depolarizing(0.01) 0',
      'phaseFlip(0.3) 0',
    ]);
  });

  test('equal processors share circuits, others do not; a model file keeps what was written', () => {
    const { own } = processorPrograms(on(2, [depolarizing], [], [depolarizing], [damping]), SPEC);
    expect(own[2]).toBe(own[0]);
    expect(new Set(own).size).toBe(3);
    const written = customCircuit({ circuit: circuit(1).ry(data(0), 0), readout: 0 });
    const model = classifier({ network: on(1, [depolarizing]), embedding: noEmbedding(), circuit: written });
    expect(model.spec.circuit).toEqual(written);
    expect(model.toJSON().circuit).toEqual(written);
  });

  test('networks that differ in noise alone are different structures', () => {
    const [a, b, again] = [on(2, [depolarizing]), on(2, [damping]), on(2, [depolarizing])].map(
      (one) => classifier({ network: one, circuit: qcnn({ depth: 1 }) }).programs,
    );
    expect(again).toBe(a);
    expect(b).not.toBe(a);
  });

  test('noise of probability 0 makes the structure of a perfect processor', () => {
    const model = classifier({ network: on(2, [{ channel: 'depolarizing', p: 0 }]), circuit: qcnn({ depth: 1 }) });
    expect(() => compiledModel(model)).not.toThrow();
  });

  test.each([
    ['qcnn', qcnn({ depth: 2 })],
    ['re-uploading', reuploading({ layers: 3, readout: 'pools' })],
    ['custom', customCircuit({ circuit: circuit(3).ry(data(0), 0).cx(0, 1).measure(1).measure(2), readout: [1, 2] })],
  ])('the parts of a noisy %s are its whole program', (_, written) => {
    const noises = [[depolarizing, damping], [], [{ ...depolarizing, after: ['cz', 'h'] }]];
    const isQcnn = written.kind === 'qcnn';
    const mixing = { layers: isQcnn ? 2 : 0 };
    const embedding = isQcnn ? zz() : noEmbedding();
    const model = classifier({ network: on(3, ...noises), circuit: written, mixing, embedding });
    const perfect = classifier({ network: on(3, [], [], []), circuit: written, mixing, embedding });
    model.programs.forEach((program, p) => {
      const whole = [
        program.mixing,
        program.embedding.kind === 'circuit' ? program.embedding.circuit : null,
        program.trainable,
      ];
      const parts = modelParts(model, p);
      expect(parts.flatMap((part) => part.layers.flat())).toEqual(whole.flatMap((part) => part?.operations ?? []));
      // The same layers of the same gates as without noise.
      const gates = (list: typeof parts) =>
        list.map(({ layers, ...part }) => ({
          ...part,
          layers: layers.map((layer) => operationWords(layer.filter(({ kind }) => kind !== 'channel'))),
        }));
      expect(gates(parts)).toEqual(gates(modelParts(perfect, p)));
    });
  });
});
