// Random networks with every kind of resource and noise: the library beside the oracle's joint density matrix.
import { describe, expect, test } from 'vitest';
import type { Circuit } from '../../src/circuit/circuit.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, noEmbedding, zz } from '../../src/models/embedding.js';
import type { EmbeddingSpec, Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import { network } from '../../src/network/network.js';
import type { NetworkSpec } from '../../src/network/network-spec.js';
import { lossAndGradientFrom } from '../oracle/classifier.js';
import { densityDerivatives, densityProbabilities } from '../oracle/density.js';
import { greatestGap } from '../oracle/random.js';
import { oracleOf, type RandomNoise, type RandomNoisyModel, randomNoisyModel } from '../oracle/random-networks.js';

/** The library's model of a drawn one. */
function modelOf({ network: spec, embedding, mixing, circuits, weights, parameters }: RandomNoisyModel): Model {
  const embedded = (): EmbeddingSpec => {
    if (embedding.kind === 'zz') return zz({ pairs: embedding.pairs });
    return embedding.kind === 'none' ? noEmbedding() : customEmbedding(embedding.circuits as readonly Circuit[]);
  };
  return classifier({
    network: network(spec as NetworkSpec),
    embedding: embedded(),
    mixing,
    circuit: customCircuit(circuits.map(({ circuit, readout }) => ({ circuit: circuit as Circuit, readout }))),
    weights,
  }).withParameters(parameters);
}

const seeds = (count: number, from: number): readonly number[] => Array.from({ length: count }, (_, k) => from + k);

/** Probabilities within 1e-12. */
function sameProbabilities(options: RandomNoise, count: number, from: number): void {
  for (const seed of seeds(count, from)) {
    const random = randomNoisyModel(seed, options);
    const oracle = oracleOf(random);
    const expected = random.rows.flatMap((row) => densityProbabilities(oracle, random.parameters, row));
    const found = modelOf(random).probabilities(random.rows);
    expect(greatestGap(found, expected), `seed ${seed}`).toBeLessThan(1e-12);
  }
}

/** The loss and its gradient within 1e-9. */
function sameGradients(options: RandomNoise, count: number, from: number): void {
  for (const seed of seeds(count, from)) {
    const random = randomNoisyModel(seed, options);
    const oracle = oracleOf(random);
    const derivatives = densityDerivatives(oracle, oracle.angles, random.parameters, random.rows);
    const expected = lossAndGradientFrom(oracle, random.parameters, derivatives, random.labels, 'mse');
    const rows = Float64Array.from(random.rows.flat());
    const session = openSession(modelOf(random), rows, Float64Array.from(random.labels));
    const gradient = new Float64Array(random.parameters.length);
    const loss = session.step(random.parameters, null, 'mse', gradient);
    session.close();
    expect(Math.abs(loss - expected.loss), `seed ${seed}`).toBeLessThan(1e-12);
    expect(greatestGap(gradient, expected.gradient), `seed ${seed}`).toBeLessThan(1e-9);
  }
}

describe('what is shared, without noise in circuits', () => {
  const perfect = { channels: false };

  test('probabilities are those of the joint density matrix', () => {
    sameProbabilities({ ...perfect, maxQubits: 6 }, 40, 1000);
    sameProbabilities({ ...perfect, maxQubits: 6, dataInCircuit: false }, 40, 1100);
  });

  test('gradients are those of parameter shift', () => {
    sameGradients({ ...perfect, maxQubits: 5, maxOwnQubits: 2 }, 10, 1200);
    sameGradients({ ...perfect, maxQubits: 5, maxOwnQubits: 2, dataInCircuit: false }, 10, 1300);
  });
});
