// Random networks with every kind of resource and noise: the library beside the oracle's joint density matrix.
import { describe, expect, test } from 'vitest';
import { lossAndGradientFrom } from '../oracle/classifier.js';
import { densityDerivatives, densityProbabilities } from '../oracle/density.js';
import { greatestGap } from '../oracle/random.js';
import { oracleOf, type RandomNoise, randomNoisyModel } from '../oracle/random-networks.js';
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
