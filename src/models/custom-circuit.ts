import { checked } from '../schema.js';
import { readoutCircuitsSchema } from './model-schema.js';
import type { CircuitSpec, ReadoutCircuit } from './model-types.js';

/**
 * Describes the trainable part by circuits of the user's own, each with the qubit whose Z is the processor's bit.
 *
 * Data angles may stand anywhere in them (re-uploading). Parameters count from 0 in each circuit; the model gives every
 * processor a stretch of its own.
 *
 * @param circuits - one for every processor, or an array with one each in the network's order
 * @throws EbitError 'circuit' if that is no circuit with a readout; `classifier` throws it if one does not fit its
 *   processor
 * @example
 * const own = circuit(2).ry(parameter(0), 0).cx(0, 1).rz(data(0), 1).ry(parameter(1), 1);
 * const model = classifier({
 *   network: bellNetwork({ ebits: 1, qubits: 2 }),
 *   circuit: customCircuit({ circuit: own, readout: 1 }),
 * });
 * model.angles; // 4: two on each processor
 */
export function customCircuit(circuits: ReadoutCircuit | readonly ReadoutCircuit[]): CircuitSpec {
  const list: unknown = Array.isArray(circuits) ? circuits : [circuits];
  return { kind: 'custom', circuits: checked(readoutCircuitsSchema, list, 'circuit', 'The custom circuit') };
}
