import type { Circuit } from '../circuit/circuit.js';
import type { Classes } from '../data/labels.js';
import type { Preparation } from '../data/preparation.js';
import type { Rows } from '../data/rows.js';
import type { Network } from '../network/network.js';
import type { NetworkSpec } from '../network/network-spec.js';
import type { RowOptions } from './row-options.js';

/** Which pairs of qubits the zz embedding couples: neighbours and the last with the first, every pair, or neighbours. */
export type ZzPairs = 'ring' | 'all' | 'chain';

/** How features become a state: made by `zz`, `unitaryEmbedding`, `customEmbedding` or `noEmbedding`. */
export type EmbeddingSpec =
  | { readonly kind: 'zz'; readonly pairs: ZzPairs }
  | { readonly kind: 'unitary' }
  /** The circuit reads the features itself. */
  | { readonly kind: 'none' }
  /** One circuit for every processor, or one each in the network's order. */
  | { readonly kind: 'custom'; readonly circuits: readonly Circuit[] };

/** A trainable circuit written by the user, and what it reads out. */
export interface ReadoutCircuit {
  readonly circuit: Circuit;
  /** The qubit whose Z is the processor's bit, or several, of which the first is the most significant bit. */
  readonly readout: number | readonly number[];
}

/** A circuit that reads the features itself, again in every layer: made by `reuploading`. */
export interface ReuploadingSpec {
  readonly kind: 'reuploading';
  readonly layers: number;
  /**
   * The last qubit as it is, or after all others were pooled onto it; all qubits as they are; or those with these numbers, the
   * first of which is the most significant bit.
   */
  readonly readout: 'last' | 'pools' | 'all' | readonly number[];
  /** Of every processor, or of each in the network's order; one a qubit where it is not said. */
  readonly features?: number | readonly number[];
}

/** The trainable part after the embedding: made by `qcnn`, `reuploading` or `customCircuit`. */
export type CircuitSpec =
  | { readonly kind: 'qcnn'; readonly depth: number }
  | ReuploadingSpec
  /** One for every processor, or one each in the network's order. */
  | { readonly kind: 'custom'; readonly circuits: readonly ReadoutCircuit[] };

/** How many trainable conv layers come before the embedding, from 0 to 1000. */
export interface MixingSpec {
  readonly layers: number;
}

/**
 * How the outcomes' weights w_a in E = sum_a w_a P(a) come about: `free`, one trainable number an outcome; `parity`, one
 * trainable number times the product of the processors' signs; `fixed`, the product of the signs.
 */
export type WeightForm = 'free' | 'parity' | 'fixed';

/** What a model is made of, beside its network and its parameters. */
export interface ModelSpec {
  readonly embedding: EmbeddingSpec;
  readonly mixing: MixingSpec;
  readonly circuit: CircuitSpec;
  readonly weights: WeightForm;
  /** How many classes it tells apart, from 3 on; not there for two. */
  readonly classes?: number;
}

/**
 * One processor's whole program: mixing, then embedding, then trainable circuit, on its halves of ebits and |0>.
 *
 * Parameters count through the whole model's angles; features count from the processor's own first one.
 */
export interface ProcessorProgram {
  /** Null where there are no mixing layers. */
  readonly mixing: Circuit | null;
  /** `unitary`: the features are a matrix of 2^m by 2^m, row-major, each entry (re, im). */
  readonly embedding: { readonly kind: 'circuit'; readonly circuit: Circuit } | { readonly kind: 'unitary' };
  /** It may read features too (re-uploading). */
  readonly trainable: Circuit;
  /** The qubits whose Z are the processor's bits, the first of them the most significant. */
  readonly readouts: readonly number[];
  /** How many features the processor reads. */
  readonly features: number;
  /** How many angles the processor has; they follow those of the processors before it. */
  readonly angles: number;
}

/** The columns of a table from which a model's features come. */
export interface ModelColumns {
  /** For each processor's name its columns, in the order of its features. */
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** The column of the labels and its values; null where a model was trained without a table. */
  readonly label: ({ readonly column: string } & Classes) | null;
}

/** The extent of every feature over the training rows, from which a table is scaled. */
export interface ModelScale {
  readonly minimum: readonly number[];
  readonly maximum: readonly number[];
}

/** What ties a model to a table; null where it has none. */
export interface ModelTable {
  readonly columns: ModelColumns | null;
  readonly scale: ModelScale | null;
  /** What becomes of the columns before they are scaled; where it is not there, each is a column of numbers without gaps. */
  readonly preparation?: Preparation | null;
}

/** A model as plain data, the content of a model file. */
export interface ModelFile extends ModelSpec {
  readonly format: 'ebit-model';
  /** The oldest that has words for all of it: 1 is what version 0.1.0 reads, 3 has noise. */
  readonly version: 1 | 2 | 3;
  readonly network: NetworkSpec;
  /** Every processor's angles under its name, and the weights (2^R, one or none) under `weights`. */
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly columns: ModelColumns | null;
  readonly scale: ModelScale | null;
  /** Not there where each column is one of numbers without gaps. */
  readonly preparation?: Preparation;
}

/**
 * A classifier: E(x) = sum_a w_a P(a|x) over the 2^R outcomes a of its processors' R bits, label = sign E.
 *
 * Each processor reads out one qubit, R = K, unless its circuit names several. Of more than two classes each has a logit
 * z_c(x) = sum_a W_ca P(a|x), and the label is the number of the class with the largest; there is no E.
 *
 * It never changes; training returns another one. A row holds the processors' features one after another, as they are
 * embedded. A model with a `scale` takes rows in the units of its table too: with `{ rows: 'raw' }` the scale is applied.
 * Rows of which nothing is said are as they are embedded; of a model with a scale, those that it cannot have made are refused.
 */
export interface Model {
  readonly network: Network;
  readonly programs: readonly ProcessorProgram[];
  /** How many features each processor reads. */
  readonly features: readonly number[];
  /** How many angles there are, the first parameters. */
  readonly angles: number;
  /** How many classes it tells apart: 2, with the labels +1 and -1, or more, with the labels 0 to classes - 1. */
  readonly classes: number;
  readonly weightForm: WeightForm;
  /** How many trainable weights there are, the last parameters: 2^R, 1 or 0; of more than two classes 2^R each. */
  readonly weightCount: number;
  /** Angles by processor (mixing, then circuit), then the weights, W class by class; shape [angles + weightCount]; not to be written to. */
  readonly parameters: Float64Array;
  readonly spec: ModelSpec;
  readonly columns: ModelColumns | null;
  readonly scale: ModelScale | null;
  /** What becomes of the columns before they are scaled; null where each is a column of numbers without gaps. */
  readonly preparation: Preparation | null;
  /**
   * Returns the same model with other parameters, which are copied.
   *
   * @param parameters - shape [angles + weightCount], finite
   * @throws EbitError 'shape' or 'not-finite'
   */
  withParameters(parameters: ArrayLike<number>): Model;
  /**
   * Returns the same model at a start: angles uniform in [0, 2 pi), weights the product of the signs, parity weight 1; of
   * more than two classes W as `classifier` has it.
   *
   * What data are multiplied by starts at 1; the angles of `reuploading` have starts of their own, see there.
   *
   * @param seed - integer from 0 to 2^53 - 1
   * @throws EbitError 'range' for another seed
   */
  withInitialParameters(seed: number): Model;
  /**
   * Returns the same model with the names, the scale and the preparation of the table that it is for.
   *
   * @throws EbitError 'columns' if the columns do not fit the processors' features, one of them is there twice, or
   *   the table has another shape; 'labels' if two labels are equal, or are not as many as the classes; 'shape' or 'range' if the scale does not hold a minimum and a
   *   maximum not below it for every feature
   */
  withTable(table: ModelTable): Model;
  /**
   * Returns P(a|x) for every row x and outcome a; the first processor's first bit is the most significant, bit 0 means +1.
   *
   * @returns shape [rows, 2^R], row-major, each in [0, 1]: what rounding puts beyond, at most 1e-12, is 0 or 1
   * @throws EbitError 'memory' for more than 12 bits, whose outcomes are not listed; `expectations` and `predict` work
   * @throws EbitError 'shape', 'not-finite' or 'range' for rows that do not fit; 'range' for undeclared ones beyond [-pi/2, pi/2]
   *   where the model keeps a scale; 'config' for `raw` ones where it keeps none, or where its columns hold words
   */
  probabilities(rows: Rows, options?: RowOptions): Float64Array;
  /**
   * Returns E(x) = sum_a w_a P(a|x) for every row x.
   *
   * @returns shape [rows]
   * @throws EbitError as `probabilities`; 'labels' for more than two classes, which have no E
   */
  expectations(rows: Rows, options?: RowOptions): Float64Array;
  /**
   * Returns z_c(x) = sum_a W_ca P(a|x) for every row x and class c.
   *
   * @returns shape [rows, classes], row-major
   * @throws EbitError as `probabilities`; 'labels' for two classes, between which E decides
   */
  logits(rows: Rows, options?: RowOptions): Float64Array;
  /**
   * Returns what the model takes for the probability of every class: the softmax e^(z_c) / sum_d e^(z_d) of a row's logits.
   *
   * @returns shape [rows, classes], row-major; each row sums to 1
   * @throws EbitError as `logits`
   */
  classProbabilities(rows: Rows, options?: RowOptions): Float64Array;
  /**
   * Returns how often each outcome comes in so many shots of every row, as on a machine: drawn from P(a|x).
   *
   * The same rows, shots and seed give the same counts everywhere; a row's depend on its place among the rows.
   *
   * @param shots - of each row, 1 to 1e9 in all
   * @param seed - integer from 0 to 2^53 - 1
   * @returns shape [rows, 2^R], row-major; each row sums to `shots`
   * @throws EbitError 'range' for other shots or another seed; as `probabilities`
   */
  sample(rows: Rows, shots: number, seed: number, options?: RowOptions): Int32Array;
  /**
   * Returns the label of every row: 1 or -1, the sign of E, or 0 where there is nothing to tell: where E is 0 to rounding,
   * |E| <= 1e-12 max_a |w_a|. Of more than two classes the number of the one with the largest logit, from 0; of logits that
   * are equal to rounding, within 1e-12 max |W_ca|, the lowest number.
   *
   * @returns shape [rows]
   * @throws EbitError as `probabilities`
   */
  predict(rows: Rows, options?: RowOptions): Int8Array;
  /**
   * Returns the model as `modelToJSON` does, so that JSON.stringify(model) is a model file.
   *
   * @returns what `createModel` makes the model of again, bit for bit
   */
  toJSON(): ModelFile;
}
