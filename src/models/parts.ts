import type { Operation } from '../circuit/circuit.js';
import type { GateNoise } from '../network/gate-noise.js';
import type { Model, ProcessorProgram } from './model-types.js';
import { noisyOperations } from './noisy-circuit.js';
import { type QcnnPart, qcnnParts } from './qcnn.js';
import { unmeasured } from './readouts.js';
import { reuploadingParts } from './reuploading.js';

/** A stretch of what a processor does. `stage` and `ring` are those of a qcnn, its pools and its readout, 0 elsewhere. */
export interface ModelPart {
  readonly kind: 'mixing' | 'embedding' | 'reuploading' | 'conv' | 'pool' | 'circuit' | 'readout';
  /** Of the qcnn, from 1. */
  readonly stage: number;
  /** How many qubits the stage begins with. */
  readonly ring: number;
  /** In the order of time; a part without layers is one. Parameters count through the model. */
  readonly layers: readonly (readonly Operation[])[];
}

const whole = (kind: ModelPart['kind'], operations: readonly Operation[]): ModelPart => ({
  kind,
  stage: 0,
  ring: 0,
  layers: [operations],
});

/** A list cut into stretches of the given lengths. */
function cut(operations: readonly Operation[], lengths: readonly number[]): (readonly Operation[])[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return operations.slice(end - length, end);
  });
}

/** A circuit of the user's own and its readouts, which it need not measure itself. */
function customParts({ trainable, readouts }: ProcessorProgram): ModelPart[] {
  const { operations } = trainable;
  const isReadout = (operation: Operation) => operation.kind === 'measure' && readouts.includes(operation.qubit);
  const own = operations.slice(0, operations.findLastIndex((operation) => !isReadout(operation)) + 1);
  const end = unmeasured(readouts, own).map((qubit): Operation => ({ kind: 'measure', qubit }));
  return [whole('circuit', own), whole('readout', end)];
}

/** The parts of a circuit of this program's own, their parameters counted from 0; null for one that the user wrote. */
function ownParts(
  { spec: { circuit } }: Model,
  { trainable, features }: ProcessorProgram,
  noise: readonly GateNoise[],
): ModelPart[] | null {
  const noisy = (layers: QcnnPart['layers']) => layers.map((layer) => noisyOperations(layer, noise));
  const staged = ({ ring, layers, ...part }: QcnnPart): ModelPart => ({
    ...part,
    ring: ring.length,
    layers: noisy(layers),
  });
  if (circuit.kind === 'qcnn') return qcnnParts(trainable.qubits, circuit.depth).map(staged);
  if (circuit.kind !== 'reuploading') return null;
  const { layers, ending } = reuploadingParts(trainable.qubits, features, circuit.layers, circuit.readout);
  return [{ kind: 'reuploading', stage: 0, ring: 0, layers: noisy(layers) }, ...ending.map(staged)];
}

/**
 * Returns everything that one processor of a model does, in the order of time, in parts that have a meaning.
 *
 * @param index - of the processor
 */
export function modelParts(model: Model, index: number): ModelPart[] {
  const { spec, programs } = model;
  const program = programs[index];
  const { mixing, embedding, trainable } = program;
  const { layers } = spec.mixing;
  const mixed = mixing === null ? [] : cut(mixing.operations, Array(layers).fill(mixing.operations.length / layers));
  const before = [
    ...(mixing === null ? [] : [{ ...whole('mixing', []), layers: mixed }]),
    ...(spec.embedding.kind === 'none'
      ? []
      : [whole('embedding', embedding.kind === 'circuit' ? embedding.circuit.operations : [])]),
  ];
  const parts = ownParts(model, program, model.network.processors[index].noise ?? []);
  if (parts === null) return [...before, ...customParts(program)];
  // The same operations as in the parts, with the numbers that their parameters have in the model.
  const own = cut(
    trainable.operations,
    parts.map((part) => part.layers.flat().length),
  );
  return [
    ...before,
    ...parts.map((part, i) => ({
      ...part,
      layers: cut(
        own[i],
        part.layers.map(({ length }) => length),
      ),
    })),
  ];
}
