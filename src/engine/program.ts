// What a processor runs, in the forms that the engines take, and which engine is cheaper.
import type { Circuit } from '../circuit/circuit.js';
import { type NormalForm, ownNormalForm } from '../circuit/normal-form.js';
import { CHUNK } from '../core/generated/layout.js';
import type { BitOf } from './walsh.js';

/** One processor's program: mixing, then embedding, then trainable circuit, on its ebit halves and |0>. */
export interface ProcessorSource {
  readonly qubits: number;
  readonly mixing: Circuit | null;
  readonly embedding: { readonly kind: 'circuit'; readonly circuit: Circuit } | { readonly kind: 'unitary' };
  readonly trainable: Circuit;
  /** Qubits whose Z are the processor's bits, the most significant first. */
  readonly readouts: readonly number[];
  readonly features: number;
  /** Qubits that hold ebit halves, in the order of the network's ebits. */
  readonly halves: readonly number[];
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Whether two programs are the same up to the number of their first parameter: their circuits are the same objects. */
export function isSameProgram(a: ProcessorSource, b: ProcessorSource): boolean {
  return (
    a.qubits === b.qubits &&
    a.mixing === b.mixing &&
    a.embedding === b.embedding &&
    a.trainable === b.trainable &&
    isSameList(a.readouts, b.readouts) &&
    a.features === b.features &&
    isSameList(a.halves, b.halves)
  );
}

/**
 * How the observable engine gets the embedded columns; `state` where it cannot, as for several readouts; `noisy` where a
 * circuit holds channels, which are for the noisy engine alone.
 */
export type SampleKind = 'characters' | 'columns' | 'mixed' | 'state' | 'noisy';

/** A processor's program with its row order fixed. */
export interface Program {
  readonly source: ProcessorSource;
  /** Qubits of the rows: at least two, since passes work on pairs; a lone qubit gets an idle one beside it. */
  readonly qubits: number;
  readonly halves: number;
  /** Qubits from the most significant row bit down: the halves first. */
  readonly order: readonly number[];
  readonly bitOf: BitOf;
  readonly sampleKind: SampleKind;
  /** Of a noisy program this and the others hold nothing: channels have no normal form. */
  readonly mixing: NormalForm | null;
  readonly embedding: NormalForm | null;
  readonly trainable: NormalForm;
}

/** Whether a circuit has angles of a kind; scaled ones are of both. */
function hasAngles(circuit: Circuit, kind: 'data' | 'parameter'): boolean {
  return circuit.operations.some(
    (operation) => operation.kind === 'gate' && (operation.angle?.kind === kind || operation.angle?.kind === 'scaled'),
  );
}

/** Whether one of a program's circuits holds noise. */
function isNoisy({ mixing, embedding, trainable }: ProcessorSource): boolean {
  return [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable].some((circuit) =>
    circuit?.operations.some((operation) => operation.kind === 'channel'),
  );
}

/** Joins circuits one after the other; parameters and features keep their numbers. */
export function joinCircuits(circuits: readonly Circuit[], qubits: number): Circuit {
  return {
    qubits,
    operations: circuits.flatMap((circuit) => circuit.operations),
    parameters: Math.max(...circuits.map((circuit) => circuit.parameters)),
    features: Math.max(...circuits.map((circuit) => circuit.features)),
  };
}

/** Hadamards on every qubit, then one diagonal: the embedding's columns are phases times characters. */
function isPhaseEmbedding(form: NormalForm): boolean {
  const [first, second] = form.layers;
  return (
    form.layers.length === 2 &&
    first.kind === 'hadamard' &&
    first.qubits.length === form.qubits &&
    second.kind === 'diagonal'
  );
}

/** Prepares a processor's program. */
export function prepareProgram(source: ProcessorSource): Program {
  const qubits = Math.max(2, source.qubits);
  const rest = Array.from({ length: qubits }, (_, qubit) => qubit).filter((qubit) => !source.halves.includes(qubit));
  const order = [...source.halves, ...rest];
  const position = new Map(order.map((qubit, place) => [qubit, qubits - 1 - place]));
  const bitOf: BitOf = (qubit) => position.get(qubit) ?? 0;
  const halves = source.halves.length;
  if (isNoisy(source)) {
    const trainable = { qubits, layers: [], parameters: 0, features: 0 };
    return { source, qubits, halves, order, bitOf, sampleKind: 'noisy', mixing: null, embedding: null, trainable };
  }
  const form = (circuit: Circuit): NormalForm => ownNormalForm(joinCircuits([circuit], qubits));
  const mixing = source.mixing === null ? null : form(source.mixing);
  const embedding = source.embedding.kind === 'circuit' ? form(source.embedding.circuit) : null;
  const trainable = form(source.trainable);
  const phases = embedding !== null && isPhaseEmbedding(embedding);
  const ownParameters = source.embedding.kind === 'circuit' && hasAngles(source.embedding.circuit, 'parameter');
  let sampleKind: SampleKind = 'state';
  if (!hasAngles(source.trainable, 'data') && !ownParameters && source.readouts.length === 1) {
    if (mixing === null) sampleKind = phases ? 'characters' : 'columns';
    else if (phases && source.mixing !== null && !hasAngles(source.mixing, 'data')) sampleKind = 'mixed';
  }
  return { source, qubits, halves, order, bitOf, sampleKind, mixing, embedding, trainable };
}

/** Number of diagonals in a normal form. */
export function diagonalsOf(form: NormalForm | null): number {
  return form === null ? 0 : form.layers.filter((layer) => layer.kind === 'diagonal').length;
}

/**
 * Counts complex multiply-adds of one step over `samples` rows, forwards and backwards.
 *
 * observable: three sweeps of 2^(m-1) columns, the matrix and its adjoint, then what a sample costs by its kind, in
 * whole chunks of samples.
 * state: three sweeps of 2^h columns a sample.
 */
export function workOf(program: Program, samples: number, engine: 'observable' | 'state'): number {
  const rows = 1 << program.qubits;
  const columns = 1 << program.halves;
  // A diagonal with its Hadamards costs about two multiply-adds an amplitude; the light cone halves the observable's.
  const layers = diagonalsOf(program.mixing) + diagonalsOf(program.embedding) + diagonalsOf(program.trainable);
  if (engine === 'state') return 6 * (layers + 1) * rows * columns * samples;
  if (program.sampleKind === 'state') return Number.POSITIVE_INFINITY;
  const circuit = 3 * diagonalsOf(program.trainable) * rows * (rows / 2) + rows * rows * rows;
  // Columns: half of each product forwards and half backwards; a quarter of the pairs forwards and half backwards.
  const sample =
    program.sampleKind === 'characters' ? rows * rows : columns * rows * rows + 0.75 * columns * columns * rows;
  return circuit + sample * Math.ceil(samples / CHUNK) * CHUNK;
}

/** What is made of each program, once for equal ones. */
export function forEachProgram<T>(programs: readonly Program[], make: (program: Program) => T): T[] {
  const made = new Map<Program, T>();
  return programs.map((program) => {
    const there = made.get(program);
    if (there !== undefined) return there;
    const one = make(program);
    made.set(program, one);
    return one;
  });
}
