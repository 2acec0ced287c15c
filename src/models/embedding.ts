import * as v from 'valibot';
import { data, dataProduct } from '../circuit/angle.js';
import { type Circuit, ownCircuit } from '../circuit/circuit.js';
import { checked } from '../schema.js';
import { gateOperation } from './gate-operation.js';
import { circuitsSchema, ZZ_PAIRS } from './model-schema.js';
import type { EmbeddingSpec, ZzPairs } from './model-types.js';

/**
 * Describes the zz embedding: one feature a qubit, and couplings between pairs of qubits.
 *
 *     |x> = prod_(i,j) RZZ((pi - x_i)(pi - x_j) / 2) prod_i RZ(x_i) H_i |0>
 *
 * @param options - `pairs`: 'ring' (default), the neighbours and the last with the first; 'chain', the neighbours alone;
 *   'all', every pair
 * @throws EbitError 'model' for an unknown option or kind of pairs
 * @example
 * classifier({ network: bellNetwork({ ebits: 1 }), embedding: zz({ pairs: 'all' }), circuit: qcnn({ depth: 2 }) });
 * @see Hwang, Lim, Kim, Park and Kim, Quantum Sci. Technol. 10, 015059 (2025), whose code couples the ring; {@link zzCircuit}
 *   for the circuit itself
 */
export function zz(options: { readonly pairs?: ZzPairs } = {}): EmbeddingSpec {
  const schema = v.strictObject({ pairs: v.optional(v.picklist(ZZ_PAIRS), ZZ_PAIRS[0]) });
  return { kind: 'zz', pairs: checked(schema, options, 'model', 'The zz embedding').pairs };
}

/**
 * Describes an embedding that takes unitary matrices instead of features.
 *
 * A processor of m qubits then reads 2 * 4^m numbers: a matrix of 2^m by 2^m, row-major, each entry (re, im). A matrix
 * that is not unitary is refused with 'range' when rows are read.
 *
 * @example
 * const network = bellNetwork({ ebits: 1, qubits: 1 });
 * const model = classifier({ network, embedding: unitaryEmbedding(), circuit: qcnn({ depth: 0 }) });
 * const identity = [1, 0, 0, 0, 0, 0, 1, 0];
 * model.probabilities([[...identity, ...identity]]); // about [0.5, 0, 0, 0.5]
 */
export function unitaryEmbedding(): EmbeddingSpec {
  return { kind: 'unitary' };
}

/**
 * Describes that there is no embedding: the circuit reads the features itself, as `reuploading` does and `customCircuit` may.
 *
 * @example
 * const network = bellNetwork({ ebits: 1 });
 * classifier({ network, embedding: noEmbedding(), circuit: reuploading({ layers: 2 }) }).features; // [4, 4]
 */
export function noEmbedding(): EmbeddingSpec {
  return { kind: 'none' };
}

/**
 * Describes an embedding by circuits of the user's own, with data angles and without trainable ones.
 *
 * @param circuits - one for every processor, or an array with one each in the network's order; features count from the
 *   processor's own first one
 * @throws EbitError 'circuit' if that is no circuit; `classifier` throws it if one does not fit its processor, trains an
 *   angle or measures
 * @example
 * const embedding = customEmbedding(circuit(2).ry(data(0), 0).ry(data(1), 1));
 * classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), embedding, circuit: qcnn({ depth: 1 }) }).features; // [2, 2]
 */
export function customEmbedding(circuits: Circuit | readonly Circuit[]): EmbeddingSpec {
  const list: unknown = Array.isArray(circuits) ? circuits : [circuits];
  return { kind: 'custom', circuits: checked(circuitsSchema, list, 'circuit', 'The custom embedding') };
}

/** The coupled pairs in the order of the gates; each once. */
function coupled(qubits: number, pairs: ZzPairs): (readonly [number, number])[] {
  if (pairs === 'all') {
    return Array.from({ length: qubits }, (_, i) =>
      Array.from({ length: qubits - i - 1 }, (_, k) => [i, i + 1 + k] as const),
    ).flat();
  }
  const chain = Array.from({ length: qubits - 1 }, (_, i) => [i, i + 1] as const);
  return pairs === 'ring' && qubits > 2 ? [...chain, [qubits - 1, 0]] : chain;
}

/**
 * Returns the zz embedding on one processor: H on every qubit, RZ(x_i) on qubit i, RZZ((pi - x_i)(pi - x_j)/2) on the
 * coupled pairs; one repetition.
 *
 * @param qubits - of the processor; as many features
 * @param pairs - which pairs are coupled; a ring of two is a single pair
 * @see Hwang, Lim, Kim, Park and Kim, Quantum Sci. Technol. 10, 015059 (2025), whose code couples the ring. Havlicek et
 *   al., Nature 567, 209 (2019), use all pairs, twice the angles and two repetitions.
 */
export function zzCircuit(qubits: number, pairs: ZzPairs): Circuit {
  const turnedFrom = (feature: number) => ({ feature, offset: Math.PI, slope: -1 });
  const all = Array.from({ length: qubits }, (_, i) => i);
  return ownCircuit(qubits, [
    ...all.map((i) => gateOperation('h', [i])),
    ...all.map((i) => gateOperation('rz', [i], { angle: data(i) })),
    ...coupled(qubits, pairs).map(([i, j]) =>
      gateOperation('rzz', [i, j], { angle: dataProduct(0.5, turnedFrom(i), turnedFrom(j)) }),
    ),
  ]);
}
