// The engine for circuits with noise against the state engine where there is none, and against density matrices.
import { describe, expect, test } from 'vitest';
import { ClassifierEngine, type EngineKind } from '../../src/engine/classifier-engine.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { engineInput } from '../../src/models/engine-input.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import { outcomeWeights } from '../../src/models/weights.js';
import { network } from '../../src/network/network.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from '../models/engine-cases.js';
import { lossAndGradientFrom } from '../oracle/classifier.js';
import { densityDerivatives } from '../oracle/density.js';
import { greatestGap } from '../oracle/random.js';
import { oracleOf, type RandomNoisyModel, randomNoisyModel } from '../oracle/random-networks.js';

/** Probabilities, loss and gradient of an engine of some kind. */
function answersOf(model: Model, kind: EngineKind, rows: Float64Array, labels: Float64Array, parameters: Float64Array) {
  const engine = new ClassifierEngine({ ...engineInput(model, rows, labels), asked: 'outcomes' }, kind);
  const weights = outcomeWeights(model, parameters);
  const gradient = new Float64Array(model.angles);
  const weightGradient = new Float64Array(weights.length);
  const loss = engine.step(parameters, weights, null, 'mse', gradient, weightGradient);
  const probabilities = engine.probabilities(parameters);
  engine.close();
  return { probabilities, loss, gradient, weightGradient };
}

describe('without noise it agrees with the state engine', () => {
  const cases = engineCases.filter(
    ({ model }) => model.classes === 2 && !(model.spec.embedding.kind === 'unitary' && model.spec.mixing.layers > 0),
  );
  test.each(cases.flatMap((one) => (['noisy', 'strings'] as const).map((kind) => ({ ...one, kind }))))(
    '$name, $kind',
    ({ model, kind }) => {
      const rows = Float64Array.from(rowsFor(model, 19, 5).flat());
      const labels = Float64Array.from(labelsFor(19, 6));
      const parameters = parametersFor(model, 7);
      const expected = answersOf(model, 'passes', rows, labels, parameters);
      const found = answersOf(model, kind, rows, labels, parameters);
      expect(greatestGap(found.probabilities, expected.probabilities)).toBeLessThan(1e-12);
      expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-12);
      expect(greatestGap(found.gradient, expected.gradient)).toBeLessThan(1e-12);
      expect(greatestGap(found.weightGradient, expected.weightGradient)).toBeLessThan(1e-12);
    },
  );
});

/** The library's classifier of a random model; of what is shared, Werner pairs and coins of two parties. */
function modelOf(random: RandomNoisyModel): Model {
  return classifier({
    network: network(random.network as never),
    embedding: random.embedding,
    mixing: random.mixing,
    circuit: customCircuit(random.circuits as never),
    weights: random.weights,
  } as never).withParameters(random.parameters);
}

function plainNetwork(random: RandomNoisyModel): RandomNoisyModel {
  const { processors, ebits = [], coins = [] } = random.network;
  const plain = {
    processors: processors.map(({ name, qubits, noise, readoutError }) => ({
      name,
      qubits,
      ...(noise === undefined ? {} : { noise }),
      ...(readoutError === undefined ? {} : { readoutError }),
    })),
    ebits: ebits.map(({ between }, i) => ({ between, fidelity: 1 - 0.1 * i })),
    coins: coins.filter(({ between }) => between.length === 2),
  };
  return { ...random, network: plain };
}

describe('random networks agree with their density matrices', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %d', (seed) => {
    const random = plainNetwork(
      randomNoisyModel(seed, { rows: 2, maxQubits: 6, gateNoise: seed % 2 === 1, channels: seed % 4 !== 1 }),
    );
    const model = modelOf(random);
    // What the engine is given, whichever gates a processor's noise stands behind.
    const oracle = { ...oracleOf(random), programs: model.programs };
    const { probabilities, jacobian } = densityDerivatives(oracle, model.angles, random.parameters, random.rows);
    const rows = Float64Array.from(random.rows.flat());
    const session = openSession(model, rows, Float64Array.from(random.labels));
    expect(greatestGap(session.probabilities(random.parameters), probabilities.flat())).toBeLessThan(1e-12);
    expect(greatestGap(session.jacobian(random.parameters), jacobian.flat(2))).toBeLessThan(1e-9);
    const gradient = new Float64Array(random.parameters.length);
    const loss = session.step(random.parameters, null, 'logistic', gradient);
    const expected = lossAndGradientFrom(
      model,
      random.parameters,
      { probabilities, jacobian },
      random.labels,
      'logistic',
    );
    expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-12);
    expect(greatestGap(gradient, expected.gradient)).toBeLessThan(1e-9);
    session.close();
  });
});
