// Models that between them hold everything that a program has to carry.
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { ChannelName } from '../../src/circuit/channels.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, noEmbedding, unitaryEmbedding, zz } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { parametersFor } from '../models/engine-cases.js';

export interface ProgramCase {
  readonly name: string;
  readonly model: Model;
}

const qubits = (...counts: number[]) => counts.map((m, i) => ({ name: 'ABCDEFGH'[i], qubits: m }));

/** Every gate, controls and conditions of both values, several of them, and all kinds of angles. */
const busy = circuit(3)
  .h(0)
  .ry(parameter(0), 0)
  .controlled([{ qubit: 0, value: 0 }], (b) => b.rx(parameter(1), 2).h(1).y(2).s(1).swap(1, 2))
  .cx(1, 2)
  .cz(0, 2)
  .t(0)
  .tdg(1)
  .y(1)
  .x(0)
  .z(2)
  .s(1)
  .swap(0, 2)
  .rzz(parameter(2), 0, 1)
  .sdg(2)
  .phase(parameter(3, { scale: -0.5, offset: 0.3 }), 1)
  .controlled(
    [
      { qubit: 2, value: 1 },
      { qubit: 1, value: 0 },
    ],
    (b) => b.phase(parameter(0), 0).ry(scaledData(4, 0), 0).x(0),
  )
  .rx(0.7, 1)
  .rz(data(1), 0)
  .ry(dataProduct(0.5, { feature: 0, offset: 1, slope: -2 }, { feature: 1, offset: 0, slope: 1 }), 1)
  .measure(1)
  .when(1, 1, (b) => b.ry(parameter(5), 0).x(2))
  .when(1, 0, (b) => b.controlled([{ qubit: 2, value: 1 }], (c) => c.rz(parameter(6), 0).ry(parameter(2), 0)))
  .measure(2)
  .when(2, 1, (b) => b.when(1, 0, (c) => c.rx(parameter(7), 0)));

const untrained: readonly ProgramCase[] = [
  {
    name: 'zz embedding on a ring, mixing, qcnn with its conditions, a noisy ebit',
    model: classifier({
      network: bellNetwork({ ebits: 1, fidelity: 0.9, qubits: 3 }),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 1 }),
    }),
  },
  {
    name: 'every gate in a custom circuit of one processor, features read by it',
    model: classifier({
      network: network({ processors: qubits(3) }),
      embedding: noEmbedding(),
      circuit: customCircuit({ circuit: busy, readout: [1, 0] }),
    }),
  },
  {
    name: 'Bell weights, readout errors, halves in other orders, several readouts, parity weight',
    model: classifier({
      network: network({
        processors: [
          { name: 'first-one', qubits: 3, readoutError: { flip0: 0.02, flip1: 0.11 } },
          { name: 'B_2', qubits: 2, readoutError: 0.07 },
        ],
        ebits: [
          { between: ['first-one.2', 'B_2.0'], fidelity: 0.9 },
          {
            between: ['B_2.1', 'first-one.0'],
            weights: { phiPlus: 0.6, phiMinus: 0.1, psiPlus: 0.3, psiMinus: 0 },
          },
        ],
      }),
      embedding: zz({ pairs: 'all' }),
      circuit: customCircuit([
        { circuit: busy, readout: [2, 0] },
        { circuit: circuit(2).ry(parameter(0), 0).cz(0, 1).ry(parameter(1), 1).rx(parameter(2), 0), readout: 1 },
      ]),
      weights: 'parity',
    }),
  },
  {
    name: 'coins in both bases, one of them loaded, beside an ebit in |Psi->',
    model: classifier({
      network: network({
        processors: qubits(2, 3),
        ebits: [{ between: ['A.0', 'B.1'], weights: { phiPlus: 0, phiMinus: 0, psiPlus: 0, psiMinus: 1 } }],
        coins: [{ between: ['A.1', 'B.0'], heads: 0.3, basis: 'X' }],
      }),
      circuit: qcnn({ depth: 1 }),
    }),
  },
  {
    name: 'two coins of three processors, custom embedding, fixed weights',
    model: classifier({
      network: network({
        processors: qubits(2, 2, 2),
        coins: [{ between: ['A.0', 'C.1'] }, { between: ['B.0', 'C.0'], heads: 0.8 }],
      }),
      embedding: customEmbedding(circuit(2).ry(data(0), 0).cx(0, 1).rz(data(1), 1)),
      circuit: qcnn({ depth: 0 }),
      weights: 'fixed',
    }),
  },
  {
    name: 'unitary embedding of unequal processors, mixing',
    model: classifier({
      network: network({ processors: qubits(2, 1), ebits: [{ between: ['A.1', 'B.0'], fidelity: 0.95 }] }),
      embedding: unitaryEmbedding(),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 1 }),
    }),
  },
  {
    name: 're-uploading of three features on two qubits, three classes',
    model: classifier({
      network: bellNetwork({ ebits: 1, fidelity: 0.95, qubits: 2 }),
      circuit: reuploading({ layers: 2, readout: 'all', features: 3 }),
      classes: 3,
    }),
  },
  {
    name: 'four processors in a ring of perfect ebits, chain of pairs',
    model: classifier({
      network: network({
        processors: qubits(2, 2, 2, 2),
        ebits: [
          { between: ['A.1', 'B.0'] },
          { between: ['B.1', 'C.0'] },
          { between: ['C.1', 'D.0'] },
          { between: ['D.1', 'A.0'] },
        ],
      }),
      embedding: zz({ pairs: 'chain' }),
      circuit: qcnn({ depth: 1 }),
    }),
  },
  {
    name: 'a table with gaps and words, scaled, a column that was constant',
    model: classifier({
      network: bellNetwork({ ebits: 1, qubits: 4 }),
      embedding: zz(),
      circuit: qcnn({ depth: 0 }),
    }).withTable({
      columns: {
        features: { A: ['age', 'colour'], B: ['dose', 'blood "type"', 'none', 'size'] },
        label: { column: 'outcome', positive: 'ill', negative: 'n\'est "pas"\\ é' },
      },
      scale: { minimum: [20, 0, 0, 0, -0.1, 0, 3, 0], maximum: [70.5, 1, 1, 1, 0.3, 1, 3, 2] },
      preparation: {
        missing: 'median',
        columns: [
          { column: 'age', kind: 'number', median: 41.5 },
          { column: 'colour', kind: 'onehot', categories: ['blue', 'café', '10'] },
          { column: 'dose', kind: 'number', median: 0.1 },
          { column: 'blood "type"', kind: 'onehot', categories: ['A', 'B'] },
          { column: 'none', kind: 'number', median: 3 },
          { column: 'size', kind: 'ordinal', categories: ['small', 'medium', 'large'], median: 1 },
        ],
      },
    }),
  },
  {
    name: 'a table of many classes, rows with gaps left out',
    model: classifier({
      network: bellNetwork({ ebits: 0, qubits: 2 }),
      circuit: reuploading({ layers: 1, readout: 'all' }),
      classes: 4,
    }).withTable({
      columns: {
        features: { A: ['a', 'b'], B: ['a', 'c'] },
        label: { column: 'kind', classes: ['x', 'y', 'z', '4'] },
      },
      scale: { minimum: [0, 0, 0, 0], maximum: [1, 2, 1, 4] },
      preparation: {
        missing: 'drop',
        columns: ['a', 'b', 'c'].map((column) => ({ column, kind: 'number', median: null }) as const),
      },
    }),
  },
];

/** Every channel of the table, alone and in branches of one and of two outcomes. */
const noisyWords: readonly (readonly [ChannelName, readonly number[]])[] = [
  ['bitFlip', [0.1]],
  ['phaseFlip', [0.2]],
  ['depolarizing', [0.3]],
  ['pauli', [0.1, 0.05, 0.2]],
  ['phaseDamping', [0.3]],
  ['amplitudeDamping', [0.4]],
  ['thermal', [1e-3, 5e-4, 1e-4]],
  ['thermal', [1e-3, 1.9e-3, 2e-4]],
];
const withNoise = noisyWords.reduce(
  (built, [name, values], k) =>
    built
      .ry(parameter(k % 4, { scale: 0.5, offset: 0.4 + k }), 1)
      .channel(name, values, 1)
      .when(0, 1, (b) => b.rx(0.3 + k, 2).channel(name, values, 2))
      .when(0, 0, (b) => b.cx(1, 2).channel(name, values, 1)),
  circuit(4).h(0).ry(data(0), 1).rz(data(1), 2).amplitudeDamping(0.1, 0).h(3).cz(0, 3).h(3).measure(0),
);
const branched = noisyWords.reduce(
  (built, [name, values], k) =>
    built.when(3, 1, (b) =>
      b.when(0, 0, (c) =>
        c
          .ry(0.2 * k + 0.1, 1)
          .cz(1, 2)
          .channel(name, values, 1),
      ),
    ),
  withNoise.measure(3),
);

const noisy: readonly ProgramCase[] = [
  {
    name: 'every channel in a custom circuit, in branches too, beside noise behind its gates',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 4, noise: [{ after: ['ry', 'cz', 'cx'], channel: 'depolarizing', p: 0.01 }] },
          { name: 'B', qubits: 1, readoutError: 0.02 },
        ],
        ebits: [{ between: ['A.1', 'B.0'], fidelity: 0.9 }],
      }),
      embedding: noEmbedding(),
      circuit: customCircuit([
        { circuit: branched, readout: [2, 1] },
        { circuit: circuit(1).h(0).depolarizing(0.05, 0).ry(parameter(0), 0).ry(data(0), 0), readout: 0 },
      ]),
    }),
  },
  {
    name: 'noise behind the gates of mixing, embedding and qcnn, unequal processors, a coin',
    model: classifier({
      network: network({
        processors: [
          {
            name: 'A',
            qubits: 3,
            noise: [
              { after: 'one-qubit', channel: 'depolarizing', p: 0.01 },
              { after: 'two-qubit', channel: 'pauli', p: [0.01, 0.02, 0.03] },
              { channel: 'thermal', t1: 1e-3, t2: 5e-4, time: 2e-5 },
            ],
          },
          { name: 'B', qubits: 2, noise: [{ after: ['rx', 'rz', 'h'], channel: 'amplitudeDamping', g: 0.05 }] },
        ],
        ebits: [{ between: ['A.0', 'B.1'], fidelity: 0.95 }],
        coins: [{ between: ['A.2', 'B.0'], heads: 0.4 }],
      }),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 1 }),
    }),
  },
  {
    name: 're-uploading with noise behind its gates, every qubit read out',
    model: classifier({
      network: network({
        processors: ['A', 'B'].map((name) => ({
          name,
          qubits: 2,
          noise: [
            { channel: 'phaseDamping' as const, g: 0.05 },
            { after: ['cz'], channel: 'bitFlip' as const, p: 0.02 },
          ],
        })),
        ebits: [{ between: ['A.0', 'B.0'] }],
      }),
      circuit: reuploading({ layers: 2, readout: 'all' }),
    }),
  },
];

/** With drawn parameters. */
export const programCases: readonly ProgramCase[] = [...untrained, ...noisy].map(({ name, model }, k) => ({
  name,
  model: model.withParameters(parametersFor(model, k + 1)),
}));
