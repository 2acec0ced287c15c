// Noise behind gates as operations of a circuit.
import { type ChannelName, channels } from '../circuit/channels.js';
import type { ChannelOperation, Circuit, Operation } from '../circuit/circuit.js';
import { type GateNoise, isNoisy } from '../network/gate-noise.js';

/** The transfer matrix of nothing. */
const SAME = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** Whether a channel leaves every state as it is: a perfect gate costs what it would without noise. */
function isNothing(channel: ChannelName, values: readonly number[]): boolean {
  return channels[channel].transfer(values).every((entry, i) => entry === SAME[i]);
}

/**
 * Returns operations with the noise behind each gate: channel by channel in the order of the list, each on every qubit that
 * the gate touches, targets and quantum controls, in the qubits' order. Behind a gate with conditions a channel has them too.
 * A channel that does nothing, such as one of probability 0, is left out.
 */
export function noisyOperations(operations: readonly Operation[], noise: readonly GateNoise[]): readonly Operation[] {
  const acting = noise.filter(({ channel, values }) => !isNothing(channel, values));
  if (acting.length === 0) return operations;
  return operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'gate') return [operation];
    const { targets, controls, conditions } = operation;
    const touched = [...targets, ...controls.map(({ qubit }) => qubit)].sort((a, b) => a - b);
    const behind = acting
      .filter(({ after }) => isNoisy(after, operation))
      .flatMap(({ channel, values }) =>
        touched.map((target): ChannelOperation => ({ kind: 'channel', channel, values, target, conditions })),
      );
    return [operation, ...behind];
  });
}

/** Returns a circuit with the noise behind each gate, or the circuit itself where there is none; see {@link noisyOperations}. */
export function noisyCircuit(circuit: Circuit, noise: readonly GateNoise[]): Circuit {
  const operations = noisyOperations(circuit.operations, noise);
  return operations === circuit.operations ? circuit : { ...circuit, operations };
}
