import { parameter } from '../circuit/angle.js';
import type { Operation } from '../circuit/circuit.js';
import { gateOperation } from './gate-operation.js';

/** Returns how many angles one conv layer on a ring of qubits has: one a qubit, none where there is no pair. */
export function convLayerAngles(ringSize: number): number {
  return ringSize === 1 ? 0 : ringSize;
}

/**
 * The blocks of a layer as places on the ring, in the order of time: (0,1), (2,3), ..., then (1,2), (3,4), ..., then the
 * last to 0. So each pair of neighbours has one block, and each qubit two. On an even ring the last to 0 ends the second
 * row; on an odd one, where its ends have stood in one row each already, it is a row of its own.
 */
function blocks(ringSize: number): (readonly [number, number])[] {
  const from = (start: number) =>
    Array.from({ length: Math.floor((ringSize - start) / 2) }, (_, i) => [start + 2 * i, start + 2 * i + 1] as const);
  // On two qubits the way back is the same pair: one block.
  return ringSize === 2 ? from(0) : [...from(0), ...from(1), ...(ringSize > 2 ? [[ringSize - 1, 0] as const] : [])];
}

/**
 * Returns one conv layer: a block on every pair of neighbours on the ring, once each.
 *
 * A ring of n > 2 qubits has n blocks: (0,1), (2,3), ..., then (1,2), (3,4), ..., then the last with the first; a ring of two
 * has one, and a single qubit none. A block on (a, b) is H, H, CZ, RX(t_a) on a, RX(t_b) on b; the two blocks that touch a qubit share its angle.
 *
 * @param ring - the qubits of the ring, in its order
 * @param firstAngle - parameter index of the first ring qubit's angle; the others follow
 * @see Kim, Hwang, Kwon and Kim, arXiv:2605.03864: their text does not say that a layer's two rows share angles; with
 *   separate ones the ranks of their Table S6 come out otherwise
 */
export function convLayer(ring: readonly number[], firstAngle: number): readonly Operation[] {
  return blocks(ring.length).flatMap(([i, j]) => {
    const [a, b] = [ring[i], ring[j]];
    return [
      gateOperation('h', [a]),
      gateOperation('h', [b]),
      gateOperation('z', [b], { controls: [{ qubit: a, value: 1 }] }),
      gateOperation('rx', [a], { angle: parameter(firstAngle + i) }),
      gateOperation('rx', [b], { angle: parameter(firstAngle + j) }),
    ];
  });
}
