// What all versions of a model with other parameters or another table share, and models of equal structure with them.
import { CompiledModel } from '../engine/compiled-model.js';
import { exactText } from '../exact-text.js';
import { halfQubits } from '../network/halves.js';
import type { Network } from '../network/network.js';
import type { Model, ModelSpec, ProcessorProgram } from './model-types.js';
import { type OwnProgram, processorPrograms } from './programs.js';

/** The programs of a network's processors, and how many angles they have. */
type Programs = Omit<ReturnType<typeof processorPrograms>, 'own'>;

interface Known extends Programs {
  readonly bytes: number;
}

/** What known structures may take in all, bytes, by the estimate of {@link estimatedBytes}; the rest is forgotten. */
export const KNOWN_BYTES = 32 * 1024 * 1024;

/** Circuits of the user's own above so many operations are not looked up: their text would take as long as compiling. */
const MOST_WRITTEN = 4000;

/** By their text, the one that was used last at the end. */
const known = new Map<string, Known>();

/** Bytes that known structures take now, by the estimate. */
export function knownBytes(): number {
  let bytes = 0;
  for (const one of known.values()) bytes += one.bytes;
  return bytes;
}

/** A bound from above, in bytes, on what a structure and its compiled forms take, as measured for the circuits here. */
function estimatedBytes(network: Network, { programs }: Pick<Programs, 'programs'>): number {
  const circuits = programs.map(({ mixing, embedding, trainable }, p) => {
    const parts = [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable];
    const operations = parts.reduce((sum, circuit) => sum + (circuit?.operations.length ?? 0), 0);
    return 4096 + operations * (1536 + 4 * (1 << network.processors[p].qubits));
  });
  // Several readouts have a list for every choice of products of theirs; the lists share what they are made from.
  const products = programs.reduce((ways, { readouts }) => ways * ((1 << readouts.length) - 1), 1);
  const lists = 1 + (products - 1) / 8;
  const contractions = halfQubits(network).map(({ length }) => 128 * (1 << Math.min(3 * length, 24)) * lists);
  return [...circuits, ...contractions].reduce((sum, bytes) => sum + bytes, 0);
}

/** All on which the programs depend, as text; null where that is too long to be worth it. */
function textOf(
  { processors, ebits, coins, shares }: Network,
  { embedding, mixing, circuit }: ModelSpec,
): string | null {
  const written = [
    ...(embedding.kind === 'custom' ? embedding.circuits : []),
    ...(circuit.kind === 'custom' ? circuit.circuits.map((one) => one.circuit) : []),
  ];
  if (written.reduce((sum, { operations }) => sum + operations.length, 0) > MOST_WRITTEN) return null;
  return exactText([processors, ebits, coins, shares, embedding, mixing, circuit]);
}

/** Freezes programs down to their operations, which are listed for all models that share them. */
function frozen(made: Programs): Programs {
  for (const program of made.programs) {
    const { mixing, embedding, trainable } = program;
    for (const circuit of [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable]) {
      if (circuit === null || Object.isFrozen(circuit)) continue;
      for (const operation of circuit.operations) Object.freeze(operation);
      Object.freeze(circuit.operations);
      Object.freeze(circuit);
    }
    Object.freeze(embedding);
    Object.freeze(program.readouts);
    Object.freeze(program);
  }
  Object.freeze(made.programs);
  return made;
}

/** For a model's programs, as they were made here, those whose parameters count from each processor's first one. */
const ownPrograms = new WeakMap<readonly ProcessorProgram[], readonly OwnProgram[]>();

function madePrograms(network: Network, spec: ModelSpec): Programs {
  const { own, ...made } = processorPrograms(network, spec);
  ownPrograms.set(made.programs, own);
  return made;
}

/**
 * Returns every processor's program, the same objects for equal networks and specs: nothing can be written to them.
 *
 * @throws EbitError as `processorPrograms`
 */
export function sharedPrograms(network: Network, spec: ModelSpec): Programs {
  const text = textOf(network, spec);
  const found = text === null ? undefined : known.get(text);
  const made = found ?? madePrograms(network, spec);
  if (text === null) return made;
  const one: Known = found ?? { ...frozen(made), bytes: 2 * text.length + estimatedBytes(network, made) };
  known.delete(text);
  known.set(text, one);
  let bytes = knownBytes();
  for (const [other, { bytes: freed }] of known) {
    if (bytes <= KNOWN_BYTES) break;
    known.delete(other);
    bytes -= freed;
  }
  return one;
}

/** The compiled structure of every model that was compiled, for as long as there is one with these programs. */
const compiled = new WeakMap<readonly ProcessorProgram[], CompiledModel>();

/** First angle of each processor, and the end: a processor's angles are those its circuits name. */
function angleStarts({ programs }: Model): number[] {
  const starts = [0];
  for (const program of programs) {
    const counts = [program.mixing?.parameters ?? 0, program.trainable.parameters, starts[starts.length - 1]];
    starts.push(Math.max(...counts));
  }
  return starts;
}

/** Returns what of a model depends neither on rows nor on its parameters, compiled; once for all models that share it. */
export function compiledModel(model: Model): CompiledModel {
  const there = compiled.get(model.programs);
  if (there !== undefined) return there;
  const halves = halfQubits(model.network);
  const own = ownPrograms.get(model.programs);
  const angleStart = angleStarts(model);
  const made = new CompiledModel({
    network: model.network,
    sources: model.programs.map(({ readouts, features, ...program }, p) => ({
      ...(own?.[p] ?? program),
      readouts,
      features,
      qubits: model.network.processors[p].qubits,
      halves: halves[p],
      // A model of another copy of this package: its programs count through the whole model.
      firstAngle: own === undefined ? 0 : angleStart[p],
    })),
    angles: model.angles,
    angleStart,
    bytes: estimatedBytes(model.network, model),
  });
  compiled.set(model.programs, made);
  return made;
}
