// Coins as a resource of models: against the joint state, against dephased ebits, and at CHSH.
import { describe, expect, test } from 'vitest';
import { CLASSICAL_BOUND, successProbability } from '../../src/analysis/chsh-score.js';
import { data, dataProduct, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { chsh } from '../../src/data/chsh.js';
import { fit } from '../../src/jobs/fit.js';
import { networkCircuit, processorCircuit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { modelToJSON, parseModel } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { type Network, network } from '../../src/network/network.js';
import type { CoinSpec } from '../../src/network/network-spec.js';
import { differences, lossAt } from '../oracle/classifier.js';
import { jointProbabilities } from '../oracle/joint.js';
import { chance, greatestGap, numbers } from '../oracle/random.js';
import { refusal } from '../refusal.js';

const pair = (coins: readonly CoinSpec[], ebits: { between: [string, string]; fidelity: number }[] = []) =>
  network({
    processors: [
      { name: 'A', qubits: 2 },
      { name: 'B', qubits: 2 },
    ],
    coins,
    ebits,
  });

const three = network({
  processors: ['A', 'B', 'C'].map((name) => ({ name, qubits: 2 })),
  ebits: [{ between: ['C.0', 'A.1'], fidelity: 0.8 }],
  coins: [
    { between: ['A.0', 'B.1'], heads: 0.35 },
    { between: ['B.0', 'C.1'], heads: 0.8, basis: 'X' },
  ],
});

const networks: readonly [string, Network][] = [
  ['a fair coin', pair([{ between: ['A.0', 'B.0'] }])],
  ['a biased coin on other qubits', pair([{ between: ['B.0', 'A.1'], heads: 0.2 }])],
  ['an X coin', pair([{ between: ['A.0', 'B.0'], basis: 'X' }])],
  ['a biased X coin', pair([{ between: ['A.1', 'B.0'], heads: 0.9, basis: 'X' }])],
  ['two coins', pair([{ between: ['A.0', 'B.1'] }, { between: ['B.0', 'A.1'], heads: 0.6 }])],
  [
    'a coin beside an ebit',
    pair([{ between: ['A.1', 'B.0'], heads: 0.4 }], [{ between: ['A.0', 'B.1'], fidelity: 0.9 }]),
  ],
  ['three processors', three],
];

describe.each(networks)('%s', (_, net) => {
  const model = classifier({ network: net, circuit: qcnn({ depth: 1 }), seed: 3 });
  const width = 2 * net.processors.length;
  const next = chance(5);
  const rows = [numbers(width, -1.5, 1.5, next), numbers(width, -1.5, 1.5, next)];

  test.each(['observable', 'state'] as const)('has the outcomes of the joint state, by the engine %s', (engine) => {
    const expected = rows.map((row) => jointProbabilities(model, model.parameters, row));
    const found = model.probabilities(rows);
    expect(greatestGap(found, expected.flat())).toBeLessThan(1e-12);
    const samples = { rows, labels: [1, -1] };
    const { gradient } = lossAndGradient(model, rows, [1, -1], { loss: 'mse', engine });
    const slopes = differences((parameters) => lossAt(model, parameters, samples, 'mse'), model.parameters, 1e-2);
    expect(greatestGap(gradient, slopes)).toBeLessThan(1e-7);
  });

  test('is the same after a model file', () => {
    const again = parseModel(JSON.stringify(modelToJSON(model)));
    expect(again.network).toEqual(net);
    expect(again.probabilities(rows)).toEqual(model.probabilities(rows));
  });
});

test('an ebit in |Phi+> or |Phi->, evenly, is a coin', () => {
  const spec = { circuit: qcnn({ depth: 2 }), seed: 1 };
  const processors = bellNetwork({ ebits: 0 }).processors.map(({ name, qubits }) => ({ name, qubits }));
  const weights = { phiPlus: 0.5, phiMinus: 0.5, psiPlus: 0, psiMinus: 0 };
  const dephased = classifier({
    network: network({ processors, ebits: [{ between: ['A.0', 'B.0'], weights }] }),
    ...spec,
  });
  const coin = classifier({ network: bellNetwork({ ebits: 0, coins: 1 }), ...spec });
  const rows = Array.from({ length: 20 }, (_, i) => numbers(8, -1, 1, chance(i + 1)));
  expect(greatestGap(coin.probabilities(rows), dephased.probabilities(rows))).toBeLessThan(1e-15);
  const labels = rows.map((_, i) => (i % 2 === 0 ? 1 : -1));
  const gradients = [coin, dephased].map((model) => lossAndGradient(model, rows, labels, { loss: 'mse' }).gradient);
  expect(greatestGap(gradients[0], gradients[1])).toBeLessThan(1e-15);
});

test('a model file without coins does not name them', () => {
  const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }) });
  expect(Object.keys(modelToJSON(model).network)).toEqual(['processors', 'ebits']);
});

test('one coin labels all of CHSH and reaches S = 2, not more', async () => {
  // Qubit 0 is the coin, 1 the question, 2 the sign, which is turned by an angle for every coin and question.
  const embedding = circuit(3)
    .rx(dataProduct(2, { feature: 0, offset: 0, slope: 1 }), 1)
    .rx(data(1), 2)
    .rx(Math.PI / 2, 2);
  let answer = circuit(3);
  for (let k = 0; k < 4; k++) {
    const controls = [0, 1].map((qubit) => ({ qubit, value: ((k >> qubit) & 1) as 0 | 1 }));
    answer = answer.controlled(controls, (b) => b.rx(parameter(k), 2));
  }
  const model = classifier({
    network: bellNetwork({ ebits: 0, coins: 1, qubits: 3 }),
    embedding: customEmbedding(embedding),
    circuit: customCircuit({ circuit: answer, readout: 2 }),
    weights: 'fixed',
  });
  const scores: number[] = [];
  const accuracies: number[] = [];
  for (const seed of [1, 2, 3]) {
    const run = await fit(model, chsh(), { iterations: 500, batch: 'full', learningRate: 0.05, seed });
    scores.push(successProbability(run.model, chsh()));
    accuracies.push(run.accuracy.training);
  }
  // S = 8 p - 4.
  expect(Math.max(...scores)).toBeGreaterThan(CLASSICAL_BOUND - 1e-4);
  expect(Math.max(...scores)).toBeLessThan(CLASSICAL_BOUND + 1e-9);
  expect(accuracies[scores.indexOf(Math.max(...scores))]).toBe(1);
});

test('gates make no coin: the network is refused, its processors are not', () => {
  const model = classifier({ network: bellNetwork({ ebits: 1, coins: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
  const error = refusal(() => networkCircuit(model));
  expect(error.code).toBe('circuit');
  expect(error.message).toContain('The coin A.1 - B.1, basis Z is a mixture');
  expect(processorCircuit(model, 0).qubits).toBe(2);
});
