// Models that between them take every way through the engines. Each goes to every engine that can run it.
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, unitaryEmbedding, zz, zzCircuit } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import type { EngineChoice } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { chance, numbers, randomUnitary, unitaryFeatures } from '../oracle/random.js';
import { layeredCases } from './layered-cases.js';
import { parityCases } from './parity-cases.js';
import { readoutCases } from './readout-cases.js';

export interface EngineCase {
  readonly name: string;
  readonly model: Model;
  readonly engines: readonly Exclude<EngineChoice, 'auto'>[];
}

const both = ['observable', 'state'] as const;
const qubits = (...counts: number[]) => counts.map((m, i) => ({ name: 'ABCDEFGH'[i], qubits: m }));

/** Every gate of the table with a use for it, controls of both values, measurements and conditions, on three qubits. */
const everything = circuit(3)
  .ry(parameter(0), 0)
  .controlled([{ qubit: 0, value: 0 }], (b) => b.rx(parameter(1), 2).h(1))
  .cx(1, 2)
  .t(0)
  .y(1)
  .swap(0, 2)
  .rzz(parameter(2), 0, 1)
  .rxx(parameter(5), 1, 2)
  .sx(0)
  .ryy(parameter(1), 2, 0)
  .cswap(1, 0, 2)
  .u(parameter(6), parameter(2), 0.3, 0)
  .sxdg(2)
  .sdg(2)
  .phase(parameter(3), 1)
  .controlled([{ qubit: 2, value: 1 }], (b) => b.phase(parameter(0), 0).ry(parameter(4), 1))
  .rx(0.7, 1)
  .measure(1)
  .when(1, 1, (b) => b.ry(parameter(5), 0).x(2))
  .when(1, 0, (b) => b.controlled([{ qubit: 2, value: 1 }], (c) => c.rz(parameter(6), 0)))
  .measure(2)
  .when(2, 1, (b) => b.rx(parameter(7), 0));

/** Re-uploading: the features come back between trained layers, products of them too. */
const again = circuit(2)
  .ry(parameter(0), 0)
  .rx(parameter(1), 1)
  .cz(0, 1)
  .rz(data(1), 0)
  .ry(dataProduct(0.5, { feature: 0, offset: 1, slope: -2 }, { feature: 1, offset: 0, slope: 1 }), 1)
  .controlled([{ qubit: 1, value: 1 }], (b) => b.rx(parameter(2), 0))
  .rx(data(0), 1)
  .measure(0)
  .when(0, 0, (b) => b.ry(parameter(0), 1).rz(data(0), 1))
  .rx(parameter(3), 1);

/** Features times trainable scales: alone, beside parameters, the same too, and data; products, controls and conditions. */
const uploaded = circuit(2)
  .ry(scaledData(0, 0), 0)
  .ry(scaledData(1, 1), 1)
  .ry(parameter(2), 0)
  .ry(parameter(0), 1)
  .rz(data(1), 0)
  .rz(parameter(2), 1)
  .rx(scaledData(3, 0), 1)
  .cz(0, 1)
  .rx(scaledData(4, dataProduct(0.5, { feature: 0, offset: 1, slope: -2 }, { feature: 1, offset: 0.2, slope: 1 })), 0)
  .rx(data(0), 0)
  .controlled([{ qubit: 0, value: 0 }], (b) => b.ry(scaledData(1, 0), 1))
  .measure(0)
  .when(0, 1, (b) => b.ry(scaledData(3, 1), 1).rz(parameter(2), 1))
  .rx(parameter(5), 1);

/** One parameter in several gates: mirrored, slowed, moved, and not at all. */
const scaled = circuit(2)
  .ry(parameter(0, { scale: -1 }), 0)
  .rx(parameter(1, { scale: 0.5, offset: 0.3 }), 1)
  .cz(0, 1)
  .ry(parameter(0, { scale: 2, offset: -1 }), 1)
  .controlled([{ qubit: 0, value: 0 }], (b) => b.phase(parameter(1, { scale: -1.7 }), 1).ry(parameter(0), 1))
  .rzz(parameter(2, { offset: Math.PI / 2 }), 0, 1)
  .rx(parameter(2, { scale: 0, offset: 0.2 }), 0)
  .rx(parameter(2), 1);

const paper = (ebits: number, rest: Partial<Parameters<typeof classifier>[0]> = {}, fidelity = 1, m = 4) =>
  classifier({ network: bellNetwork({ ebits, fidelity, qubits: m }), circuit: qcnn({ depth: 1 }), ...rest });

/** Two of the four Bell states, where four would make the joint state's mixture too large to wait for. */
const dephased = { phiPlus: 0.7, phiMinus: 0, psiPlus: 0.3, psiMinus: 0 };
const bellWeights = { phiPlus: 0.55, phiMinus: 0.05, psiPlus: 0.3, psiMinus: 0.1 };

/** A loop of three with different noise on each side, on qubits in no particular order. */
const loop = network({
  processors: [
    { name: 'A', qubits: 2 },
    { name: 'B', qubits: 2, readoutError: { flip0: 0.02, flip1: 0.11 } },
    { name: 'C', qubits: 2 },
  ],
  ebits: [
    { between: ['A.0', 'B.0'], fidelity: 0.9 },
    { between: ['B.1', 'C.0'], weights: bellWeights },
    { between: ['C.1', 'A.1'] },
  ],
});

/** Two parallel ebits and a third processor, every half off the leading qubit. */
const parallel = network({
  processors: qubits(3, 3, 1),
  ebits: [
    { between: ['A.2', 'B.1'], fidelity: 0.85 },
    { between: ['B.2', 'A.0'] },
    { between: ['C.0', 'A.1'], weights: dephased },
  ],
});

/** Loops of three with fair, biased and X coins, on qubits in no particular order; in the second an ebit beside them. */
const [coinLoop, coinsAndEbit] = [false, true].map((withEbit) =>
  network({
    processors: [
      { name: 'A', qubits: 2 },
      { name: 'B', qubits: 2, readoutError: { flip0: 0.02, flip1: 0.11 } },
      { name: 'C', qubits: 2 },
    ],
    ebits: withEbit ? [{ between: ['A.1', 'B.0'], fidelity: 0.9 }] : [],
    coins: [
      { between: ['B.1', 'C.0'], heads: 0.3 },
      { between: ['C.1', 'A.0'], heads: 0.8, basis: 'X' },
      ...(withEbit ? [] : [{ between: ['A.1', 'B.0'] as const }]),
    ],
  }),
);

export const engineCases: readonly EngineCase[] = [
  ...[1, 4].map((ebits) => ({ name: `Bell-${ebits} on four qubits`, model: paper(ebits), engines: both })),
  ...[0, 1, 2].map((ebits) => ({
    name: `Bell-${ebits} on two qubits`,
    model: paper(ebits, { circuit: qcnn({ depth: 3 }) }, 1, 2),
    engines: both,
  })),
  {
    name: 'Bell-2 with mixing',
    model: paper(2, { mixing: { layers: 1 }, embedding: zz({ pairs: 'all' }), weights: 'parity' }),
    engines: both,
  },
  {
    name: 'Bell-2 on two qubits with mixing, at fidelity 0.7',
    model: paper(2, { mixing: { layers: 1 }, embedding: zz({ pairs: 'chain' }), weights: 'fixed' }, 0.7, 2),
    engines: both,
  },
  ...[0, 2].map((ebits) => ({
    name: `Bell-${ebits} on two qubits with mixing`,
    model: paper(ebits, { mixing: { layers: 2 }, circuit: qcnn({ depth: 2 }) }, 1, 2),
    engines: both,
  })),
  {
    name: 'all qubits entangled with mixing, halves in different orders, readout errors, other circuits on each side',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 3, readoutError: 0.05 },
          { name: 'B', qubits: 3, readoutError: { flip0: 0.3, flip1: 0.01 } },
        ],
        ebits: [{ between: ['A.2', 'B.0'] }, { between: ['B.2', 'A.1'] }, { between: ['A.0', 'B.1'] }],
      }),
      embedding: customEmbedding([zzCircuit(3, 'all'), zzCircuit(3, 'chain')]),
      mixing: { layers: 1 },
      circuit: customCircuit([
        { circuit: everything, readout: 0 },
        {
          circuit: circuit(3).rx(parameter(0), 1).cx(0, 1).ry(parameter(1), 1).cz(1, 2).ry(parameter(2), 1),
          readout: 1,
        },
      ]),
      weights: 'parity',
    }),
    engines: both,
  },
  {
    name: 'all qubits entangled, phases beside an embedding that is none',
    model: classifier({
      network: bellNetwork({ ebits: 2, qubits: 2 }),
      embedding: customEmbedding([zzCircuit(2, 'all'), circuit(2).ry(data(1), 0).cx(0, 1).rx(data(0), 1)]),
      circuit: qcnn({ depth: 1 }),
    }),
    engines: both,
  },
  {
    name: 'qcnns on three qubits and on one, with mixing',
    model: classifier({
      network: network({ processors: qubits(3, 1), ebits: [{ between: ['A.2', 'B.0'], fidelity: 0.9 }] }),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 1 }),
    }),
    engines: both,
  },
  {
    name: 'mixing on four and two qubits',
    model: classifier({
      network: network({
        processors: qubits(4, 2),
        ebits: [{ between: ['A.3', 'B.1'] }, { between: ['B.0', 'A.1'] }],
      }),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 1 }),
    }),
    engines: both,
  },
  {
    name: 'unitary inputs on two qubits, with mixing',
    model: paper(1, { embedding: unitaryEmbedding(), mixing: { layers: 1 } }, 0.95, 2),
    engines: ['state'],
  },
  { name: 'unitary inputs on four qubits', model: paper(1, { embedding: unitaryEmbedding() }), engines: both },
  {
    name: 'four and two qubits, halves in reverse order, weights of Bell states, readout errors',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 4, readoutError: 0.05 },
          { name: 'B', qubits: 2, readoutError: { flip0: 0.3, flip1: 0.01 } },
        ],
        ebits: [
          { between: ['A.3', 'B.0'], weights: bellWeights },
          { between: ['B.1', 'A.1'], fidelity: 0.8 },
        ],
      }),
      circuit: qcnn({ depth: 1 }),
      weights: 'parity',
    }),
    engines: both,
  },
  { name: 'a loop of three', model: classifier({ network: loop, circuit: qcnn({ depth: 2 }) }), engines: both },
  {
    name: 'a loop of three with mixing',
    model: classifier({ network: loop, mixing: { layers: 1 }, circuit: qcnn({ depth: 1 }), weights: 'parity' }),
    engines: both,
  },
  {
    name: 'parallel ebits, a third processor of one qubit, every gate of the table',
    model: classifier({
      network: parallel,
      circuit: customCircuit([
        { circuit: everything, readout: 0 },
        { circuit: everything, readout: 0 },
        { circuit: circuit(1).ry(parameter(0), 0).rx(parameter(1), 0), readout: 0 },
      ]),
    }),
    engines: both,
  },
  {
    name: 'embeddings that are no phases beside one that is, and a processor without features',
    model: classifier({
      network: parallel,
      embedding: customEmbedding([
        circuit(3).ry(data(1), 0).cx(0, 2).rx(data(0), 1).cz(1, 2),
        zzCircuit(3, 'ring'),
        circuit(1),
      ]),
      circuit: customCircuit([
        { circuit: everything, readout: 0 },
        { circuit: circuit(3).rx(parameter(0), 1).cx(0, 1).ry(parameter(1), 1).cz(1, 2).h(1), readout: 1 },
        { circuit: circuit(1).ry(parameter(0), 0), readout: 0 },
      ]),
      weights: 'parity',
    }),
    engines: both,
  },
  {
    name: 're-uploading',
    model: classifier({
      network: bellNetwork({ ebits: 2, fidelity: 0.9, qubits: 2 }),
      circuit: customCircuit({ circuit: again, readout: 1 }),
    }),
    engines: ['state'],
  },
  {
    name: 're-uploading at one of three, with mixing',
    model: classifier({
      network: loop,
      mixing: { layers: 1 },
      circuit: customCircuit([
        { circuit: circuit(2).cx(1, 0).ry(parameter(0), 0), readout: 0 },
        { circuit: again, readout: 1 },
        { circuit: circuit(2).rx(parameter(0), 0).cx(0, 1).ry(parameter(0), 1), readout: 1 },
      ]),
    }),
    engines: ['state'],
  },
  {
    name: 'one qubit each',
    model: classifier({
      network: bellNetwork({ ebits: 1, qubits: 1 }),
      circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0).ry(parameter(1), 0), readout: 0 }),
      weights: 'fixed',
    }),
    engines: both,
  },
  {
    name: 'angles that share a parameter with scales and offsets of their own, beside products of features',
    model: classifier({
      network: bellNetwork({ ebits: 1, fidelity: 0.9, qubits: 2 }),
      circuit: customCircuit([
        { circuit: scaled, readout: 1 },
        { circuit: scaled.rx(data(1), 1), readout: 1 },
      ]),
    }),
    engines: ['state'],
  },
  {
    name: 'angles that share a parameter with scales and offsets of their own',
    model: classifier({
      network: bellNetwork({ ebits: 2, fidelity: 0.9, qubits: 2 }),
      mixing: { layers: 1 },
      circuit: customCircuit({ circuit: scaled, readout: 1 }),
    }),
    engines: both,
  },
  {
    name: 'a single processor',
    model: classifier({ network: network({ processors: qubits(4) }), circuit: qcnn({ depth: 2 }) }),
    engines: both,
  },
  {
    name: 'a chain of four',
    model: classifier({
      network: network({
        processors: qubits(2, 2, 2, 1),
        ebits: [
          { between: ['A.1', 'B.0'] },
          { between: ['C.1', 'B.1'], weights: dephased },
          { between: ['C.0', 'D.0'] },
        ],
      }),
      circuit: qcnn({ depth: 1 }),
    }),
    engines: both,
  },
  ...[
    { ebits: 1, coins: 1, qubits: 4 },
    { ebits: 0, coins: 2, qubits: 2 },
  ].map((shared) => ({
    name: `${shared.ebits} ebits and ${shared.coins} coins on ${shared.qubits} qubits`,
    model: paper(0, { network: bellNetwork(shared) }),
    engines: both,
  })),
  {
    name: 'a biased coin and an X coin on every qubit, with mixing',
    model: classifier({
      network: network({
        processors: qubits(2, 2),
        coins: [
          { between: ['A.1', 'B.0'], heads: 0.2 },
          { between: ['A.0', 'B.1'], heads: 0.65, basis: 'X' },
        ],
      }),
      mixing: { layers: 1 },
      circuit: qcnn({ depth: 1 }),
    }),
    engines: both,
  },
  {
    name: 'a loop of three with coins',
    model: classifier({ network: coinLoop, circuit: qcnn({ depth: 1 }) }),
    engines: both,
  },
  {
    name: 'a loop of three with coins, an ebit and mixing',
    model: classifier({ network: coinsAndEbit, mixing: { layers: 1 }, circuit: qcnn({ depth: 1 }), weights: 'parity' }),
    engines: both,
  },
  {
    name: 'features times trainable scales',
    model: classifier({
      network: bellNetwork({ ebits: 2, fidelity: 0.9, qubits: 2 }),
      embedding: customEmbedding(circuit(2)),
      circuit: customCircuit({ circuit: uploaded, readout: 1 }),
    }),
    engines: ['state'],
  },
  {
    name: 'features times trainable scales at one of three, with mixing and an embedding',
    model: classifier({
      network: loop,
      mixing: { layers: 1 },
      circuit: customCircuit([
        { circuit: circuit(2).cx(1, 0).ry(parameter(0), 0), readout: 0 },
        { circuit: uploaded, readout: 1 },
        { circuit: circuit(2).rx(parameter(0), 0).cx(0, 1).ry(parameter(0), 1), readout: 1 },
      ]),
      weights: 'parity',
    }),
    engines: ['state'],
  },
  {
    name: 're-uploading layers, more features than qubits at one, pooled at the end',
    model: classifier({
      network: network({ processors: qubits(2, 1), ebits: [{ between: ['A.0', 'B.0'], weights: bellWeights }] }),
      mixing: { layers: 1 },
      circuit: reuploading({ layers: 2, readout: 'pools', features: [3, 1] }),
    }),
    engines: ['state'],
  },
  ...layeredCases,
  ...readoutCases,
  ...parityCases,
];

/** So many rows that the model takes, seeded. */
export function rowsFor(model: Model, count: number, seed: number): number[][] {
  const next = chance(seed);
  return Array.from({ length: count }, () =>
    model.programs.flatMap(({ embedding, features }) =>
      embedding.kind === 'unitary'
        ? unitaryFeatures(randomUnitary(Math.sqrt(features / 2), next))
        : numbers(features, -1.5, 1.5, next),
    ),
  );
}

/** Angles anywhere, weights that are no signs: nothing may hide behind a symmetry. */
export function parametersFor(model: Model, seed: number): Float64Array {
  const next = chance(seed);
  return Float64Array.from([
    ...numbers(model.angles, 0, 2 * Math.PI, next),
    ...numbers(model.weightCount, -1.5, 1.5, next),
  ]);
}

/** Labels +1 and -1, seeded. */
export function labelsFor(count: number, seed: number): number[] {
  return numbers(count, -1, 1, chance(seed)).map((value) => (value < 0 ? -1 : 1));
}
