import * as v from 'valibot';
import { parameter, scaledData, shiftedAngle } from '../circuit/angle.js';
import { type Operation, ownCircuit } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import { plural } from '../plural.js';
import { checked } from '../schema.js';
import { gateOperation } from './gate-operation.js';
import { reuploadingEntries } from './model-schema.js';
import type { ReadoutCircuit, ReuploadingSpec } from './model-types.js';
import { type QcnnPart, qcnnParts } from './qcnn.js';
import { checkReadout } from './readouts.js';

/** The most layers: beyond any use, and low enough that a slip cannot fill the memory. */
export const MAX_UPLOADS = 100;
/** Of a qubit in a layer: s, o, z, y. */
export const UPLOAD_ANGLES = 4;

/** What {@link reuploading} takes. */
export interface ReuploadingOptions {
  /** How often the features are read, from 1 to 100. */
  readonly layers: number;
  /**
   * `last` (default): the last qubit is read out; `pools`: all qubits are pooled onto it first, as in a qcnn; `all`: every
   * qubit; or the numbers of those that are, the first of which is the most significant bit.
   */
  readonly readout?: ReuploadingSpec['readout'];
  /** How many features a processor reads, or a list with one number each in the network's order; one a qubit unless told. */
  readonly features?: number | readonly number[];
}

/**
 * Describes a circuit that reads the features itself, again in every layer, each time with trainable scales and offsets.
 *
 *     layer:  ring of CZ (not in the first layer), then on every qubit RY(s x + o), RZ(z), RY(y)
 *
 * It stands without an embedding, see {@link noEmbedding}. On m qubits there are 4 m angles a layer, scales among them; they
 * start at s = 1 (with F > 4 features at a processor 2 / sqrt F), o = 0, and z and y near 0. More features than qubits are
 * dealt over the layers. Where not all qubits are read out, a feature counts only where the rings behind it lead to one that
 * is: with F features that takes at most ceil(F / m) + floor(m / 2) layers.
 *
 * @param options - see {@link ReuploadingOptions}
 * @throws EbitError 'model' for an unknown option or value; 'range' for a number of layers outside 1 to 100, or less than
 *   one feature; `classifier` throws 'circuit' where the layers are too few for the features
 * @example
 * const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: reuploading({ layers: 5 }) });
 * [model.angles, model.features]; // [160, [4, 4]]
 * @see Perez-Salinas, Cervera-Lierta, Gil-Fuster and Latorre, Quantum 4, 226 (2020); {@link reuploadingCircuit} for the
 *   circuit itself
 */
export function reuploading(options: ReuploadingOptions): ReuploadingSpec {
  const { layers, readout, features } = checked(
    v.strictObject(reuploadingEntries),
    options,
    'model',
    'The re-uploading circuit',
  );
  const spec = { kind: 'reuploading', layers, readout, ...(features === undefined ? {} : { features }) } as const;
  checkReuploading(spec);
  return spec;
}

/** @throws EbitError 'range' for a number of layers or of features that there cannot be */
export function checkReuploading({ layers, features = 1 }: ReuploadingSpec): void {
  checkedWhole('The number of layers of the re-uploading circuit', layers, 1, MAX_UPLOADS);
  for (const count of [features].flat()) {
    checkedWhole('The number of features of the re-uploading circuit', count, 1, Number.MAX_SAFE_INTEGER);
  }
}

/**
 * Returns how many features each processor reads.
 *
 * @throws EbitError 'circuit' if there is a list that has not one number for each
 */
export function reuploadedFeatures(
  { features }: Pick<ReuploadingSpec, 'features'>,
  processors: readonly { readonly qubits: number }[],
): readonly number[] {
  if (typeof features === 'number') return processors.map(() => features);
  if (features !== undefined && features.length !== processors.length) {
    throw new EbitError(
      'circuit',
      `The re-uploading circuit has numbers of features for ${features.length} processors, and there are ` +
        `${processors.length}; give one number for each, or one for all.`,
    );
  }
  return features ?? processors.map(({ qubits }) => qubits);
}

/** The ring of neighbours, each pair once; a ring of two is a single pair. */
function ring(qubits: number): readonly (readonly [number, number])[] {
  const chain = Array.from({ length: qubits - 1 }, (_, q) => [q, q + 1] as const);
  return qubits > 2 ? [...chain, [qubits - 1, 0]] : chain;
}

function layerOperations(qubits: number, features: number, layer: number): readonly Operation[] {
  const entangling = layer === 0 ? [] : ring(qubits);
  const turns = Array.from({ length: qubits }, (_, qubit): readonly Operation[] => {
    const place = layer * qubits + qubit;
    const first = UPLOAD_ANGLES * place;
    return [
      // RY(s x + o) is two turns about one axis.
      gateOperation('ry', [qubit], { angle: scaledData(first, place % features) }),
      gateOperation('ry', [qubit], { angle: parameter(first + 1) }),
      gateOperation('rz', [qubit], { angle: parameter(first + 2) }),
      gateOperation('ry', [qubit], { angle: parameter(first + 3) }),
    ];
  });
  return [
    ...entangling.map(([a, b]) => gateOperation('z', [b], { controls: [{ qubit: a, value: 1 }] })),
    ...turns.flat(),
  ];
}

/** The qubits that are read out, the most significant bit first. */
function readQubits(qubits: number, readout: ReuploadingSpec['readout']): readonly number[] {
  if (readout === 'all') return Array.from({ length: qubits }, (_, qubit) => qubit);
  if (readout === 'last' || readout === 'pools') return [qubits - 1];
  checkReadout(readout, qubits, 'The re-uploading circuit');
  return readout;
}

/** What a re-uploading circuit does, in the order of time. */
export interface ReuploadingParts {
  /** The operations of every layer. */
  readonly layers: readonly (readonly Operation[])[];
  /** Pools where there are any, then the readout. */
  readonly ending: readonly QcnnPart[];
}

/**
 * Returns the parts of the re-uploading circuit on one processor; see {@link reuploadingCircuit}.
 *
 * @throws EbitError 'circuit' as {@link reuploadingCircuit}
 */
export function reuploadingParts(
  qubits: number,
  features: number,
  layers: number,
  readout: ReuploadingSpec['readout'],
): ReuploadingParts {
  if (layers * qubits < features) {
    throw new EbitError(
      'circuit',
      `A re-uploading circuit of ${plural(layers, 'layer')} on ${plural(qubits, 'qubit')} reads at most ` +
        `${plural(layers * qubits, 'feature')}, and there are ${features}; give at least ` +
        `${plural(Math.ceil(features / qubits), 'layer')}, or ${plural(Math.ceil(features / layers), 'qubit')}.`,
    );
  }
  const read = readQubits(qubits, readout);
  const first = UPLOAD_ANGLES * layers * qubits;
  const moved = (operation: Operation): Operation =>
    operation.kind !== 'gate' || operation.angle === null
      ? operation
      : { ...operation, angle: shiftedAngle(operation.angle, first, 0) };
  const ending: readonly QcnnPart[] =
    readout === 'pools'
      ? qcnnParts(qubits, 0).map((part) => ({ ...part, layers: part.layers.map((one) => one.map(moved)) }))
      : [{ kind: 'readout', stage: 1, ring: read, layers: [read.map((qubit) => ({ kind: 'measure', qubit }))] }];
  return {
    layers: Array.from({ length: layers }, (_, layer) => layerOperations(qubits, features, layer)),
    ending,
  };
}

/**
 * Returns the re-uploading circuit on one processor and the qubits that it reads out.
 *
 *     U(x) = prod_l [ prod_q RY(y_lq) RZ(z_lq) RY(s_lq x_f + o_lq) ] [ prod_(q,q') CZ ],   f = (l m + q) mod F
 *
 * over the layers l from 0 on, first ones acting first, and the m qubits q. The CZ stand on all neighbours and on the last
 * with the first, a ring of two is one pair, and there are none before the first layer. Feature f of F: the features are
 * read in their order, layer after layer, over and over. Parameters by layer, by qubit, each s, o, z, y: 4 m a layer. With
 * the readout `pools` the pools of a qcnn of depth 0 follow, with 4 angles each.
 *
 * @param qubits - of the processor
 * @param features - F, at most layers m
 * @param layers - how often each qubit takes a feature in
 * @param readout - `last`: the last qubit as it is; `pools`: the qubit onto which all others are pooled; `all`: every qubit
 *   as it is; or a list of those that are read out
 * @throws EbitError 'circuit' for more features than layers m, for a qubit to read out that is not there or is named twice;
 *   for a readout `pools` as `qcnnCircuit`
 * @see Perez-Salinas, Cervera-Lierta, Gil-Fuster and Latorre, Quantum 4, 226 (2020): general rotations of one qubit take w x +
 *   theta in all three angles; here the features turn about one axis, and the CZ stand between the layers
 */
export function reuploadingCircuit(
  qubits: number,
  features: number,
  layers: number,
  readout: ReuploadingSpec['readout'] = 'last',
): ReadoutCircuit {
  const parts = reuploadingParts(qubits, features, layers, readout);
  const end = parts.ending[parts.ending.length - 1];
  const circuit = ownCircuit(qubits, [...parts.layers, ...parts.ending.flatMap((part) => part.layers)].flat());
  return { circuit, readout: end.ring.length === 1 ? end.ring[0] : end.ring };
}

/**
 * Returns the features that the readout cannot see, ascending: each CZ ring behind a feature's turn takes it one neighbour
 * further, and at too few of them it does not come to a qubit that is read out. Pools bring every qubit in.
 *
 * With ceil(F / m) + floor(m / 2) layers or more there are none.
 *
 * @param qubits - m, on a ring
 * @param features - F
 */
export function unseenFeatures(
  qubits: number,
  features: number,
  { layers, readout }: Pick<ReuploadingSpec, 'layers' | 'readout'>,
): readonly number[] {
  if (readout === 'pools') return [];
  const read = readQubits(qubits, readout);
  const seen = new Set<number>();
  for (let place = 0; place < layers * qubits; place++) {
    const rings = layers - 1 - Math.floor(place / qubits);
    const isNear = (qubit: number) => {
      const away = Math.abs(qubit - (place % qubits));
      return Math.min(away, qubits - away) <= rings;
    };
    if (read.some(isNear)) seen.add(place % features);
  }
  return Array.from({ length: features }, (_, feature) => feature).filter((feature) => !seen.has(feature));
}
