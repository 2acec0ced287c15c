import { maxFeatures, maxParameters, shiftedAngle } from '../circuit/angle.js';
import { type Circuit, ownCircuit } from '../circuit/circuit.js';
import { EbitError } from '../errors.js';
import { exactText } from '../exact-text.js';
import type { GateNoise } from '../network/gate-noise.js';
import type { Network, Processor } from '../network/network.js';
import { zzCircuit } from './embedding.js';
import { mixingCircuit } from './mixing.js';
import type { EmbeddingSpec, ModelSpec, ProcessorProgram, ReadoutCircuit } from './model-types.js';
import { noisyCircuit } from './noisy-circuit.js';
import { qcnnCircuit } from './qcnn.js';
import { checkReadout, readoutList } from './readouts.js';
import { reuploadedFeatures, reuploadingCircuit } from './reuploading.js';

/** The circuit with its parameters counted from `offset`. It is checked already, and the builder would check it again. */
function moved(circuit: Circuit, offset: number): Circuit {
  if (offset === 0 || circuit.parameters === 0) return circuit;
  const operations = circuit.operations.map((operation) =>
    operation.kind === 'gate' && operation.angle !== null
      ? { ...operation, angle: shiftedAngle(operation.angle, offset, 0) }
      : operation,
  );
  return { ...circuit, operations, parameters: circuit.parameters + offset };
}

/** The entry of a list that holds one for every processor or one for all. */
function entryFor<T>(list: readonly T[], index: number, processors: number, what: string): T {
  if (list.length !== 1 && list.length !== processors) {
    throw new EbitError(
      'circuit',
      `There are ${list.length} custom ${what}s for ${processors} processors; give one for each, or one for all.`,
    );
  }
  return list.length === 1 ? list[0] : list[index];
}

function checkSize(written: Circuit, { name, qubits }: Processor, what: string): void {
  if (written.qubits !== qubits) {
    throw new EbitError(
      'circuit',
      `The custom ${what} of processor "${name}" has ${written.qubits} qubits and the processor ${qubits}; make them equal.`,
    );
  }
}

function embeddingFor(spec: EmbeddingSpec, processor: Processor, index: number, processors: number) {
  if (spec.kind === 'unitary') {
    const size = 1 << processor.qubits;
    return { embedding: { kind: 'unitary' } as const, features: 2 * size * size };
  }
  if (spec.kind === 'none') {
    return { embedding: { kind: 'circuit', circuit: ownCircuit(processor.qubits, []) } as const, features: 0 };
  }
  if (spec.kind === 'zz') {
    const embedded = zzCircuit(processor.qubits, spec.pairs);
    return { embedding: { kind: 'circuit', circuit: embedded } as const, features: embedded.features };
  }
  const written = entryFor(spec.circuits, index, processors, 'embedding');
  checkSize(written, processor, 'embedding');
  if (written.parameters > 0) {
    throw new EbitError(
      'circuit',
      `The custom embedding of processor "${processor.name}" has trainable angles; move them to the custom circuit.`,
    );
  }
  if (written.operations.some(({ kind }) => kind === 'measure')) {
    throw new EbitError(
      'circuit',
      `The custom embedding of processor "${processor.name}" measures; the trainable circuit comes after it, measure there.`,
    );
  }
  return { embedding: { kind: 'circuit', circuit: written } as const, features: written.features };
}

/** An embedding with the noise behind its gates; a matrix has none. */
function noisyEmbedding(
  made: ReturnType<typeof embeddingFor>,
  noise: readonly GateNoise[],
): ReturnType<typeof embeddingFor> {
  const { embedding, features } = made;
  if (embedding.kind === 'unitary') return made;
  return { embedding: { kind: 'circuit', circuit: noisyCircuit(embedding.circuit, noise) }, features };
}

function trainableFor(
  spec: ModelSpec,
  processor: Processor,
  index: number,
  processors: number,
  reuploaded: readonly number[],
): ReadoutCircuit {
  if (spec.circuit.kind === 'qcnn') return qcnnCircuit(processor.qubits, spec.circuit.depth);
  if (spec.circuit.kind === 'reuploading') {
    const { layers, readout } = spec.circuit;
    return reuploadingCircuit(processor.qubits, reuploaded[index], layers, readout);
  }
  const written = entryFor(spec.circuit.circuits, index, processors, 'circuit');
  checkSize(written.circuit, processor, 'circuit');
  checkReadout(readoutList(written.readout), processor.qubits, `The custom circuit of processor "${processor.name}"`);
  if (written.circuit.features > 0 && spec.embedding.kind === 'unitary') {
    throw new EbitError(
      'circuit',
      `The custom circuit of processor "${processor.name}" has data angles, but the unitary embedding leaves no features ` +
        'for them; use another embedding.',
    );
  }
  return written;
}

/** A processor's program whose parameters count from its own first one: the same object for equal processors. */
export type OwnProgram = Pick<ProcessorProgram, 'mixing' | 'embedding' | 'trainable'>;

/** The value that was made for a key, or a new one. */
function once<K, V>(values: Map<K, V>, key: K, make: () => V): V {
  const there = values.get(key);
  if (there !== undefined) return there;
  const made = make();
  values.set(key, made);
  return made;
}

/**
 * Returns every processor's program, and how many angles all of them have.
 *
 * What depends on a processor's qubits, features and noise alone is made once for all that are alike. Noise stands behind the
 * gates, as channels of the circuits. Angles are numbered by processor in the network's order, in each first the mixing layers and then the circuit.
 *
 * @param network - the processors
 * @param spec - what they run
 * @throws EbitError 'circuit' if the spec does not fit the processors or no processor reads a feature, 'range' if there
 *   are more than a million angles or 32 million features
 */
export function processorPrograms(
  network: Network,
  spec: ModelSpec,
): { programs: readonly ProcessorProgram[]; own: readonly OwnProgram[]; angles: number } {
  const { processors } = network;
  const embeddings = new Map<string, ReturnType<typeof embeddingFor>>();
  const circuits = new Map<string, ReadoutCircuit>();
  const mixings = new Map<string, Circuit | null>();
  const owns = new Map<string, OwnProgram>();
  const reuploaded = spec.circuit.kind === 'reuploading' ? reuploadedFeatures(spec.circuit, processors) : [];
  const parts = processors.map((processor, index) => {
    const { qubits, noise = [] } = processor;
    const size = `${qubits} ${exactText(noise)}`;
    // Of written circuits there may be one for each processor.
    const each = `${size} ${index}`;
    const embeddingKey = spec.embedding.kind === 'custom' ? each : size;
    const circuitKey = spec.circuit.kind === 'custom' ? each : `${size} with ${reuploaded[index] ?? 'any'}`;
    const { embedding, features } = once(embeddings, embeddingKey, () =>
      noisyEmbedding(embeddingFor(spec.embedding, processor, index, processors.length), noise),
    );
    const written = once(circuits, circuitKey, () => {
      const made = trainableFor(spec, processor, index, processors.length, reuploaded);
      return { ...made, circuit: noisyCircuit(made.circuit, noise) };
    });
    const mixing = once(mixings, size, () => {
      const made = mixingCircuit(qubits, spec.mixing.layers);
      return made && noisyCircuit(made, noise);
    });
    const own = once(owns, `${embeddingKey}/${circuitKey}`, () => ({
      mixing,
      embedding,
      trainable: moved(written.circuit, mixing?.parameters ?? 0),
    }));
    const angles = (mixing?.parameters ?? 0) + written.circuit.parameters;
    const readouts = [...readoutList(written.readout)];
    return { own, readouts, angles, features: Math.max(features, written.circuit.features) };
  });
  const angles = parts.reduce((sum, part) => sum + part.angles, 0);
  const features = parts.reduce((sum, part) => sum + part.features, 0);
  if (features === 0) {
    throw new EbitError(
      'circuit',
      'No processor reads a feature; put a data angle in the embedding or in the circuit.',
    );
  }
  if (angles > maxParameters || features > maxFeatures) {
    throw new EbitError(
      'range',
      `The model has ${angles} angles and ${features} features; it may have ${maxParameters} and ${maxFeatures}. ` +
        'Number parameters and features without gaps.',
    );
  }
  let first = 0;
  const programs = parts.map(({ own, readouts, features, angles }): ProcessorProgram => {
    const program = {
      mixing: own.mixing && moved(own.mixing, first),
      embedding: own.embedding,
      trainable: moved(own.trainable, first),
      readouts,
      features,
      angles,
    };
    first += angles;
    return program;
  });
  return { programs, own: parts.map(({ own }) => own), angles };
}
