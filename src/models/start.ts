import type { Circuit } from '../circuit/circuit.js';
import { randomStream } from '../random.js';
import type { ModelSpec, ProcessorProgram } from './model-types.js';
import { offsetParameters } from './reuploading.js';

/** The circuits of a program, in the order of time. */
function circuitsOf({ mixing, embedding, trainable }: ProcessorProgram): Circuit[] {
  const embedded = embedding.kind === 'circuit' ? embedding.circuit : null;
  return [mixing, embedded, trainable].filter((circuit) => circuit !== null);
}

/**
 * Returns the angles at which training starts: uniform in [0, 2 pi) but for those with a start of their own.
 *
 * A parameter that data are multiplied by starts at 1, so that the circuit first sees the data as they are; what
 * `reuploading` adds to them starts at 0. The other angles are those that they would be without these.
 *
 * @param structure - of the model
 * @param seed - integer from 0 to 2^53 - 1
 * @returns shape [angles]
 * @throws EbitError 'range' for another seed
 */
export function initialAngles(
  {
    spec,
    programs,
    angles,
  }: { readonly spec: ModelSpec; readonly programs: readonly ProcessorProgram[]; readonly angles: number },
  seed: number,
): Float64Array {
  const stream = randomStream(seed, 'initial-angles');
  const start = Float64Array.from({ length: angles }, (_, i) => 2 * Math.PI * stream.uniform(i));
  let first = 0;
  for (const program of programs) {
    for (const { operations } of circuitsOf(program)) {
      for (const operation of operations) {
        if (operation.kind === 'gate' && operation.angle?.kind === 'scaled') start[operation.angle.index] = 1;
      }
    }
    if (spec.circuit.kind === 'reuploading') {
      const { qubits } = program.trainable;
      const mixed = program.mixing === null ? 0 : program.mixing.parameters - first;
      for (const offset of offsetParameters(qubits, spec.circuit.layers)) start[first + mixed + offset] = 0;
    }
    first += program.angles;
  }
  return start;
}
