// Whatever a network may share as a resource of models: against the joint density matrix, at Mermin's game, and in files.
import { describe, expect, test } from 'vitest';

import { dataProduct } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { type Circuit, createCircuit } from '../../src/circuit/circuit.js';
import { toPennyLane } from '../../src/interchange/to-pennylane.js';
import { networkCircuit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, noEmbedding, zz } from '../../src/models/embedding.js';
import { modelToJSON, parseModel } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { network } from '../../src/network/network.js';
import type { NetworkSpec, ShareSpec } from '../../src/network/network-spec.js';
import { openSimulator } from '../../src/simulator/simulator.js';
import { densityProbabilities } from '../oracle/density.js';
import { chance, greatestGap, numbers } from '../oracle/random.js';
import { oracleOf, type PlainCircuit, type RandomNoisyModel, randomNoisyModel } from '../oracle/random-networks.js';
import { refusal } from '../refusal.js';

const circuitOf = ({ qubits, operations, parameters, features }: PlainCircuit): Circuit =>
  createCircuit(qubits, operations as Circuit['operations'], { parameters, features });

function modelOf(random: RandomNoisyModel): Model {
  const { embedding } = random;
  return classifier({
    network: network(random.network as NetworkSpec),
    embedding:
      embedding.kind === 'zz'
        ? zz({ pairs: embedding.pairs })
        : embedding.kind === 'none'
          ? noEmbedding()
          : customEmbedding(embedding.circuits.map(circuitOf)),
    mixing: random.mixing,
    circuit: customCircuit(random.circuits.map((one) => ({ circuit: circuitOf(one.circuit), readout: one.readout }))),
    weights: random.weights,
  });
}

describe('a model is what its joint density matrix is', () => {
  test.each(Array.from({ length: 24 }, (_, seed) => seed + 1))('random network %d', (seed) => {
    const random = randomNoisyModel(seed, { channels: false, maxQubits: 6 });
    const model = modelOf(random).withParameters(random.parameters);
    const oracle = oracleOf(random);
    const found = model.probabilities(random.rows);
    const expected = random.rows.flatMap((row) => [...densityProbabilities(oracle, random.parameters, row)]);
    expect(greatestGap(found, expected)).toBeLessThan(1e-12);
    const again = parseModel(JSON.stringify(modelToJSON(model)));
    expect(again.probabilities(random.rows)).toEqual(found);
    expect(modelToJSON(again)).toEqual(modelToJSON(model));
  });
});

/** A party's qubit is measured as cos x X + sin x Y: its phase is taken back in front of H. */
const phased = circuit(1)
  .rz(dataProduct(-1, { feature: 0, offset: 0, slope: 1 }), 0)
  .h(0);
const NAMES = [...'ABCDEFGH'];
const phasedModel = (count: number, share: Omit<ShareSpec, 'between'>) => {
  const names = NAMES.slice(0, count);
  return classifier({
    network: network({
      processors: names.map((name) => ({ name, qubits: 1 })),
      shares: [{ between: names.map((name) => `${name}.0`), ...share }],
    }),
    embedding: noEmbedding(),
    circuit: customCircuit({ circuit: phased, readout: 0 }),
    weights: 'fixed',
  });
};

test.each([2, 3, 5, 8])(
  "a GHZ state of %d wins Mermin's game: the mean of the answers is the cosine of the phases",
  (count) => {
    const next = chance(count);
    const rows = Array.from({ length: 5 }, () => numbers(count, -1.5, 1.5, next));
    rows.push(NAMES.slice(0, count).map((_, p) => (p < 2 ? Math.PI / 2 : 0)));
    const exact = rows.map((row) => Math.cos(row.reduce((sum, x) => sum + x, 0)));
    const found = phasedModel(count, { state: 'ghz' }).expectations(rows);
    expect(greatestGap(found, exact)).toBeLessThan(1e-13);
    const seen = phasedModel(count, { state: 'ghz', visibility: 0.4 }).expectations(rows);
    expect(
      greatestGap(
        seen,
        exact.map((mean) => 0.4 * mean),
      ),
    ).toBeLessThan(1e-13);
  },
);

test('a GHZ state and graph states are made by gates, as one circuit of the whole network', () => {
  for (const share of [
    { state: 'ghz' as const },
    {
      graph: [
        [0, 1],
        [1, 2],
        [2, 0],
      ] as const,
    },
    { graph: [] },
  ]) {
    const model = phasedModel(3, share);
    const features = [0.3, -0.8, 1.1];
    const simulator = openSimulator(networkCircuit(model));
    const joint = simulator.probabilities({ parameters: [], features });
    simulator.close();
    expect(greatestGap(model.probabilities([features]), joint)).toBeLessThan(1e-13);
  }
});

test.each<[string, Omit<ShareSpec, 'between'>, string]>([
  [
    'what is seen through noise',
    { state: 'ghz', visibility: 0.9 },
    'The share A.0 - B.0 - C.0, GHZ state, visibility 0.9, is a mixture',
  ],
  [
    'generators',
    { generators: ['XXX', 'ZZI', 'IZZ'] },
    'is given by generators and not by gates; give it as "ghz" or as a graph',
  ],
])('%s is no circuit', (_, share, words) => {
  const error = refusal(() => networkCircuit(phasedModel(3, share)));
  expect([error.code, error.message]).toEqual(['circuit', expect.stringContaining(words)]);
});

test('programs in Python take Bell-diagonal ebits and coins of two, and say so of anything else', () => {
  const error = refusal(() => toPennyLane(phasedModel(3, { state: 'ghz' })));
  expect([error.code, error.message]).toEqual([
    'circuit',
    expect.stringContaining(
      'What is shared between A.0 - B.0 - C.0, GHZ state, is no mixture of Bell states and no coin of two',
    ),
  ]);
});

test('a model file has version 3 where it holds what readers of version 2 do not know, and is read as it is written', () => {
  const processors = NAMES.map((name) => ({ name, qubits: 1 }));
  const memory = { t1: 1e-3, t2: 1e-3 };
  const [a, b, ...rest] = processors;
  const correlations = [0, 1, 2, 3].map((p) => [0, 1, 2, 3].map((q) => (p === q ? [1, 0.5, -0.5, 0.5][p] : 0)));
  const specs: readonly (readonly [version: number, spec: NetworkSpec])[] = [
    [1, { processors, ebits: [{ between: ['A.0', 'B.0'], fidelity: 0.9 }], coins: [{ between: ['C.0', 'D.0'] }] }],
    [3, { processors, coins: [{ between: ['A.0', 'B.0', 'C.0'] }] }],
    [3, { processors, shares: [{ between: ['A.0', 'B.0'], state: 'ghz' }] }],
    [3, { processors, ebits: [{ between: ['A.0', 'B.0'], correlations }] }],
    [
      3,
      {
        processors: [{ ...a, memory }, { ...b, memory }, ...rest],
        ebits: [{ between: ['A.0', 'B.0'], age: [0, 1e-4] }],
      },
    ],
    [3, { processors: [...processors, { name: 'I', qubits: 1 }] }],
  ];
  for (const [version, spec] of specs) {
    const model = classifier({ network: network(spec), circuit: qcnn({ depth: 1 }), weights: 'fixed' });
    const text = JSON.stringify(modelToJSON(model));
    expect(JSON.parse(text).version).toBe(version);
    expect(JSON.stringify(modelToJSON(parseModel(text)))).toBe(text);
    expect(parseModel(text).network).toEqual(model.network);
  }
});
