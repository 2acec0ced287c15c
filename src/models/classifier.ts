import { checkedClassCount, classesEntry } from '../data/dataset.js';
import { checkedNetwork } from '../network/checked-network.js';
import type { Network } from '../network/network.js';
import { checkOptions, type OptionNames } from '../options.js';
import { noEmbedding, zz } from './embedding.js';
import { modelFrom } from './model.js';
import type { CircuitSpec, EmbeddingSpec, MixingSpec, Model, WeightForm } from './model-types.js';
import { qcnn } from './qcnn.js';
import { checkedSpec } from './spec.js';

/** What `classifier` takes. */
export interface ClassifierOptions {
  readonly network: Network;
  /** `zz()` unless told, `noEmbedding()` where the circuit is `reuploading`. */
  readonly embedding?: EmbeddingSpec;
  /** No layers unless told. */
  readonly mixing?: MixingSpec;
  /** `qcnn({ depth: 20 })`, the paper's deepest, unless told. */
  readonly circuit?: CircuitSpec;
  /** `free` unless told. */
  readonly weights?: WeightForm;
  /** How many classes it tells apart, from 2 to the number of outcomes; 2 unless told. */
  readonly classes?: number;
  /** Of the initial angles; an integer from 0 to 2^53 - 1, 0 unless told. */
  readonly seed?: number;
}

const optionNames: OptionNames<ClassifierOptions> = {
  network: true,
  embedding: true,
  mixing: true,
  circuit: true,
  weights: true,
  classes: true,
  seed: true,
};

/** Asked before the spec is checked: it may be anything. */
function isReuploading(circuit: CircuitSpec | null): boolean {
  return circuit?.kind === 'reuploading';
}

/**
 * Returns a classifier: a network of processors, each of which embeds its own features, runs its own circuit and ends in
 * one bit; the bits' joint distribution decides.
 *
 *     E(x) = sum_a w_a P(a|x),    label = sign E
 *
 * over the 2^K outcomes a of K processors. Every processor starts from its halves of ebits and
 * |0>, then runs mixing layers, embedding and circuit. No gate joins two processors.
 *
 * Of more than two `classes` each has a weight for every outcome,
 *
 *     z_c(x) = sum_a W_ca P(a|x),    label = argmax_c z_c
 *
 * and the labels are 0 to classes - 1. W starts at 2 for the outcomes that speak for a class, those whose number is c modulo
 * the number of classes, and at 0 for the others; nothing of it is drawn. It is trained by the cross-entropy of the softmax.
 *
 * @param options - see {@link ClassifierOptions}; everything but the network may be left out
 * @returns an untrained model: angles uniform in [0, 2 pi) by the seed, weights the product of the signs
 * @throws EbitError 'network' for a network that is none; 'model' for an unknown option, a spec of another shape, or a
 *   re-uploading circuit behind an embedding; 'range' for a depth, a number of layers, of classes or a seed outside its range;
 *   'config' for weights of two classes in a model of more; 'circuit' if a circuit does not fit its processor, or all read out
 *   more than 12 qubits; 'memory' if the processors share more than can be contracted, see {@link networkCost}
 * @example
 * const model = classifier({ network: bellNetwork({ ebits: 1 }), embedding: zz(), circuit: qcnn({ depth: 20 }) });
 * [model.angles, model.weightCount]; // [264, 4]
 * @see Kim, Hwang, Kwon and Kim, arXiv:2605.03864
 */
export function classifier(options: ClassifierOptions): Model {
  checkOptions('The classifier', options, optionNames, 'model');
  const { network: given, seed = 0, circuit = qcnn({ depth: 20 }), mixing = { layers: 0 }, weights = 'free' } = options;
  const { embedding = isReuploading(circuit) ? noEmbedding() : zz(), classes = 2 } = options;
  const spec = { embedding, mixing, circuit, weights, ...classesEntry(checkedClassCount(classes)) };
  return modelFrom(checkedNetwork(given), checkedSpec(spec, 'The classifier'), seed);
}
