import type { Operation } from '../circuit/circuit.js';
import type { Model, ProcessorProgram } from './model-types.js';
import { qcnnParts } from './qcnn.js';

/** A stretch of what a processor does. `stage` and `ring` are those of a qcnn, 0 elsewhere. */
export interface ModelPart {
  readonly kind: 'mixing' | 'embedding' | 'conv' | 'pool' | 'circuit' | 'readout';
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

/** A circuit of the user's own and its readout, which it need not measure itself. */
function customParts({ trainable, readout }: ProcessorProgram): ModelPart[] {
  const { operations } = trainable;
  const last = operations.at(-1);
  const measures = (operation: Operation) => operation.kind === 'measure' && operation.qubit === readout;
  const own = last !== undefined && measures(last) ? operations.slice(0, -1) : operations;
  const end: Operation[] = own.some(measures) ? [] : [{ kind: 'measure', qubit: readout }];
  return [whole('circuit', own), whole('readout', end)];
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
  const embedded = whole('embedding', embedding.kind === 'circuit' ? embedding.circuit.operations : []);
  const { layers } = spec.mixing;
  const mixed = mixing === null ? [] : cut(mixing.operations, Array(layers).fill(mixing.operations.length / layers));
  const before = mixing === null ? [embedded] : [{ ...whole('mixing', []), layers: mixed }, embedded];
  if (spec.circuit.kind !== 'qcnn') return [...before, ...customParts(program)];
  const parts = qcnnParts(trainable.qubits, spec.circuit.depth);
  // The same operations as in the parts, with the numbers that their parameters have in the model.
  const own = cut(
    trainable.operations,
    parts.map((part) => part.layers.flat().length),
  );
  return [
    ...before,
    ...parts.map(({ kind, stage, ring, layers: made }, i) => {
      const lengths = made.map(({ length }) => length);
      return { kind, stage, ring: ring.length, layers: cut(own[i], lengths) };
    }),
  ];
}
