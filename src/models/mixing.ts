import { type Circuit, ownCircuit } from '../circuit/circuit.js';
import { convLayer, convLayerAngles } from './conv-layer.js';

/**
 * Returns the trainable layers that stand before an embedding: conv layers on the ring of all qubits.
 *
 * Before the features come in, the layers choose which state of the ebits' halves the embedding acts on.
 *
 * @param qubits - of the processor
 * @param layers - how many
 * @returns a circuit whose parameters are the angles by layer, then by qubit; null if there would be no gate in it
 */
export function mixingCircuit(qubits: number, layers: number): Circuit | null {
  const angles = convLayerAngles(qubits);
  if (layers * angles === 0) return null;
  const ring = Array.from({ length: qubits }, (_, q) => q);
  return ownCircuit(qubits, Array.from({ length: layers }, (_, layer) => convLayer(ring, layer * angles)).flat());
}
