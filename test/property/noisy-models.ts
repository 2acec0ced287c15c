// The library's models of random networks with noise.
import type { Circuit } from '../../src/circuit/circuit.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, noEmbedding, zz } from '../../src/models/embedding.js';
import type { EmbeddingSpec, Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import type { PlainLoss, Session } from '../../src/models/session-types.js';
import { network } from '../../src/network/network.js';
import type { NetworkSpec } from '../../src/network/network-spec.js';
import type { RandomNoisyModel } from '../oracle/random-networks.js';

/** The library's model of a drawn one. */
export function modelOf({ network: spec, embedding, mixing, circuits, weights, parameters }: RandomNoisyModel): Model {
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

/** A session over all rows of it, to be closed. */
export function sessionOf(random: RandomNoisyModel): Session {
  return openSession(modelOf(random), Float64Array.from(random.rows.flat()), Float64Array.from(random.labels));
}

/** The loss over all its rows and the gradient, shape [angles + weights]. */
export function lossAndGradientOf(random: RandomNoisyModel, loss: PlainLoss) {
  const session = sessionOf(random);
  const gradient = new Float64Array(random.parameters.length);
  const value = session.step(random.parameters, null, loss, gradient);
  session.close();
  return { loss: value, gradient };
}
