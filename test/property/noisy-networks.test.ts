// Random networks with every kind of resource and noise: the library beside the oracle's joint density matrix.
import { describe, expect, test } from 'vitest';
import { type ClassifierOptions, classifier } from '../../src/models/classifier.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { network } from '../../src/network/network.js';
import type { NetworkSpec } from '../../src/network/network-spec.js';
import { lossAndGradientFrom } from '../oracle/classifier.js';
import { densityDerivatives, densityProbabilities } from '../oracle/density.js';
import { noisyProgram } from '../oracle/gate-noise.js';
import { chance, greatestGap, numbers, randomUnitary, unitaryFeatures } from '../oracle/random.js';
import { oracleOf, type RandomNoise, randomNoisyModel } from '../oracle/random-networks.js';
import type { SharedNetwork } from '../oracle/shared.js';
import { lossAndGradientOf, modelOf, sessionOf } from './noisy-models.js';

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
    const { loss, gradient } = lossAndGradientOf(random, 'mse');
    expect(Math.abs(loss - expected.loss), `seed ${seed}`).toBeLessThan(1e-12);
    expect(greatestGap(gradient, expected.gradient), `seed ${seed}`).toBeLessThan(1e-9);
    const session = sessionOf(random);
    const jacobian = session.jacobian(random.parameters);
    session.close();
    expect(greatestGap(jacobian, derivatives.jacobian.flat(2)), `seed ${seed}`).toBeLessThan(1e-9);
  }
}

describe('what is shared, without noise in circuits', () => {
  const perfect = { channels: false };

  test('probabilities are those of the joint density matrix', () => {
    sameProbabilities({ ...perfect, maxQubits: 6 }, 15, 1000);
    sameProbabilities({ ...perfect, maxQubits: 6, dataInCircuit: false }, 15, 1100);
  });

  test('gradients are those of parameter shift', () => {
    sameGradients({ ...perfect, maxQubits: 5, maxOwnQubits: 2 }, 10, 1200);
    sameGradients({ ...perfect, maxQubits: 5, maxOwnQubits: 2, dataInCircuit: false }, 10, 1300);
  });
});

describe('noise in circuits and behind gates', () => {
  const noisy = { gateNoise: true, maxQubits: 6 };

  test('probabilities are those of the joint density matrix', () => {
    sameProbabilities(noisy, 25, 2000);
    sameProbabilities({ ...noisy, dataInCircuit: false }, 25, 2100);
  });

  test('gradients are those of parameter shift', () => {
    sameGradients({ ...noisy, maxQubits: 5, maxOwnQubits: 2 }, 10, 2200);
    sameGradients({ ...noisy, maxQubits: 5, maxOwnQubits: 2, dataInCircuit: false }, 10, 2300);
  });
});

describe("noise behind the gates of the library's own circuits", () => {
  const noise = [
    { after: 'two-qubit', channel: 'depolarizing', p: 0.03 },
    { after: ['rx', 'h'], channel: 'amplitudeDamping', g: 0.02 },
    { after: 'one-qubit', channel: 'thermal', t1: 1, t2: 0.8, time: 0.02 },
  ] as const;
  const spec = (...qubits: number[]): NetworkSpec => ({
    processors: qubits.map((m, p) => ({ name: 'ABC'[p], qubits: m, memory: { t1: 2, t2: 1 } })),
    ebits: [{ between: ['A.0', 'B.1'], fidelity: 0.9, age: [0.1, 0.2] }],
    ...(qubits.length > 2 ? { coins: [{ between: ['A.1', 'B.0', 'C.0'], heads: 0.4 }] } : {}),
  });
  const cases: readonly (readonly [string, NetworkSpec, Omit<ClassifierOptions, 'network'>])[] = [
    ['qcnn behind mixing', spec(2, 2, 2), { mixing: { layers: 1 }, circuit: qcnn({ depth: 2 }) }],
    ['qcnn of unequal processors', spec(3, 2), { circuit: qcnn({ depth: 0 }) }],
    ['re-uploading', spec(2, 2), { circuit: reuploading({ layers: 2, readout: 'pools' }) }],
    ['re-uploading, all qubits read', spec(2, 2), { circuit: reuploading({ layers: 1, readout: 'all' }) }],
    ['matrices as data', spec(2, 2), { embedding: unitaryEmbedding(), circuit: qcnn({ depth: 1 }) }],
  ];

  test.each(cases)('%s', (_, described, options) => {
    const next = chance(5);
    const processors = described.processors.map((processor) => ({ ...processor, noise }));
    const noisy = classifier({ ...options, network: network({ ...described, processors }), seed: 3 });
    const perfect = classifier({ ...options, network: network(described), seed: 3 });
    const programs = perfect.programs.map((program) => noisyProgram(program, noise));
    const oracle = {
      network: described as SharedNetwork,
      programs,
      angles: perfect.angles,
      weightForm: 'free' as const,
    };
    const row = () =>
      options.embedding === undefined
        ? numbers(
            noisy.features.reduce((sum, count) => sum + count, 0),
            -1,
            1,
            next,
          )
        : described.processors.flatMap(({ qubits }) => unitaryFeatures(randomUnitary(2 ** qubits, next)));
    const rows = [row(), row()];
    const labels = [1, -1];
    const derivatives = densityDerivatives(oracle, oracle.angles, noisy.parameters, rows);
    expect(greatestGap(noisy.probabilities(rows), derivatives.probabilities.flat())).toBeLessThan(1e-12);
    const expected = lossAndGradientFrom(oracle, noisy.parameters, derivatives, labels, 'mse');
    const found = lossAndGradient(noisy, rows, labels, { loss: 'mse' });
    expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-12);
    expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-9);
  });
});
