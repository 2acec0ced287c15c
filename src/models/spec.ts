import { type Circuit, checkCircuit } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import { checkedWhole } from '../options.js';
import { checked } from '../schema.js';
import { specSchema } from './model-schema.js';
import type { ModelSpec } from './model-types.js';
import { MAX_LAYERS } from './qcnn.js';
import { checkReuploading } from './reuploading.js';

/** Every circuit that the user wrote. */
function writtenCircuits({ embedding, circuit }: ModelSpec): Circuit[] {
  return [
    ...(embedding.kind === 'custom' ? embedding.circuits : []),
    ...(circuit.kind === 'custom' ? circuit.circuits.map((one) => one.circuit) : []),
  ];
}

/**
 * Returns what a model is made of as plain data, after checking everything about it but how it fits a network.
 *
 * @param value - a spec from options or from a model file
 * @param what - how it is called in a message, as the beginning of a sentence
 * @throws EbitError 'model' for an unknown key or another shape, and for a re-uploading circuit behind an embedding; 'range'
 *   for a depth or a number of mixing layers outside 0 to 1000, and as `reuploading`; as `createCircuit` for a circuit that is none
 */
export function checkedSpec(value: unknown, what: string): ModelSpec {
  const spec: ModelSpec = checked(specSchema, value, 'model', what);
  checkedWhole('The number of mixing layers', spec.mixing.layers, 0, MAX_LAYERS);
  if (spec.circuit.kind === 'qcnn') checkedWhole('The depth of the qcnn', spec.circuit.depth, 0, MAX_LAYERS);
  if (spec.circuit.kind === 'reuploading') {
    checkReuploading(spec.circuit);
    if (spec.embedding.kind !== 'none') {
      throw new EbitError(
        'model',
        `${what} has the embedding "${spec.embedding.kind}" before a re-uploading circuit, which reads the features itself; ` +
          'leave the embedding out.',
      );
    }
  }
  for (const circuit of writtenCircuits(spec)) checkCircuit(circuit);
  return spec;
}
