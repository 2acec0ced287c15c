import type { Circuit } from '../circuit/circuit.js';
import { randomStream } from '../random.js';
import type { ModelSpec, ProcessorProgram } from './model-types.js';
import { UPLOAD_ANGLES } from './reuploading.js';

/** The circuits of a program, in the order of time. */
function circuitsOf({ mixing, embedding, trainable }: ProcessorProgram): Circuit[] {
  const embedded = embedding.kind === 'circuit' ? embedding.circuit : null;
  return [mixing, embedded, trainable].filter((circuit) => circuit !== null);
}

/** Up to so many features at a processor the scales of a re-uploading circuit start at 1. */
const FEW_FEATURES = 4;
/** Its rotations without data start at most so far from none, in radians. */
const NEAR = 0.1;

/**
 * Returns the angles at which training starts: uniform in [0, 2 pi) but for those with a start of their own.
 *
 * A parameter that data are multiplied by starts at 1, so that the circuit first sees the data as they are. Of `reuploading`
 * with F features at a processor
 *
 *     s = min(1, 2 / sqrt F),    o = 0,    z and y uniform in [-0.1, 0.1)
 *
 * Many features together then turn a qubit about as far as four do, and the first function of the data is a smooth one:
 * from angles anywhere it oscillates, and is learnt by heart. Random numbers go by the place of an angle, so that those
 * of all others do not depend on it.
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
      const scale = Math.min(1, Math.sqrt(FEW_FEATURES / program.features));
      const near = (i: number) => NEAR * (2 * stream.uniform(i) - 1);
      const mixed = program.mixing === null ? 0 : program.mixing.parameters - first;
      const uploads = UPLOAD_ANGLES * program.trainable.qubits * spec.circuit.layers;
      for (let i = first + mixed; i < first + mixed + uploads; i += UPLOAD_ANGLES) {
        start.set([scale, 0, near(i + 2), near(i + 3)], i);
      }
    }
    first += program.angles;
  }
  return start;
}
