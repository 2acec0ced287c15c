import type { Angle } from '../circuit/angle.js';
import type { Control, Operation } from '../circuit/circuit.js';
import type { GateName } from '../circuit/gates.js';

const NONE: readonly Control[] = [];

/**
 * Returns a gate as plain data.
 *
 * The models' own circuits have thousands of gates of few kinds: they are listed like this, where the builder would check
 * and copy them call by call.
 */
export function gateOperation(
  gate: GateName,
  targets: readonly number[],
  more: {
    readonly angle?: Angle;
    readonly controls?: readonly Control[];
    readonly conditions?: readonly Control[];
  } = {},
): Operation {
  const { angle = null, controls = NONE, conditions = NONE } = more;
  return { kind: 'gate', gate, targets, controls, conditions, angle };
}
