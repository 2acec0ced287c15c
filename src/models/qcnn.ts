import * as v from 'valibot';
import { parameter } from '../circuit/angle.js';
import { type Operation, ownCircuit } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import { MAX_PROCESSOR_QUBITS } from '../network/network.js';
import { checkedWhole } from '../options.js';
import { checked } from '../schema.js';
import { convLayer, convLayerAngles } from './conv-layer.js';
import { gateOperation } from './gate-operation.js';
import type { CircuitSpec, ReadoutCircuit } from './model-types.js';

/** The most conv layers of a stage or of a mixing: beyond any use, and low enough that a slip cannot fill the memory. */
export const MAX_LAYERS = 1000;
const POOL_ANGLES = 4;

/**
 * Describes a quantum convolutional network of a given depth; it stands on processors of 1 to 10 qubits.
 *
 * While more than one qubit is left, `depth` conv layers act on the ring of them, then every other qubit is measured and
 * its outcome selects rotations of its neighbour; the last qubit of an odd ring goes on as it is. On m qubits there are
 * (m + ceil(m/2) + ceil(m/4) + ... + 2) depth + 4 (m - 1) angles: 2 (m - 1) depth + 4 (m - 1) where m is a power of two.
 *
 * @param options - `depth`: the number of conv layers of each stage, an integer from 0 to 1000
 * @throws EbitError 'model' for an unknown option, 'range' for a depth outside its range
 * @example
 * classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 3 }) }).angles; // 60
 * @see Cong, Choi and Lukin, Nature Physics 15, 1273 (2019); {@link qcnnCircuit} for the circuit itself
 */
export function qcnn(options: { readonly depth: number }): CircuitSpec {
  const { depth } = checked(v.strictObject({ depth: v.number() }), options, 'model', 'The qcnn');
  return { kind: 'qcnn', depth: checkedWhole('The depth of the qcnn', depth, 0, MAX_LAYERS) };
}

/** Measures `measured`; its outcome o selects RZ(z_o), then RX(x_o), on `kept`. Angles z0, z1, x0, x1. */
function pool(measured: number, kept: number, firstAngle: number): readonly Operation[] {
  const selected = (gate: 'rz' | 'rx', outcome: 0 | 1, angle: number) =>
    gateOperation(gate, [kept], {
      angle: parameter(firstAngle + angle),
      conditions: [{ qubit: measured, value: outcome }],
    });
  // Both RZ before both RX: gates of different outcomes commute, and so two diagonals are enough for all four.
  return [
    { kind: 'measure', qubit: measured },
    selected('rz', 0, 0),
    selected('rz', 1, 1),
    selected('rx', 0, 2),
    selected('rx', 1, 3),
  ];
}

/** A stretch of a qcnn: the conv layers of a stage, its pools, or the measurement at the end. */
export interface QcnnPart {
  readonly kind: 'conv' | 'pool' | 'readout';
  /** From 1; all that one ring of qubits does is a stage. */
  readonly stage: number;
  /** The qubits that are left at its beginning. */
  readonly ring: readonly number[];
  /** Its layers' operations in the order of time; a pool and the readout are one layer. */
  readonly layers: readonly (readonly Operation[])[];
}

/**
 * Returns the parts of the quantum convolutional network on one processor, in the order of time; see {@link qcnnCircuit}.
 *
 * @throws EbitError 'circuit' for another number of qubits than 1 to 10
 */
export function qcnnParts(qubits: number, depth: number): readonly QcnnPart[] {
  if (!Number.isInteger(qubits) || qubits < 1 || qubits > MAX_PROCESSOR_QUBITS) {
    throw new EbitError(
      'circuit',
      `A qcnn stands on 1 to ${MAX_PROCESSOR_QUBITS} qubits, not ${qubits}; change the processor, or spread the features over more of them.`,
    );
  }
  const parts: QcnnPart[] = [];
  let angle = 0;
  let ring = Array.from({ length: qubits }, (_, q) => q);
  let stage = 1;
  for (; ring.length > 1; stage++) {
    const angles = convLayerAngles(ring.length);
    const layers = Array.from({ length: depth }, (_, layer) => convLayer(ring, angle + layer * angles));
    angle += depth * angles;
    if (depth > 0) parts.push({ kind: 'conv', stage, ring, layers });
    const pools: Operation[] = [];
    for (let i = 0; i + 1 < ring.length; i += 2) {
      pools.push(...pool(ring[i], ring[i + 1], angle));
      angle += POOL_ANGLES;
    }
    parts.push({ kind: 'pool', stage, ring, layers: [pools] });
    const last = ring.length - 1;
    ring = ring.filter((_, i) => i % 2 === 1 || i === last);
  }
  parts.push({ kind: 'readout', stage, ring, layers: [[{ kind: 'measure', qubit: ring[0] }]] });
  return parts;
}

/**
 * Returns the quantum convolutional network on one processor and the qubit that it reads out.
 *
 * While more than one qubit is left: `depth` conv layers on the ring of the qubits left, then the pairs (1st, 2nd), (3rd,
 * 4th), ... of it are pooled: the first of each is measured, its outcome selects rotations of the second, and the seconds
 * go on. The last qubit of an odd ring has no partner and goes on after them, unpooled. Parameters in the order of time:
 * conv layers (by layer, then qubit), pools (by pair, each z0, z1, x0, x1), then the next stage. On m qubits the rings have
 * m, ceil(m/2), ceil(m/4), ..., 2 of them and an angle for each a layer, and every qubit but the last is pooled once:
 *
 *     (m + ceil(m/2) + ceil(m/4) + ... + 2) depth + 4 (m - 1)
 *
 * parameters (m = 1: none; m = 2: 2 depth + 4; m = 3: 5 depth + 8; m = 4: 6 depth + 12; m = 10: 20 depth + 36).
 *
 * @param qubits - 1 to 10
 * @param depth - conv layers of each stage
 * @returns the circuit, and its readout: always the last qubit
 * @throws EbitError 'circuit' for another number of qubits
 * @see Kim, Hwang, Kwon and Kim, arXiv:2605.03864. Their text gives 242 parameters for two processors at depth 20, their
 *   own description 264 angles and 4 weights; the circuit here is the one whose ranks agree with their Table S6.
 */
export function qcnnCircuit(qubits: number, depth: number): ReadoutCircuit & { readonly readout: number } {
  const parts = qcnnParts(qubits, depth);
  const circuit = ownCircuit(
    qubits,
    parts.flatMap(({ layers }) => layers.flat()),
  );
  return { circuit, readout: parts[parts.length - 1].ring[0] };
}
