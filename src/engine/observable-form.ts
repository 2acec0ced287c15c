// What the observable engine runs: U^+ Z U of each processor in stages, and the embedding that makes the samples' columns.
import type { Network } from '../network/network.js';
import type { Asked } from './asked.js';
import { type Contraction, contraction, coordinatePlaces, keptLists } from './contraction.js';
import { type PairForm, pairContraction, pairForm } from './fusion.js';
import { lightCone } from './light-cone.js';
import { forEachProgram, type Program } from './program.js';
import type { CoordinateFrame } from './response-form.js';
import { compileStage, type DataAngles, type Stage } from './stage.js';

/** The light cone's stages, from the readout to all qubits. */
export interface ReadoutForm {
  readonly stages: readonly Stage[];
  /** For each stage but the last the rows of the next one: see {@link widening}. */
  readonly widenings: readonly (readonly number[])[];
  /** Bit of the readout in the first stage's rows. */
  readonly startRow: number;
}

/** An embedding without parameters; its stage has the columns of one sample. */
export interface EmbeddingForm {
  readonly stage: Stage;
  readonly angles: DataAngles;
  /** Of the columns that are kept: 0 for bare phases. */
  readonly halves: number;
}

/** One processor in this form. */
export interface ObservableProcessor {
  /** With the kind of samples by which the processor takes part. */
  readonly program: Program;
  readonly readout: ReadoutForm;
  /** The mixing layers with the embedding's Hadamards behind them, null without mixing. */
  readonly mixing: Stage | null;
  /** Null where the features are a unitary. */
  readonly embedding: EmbeddingForm | null;
}

export interface ObservableForm {
  readonly processors: readonly ObservableProcessor[];
  /** First coordinate slot of each processor; of a pair taken as one, of that. */
  readonly start: readonly number[];
  listOf(asked: Asked): Contraction;
  /** How the two processors are taken as one, null where each stands for itself. */
  readonly pair: PairForm | null;
}

/** Row of the narrower stage, and value of the added qubits << 16, for each row of the wider one. */
function widening(narrow: ReadonlySet<number>, wide: ReadonlySet<number>, order: readonly number[]): number[] {
  const qubits = order.filter((qubit) => wide.has(qubit));
  return Array.from({ length: 1 << qubits.length }, (_, row) => {
    let old = 0;
    let added = 0;
    qubits.forEach((qubit, place) => {
      const bit = (row >> (qubits.length - 1 - place)) & 1;
      if (narrow.has(qubit)) old = 2 * old + bit;
      else added = 2 * added + bit;
    });
    return old | (added << 16);
  });
}

/** Compiles a program's trainable circuit for the observable engine. */
export function readoutForm({ trainable, source, order }: Program): ReadoutForm {
  const cone = lightCone(trainable, source.readouts[0], order);
  const rowOf = (own: ReadonlySet<number>) => {
    const members = order.filter((qubit) => own.has(qubit));
    return (qubit: number): number => members.length - 1 - members.indexOf(qubit);
  };
  return {
    stages: cone.map(({ qubits, layers }) =>
      compileStage(layers, qubits.size, 1 << (qubits.size - 1), rowOf(qubits), { list: [] }),
    ),
    widenings: cone.slice(1).map(({ qubits }, n) => widening(cone[n].qubits, qubits, order)),
    startRow: rowOf(cone[0].qubits)(source.readouts[0]),
  };
}

/**
 * Compiles an embedding without parameters; null for a unitary.
 *
 * @param phasesOnly - of Hadamards and one diagonal, the diagonal alone
 */
export function embeddingForm({ embedding, ...program }: Program, phasesOnly: boolean): EmbeddingForm | null {
  if (embedding === null) return null;
  const halves = phasesOnly ? 0 : program.halves;
  const angles: DataAngles = { list: [] };
  const stage = compileStage(embedding.layers, program.qubits, 1 << halves, program.bitOf, angles, !phasesOnly);
  return { stage, angles, halves };
}

function mixingStage({ mixing, embedding, qubits, halves, bitOf }: Program): Stage {
  const layers = [...(mixing?.layers ?? []), ...(embedding?.layers.slice(0, 1) ?? [])];
  return compileStage(layers, qubits, Math.max(2, 1 << halves), bitOf, { list: [] });
}

/** Compiles a network's programs for the observable engine, which each of them has to allow. */
export function observableForm(network: Network, programs: readonly Program[]): ObservableForm {
  const pair = pairForm({ network, programs });
  const frame: CoordinateFrame = programs.every(({ sampleKind }) => sampleKind === 'characters')
    ? 'characters'
    : 'states';
  const qubits = programs.map((program) => program.qubits);
  return {
    pair,
    start:
      pair !== null
        ? pairContraction(pair, qubits[0]).start
        : coordinatePlaces(programs.map(({ halves }) => halves)).start,
    // Two processors have no parity list, and only two are a pair.
    listOf: keptLists((asked) =>
      pair !== null ? pairContraction(pair, qubits[0]) : contraction(network, frame, qubits, undefined, asked),
    ),
    processors: forEachProgram(programs, (program): ObservableProcessor => {
      // A processor with phases beside one without takes part with its columns: one frame for the whole network.
      const own: Program =
        frame === 'states' && program.sampleKind === 'characters' ? { ...program, sampleKind: 'columns' } : program;
      return {
        program: own,
        readout: readoutForm(own),
        mixing: own.sampleKind === 'mixed' ? mixingStage(own) : null,
        embedding: embeddingForm(own, own.sampleKind !== 'columns' || pair === 'phases'),
      };
    }),
  };
}

/** One processor whose derivatives are made as tangents: its circuit as for a readout, and its samples' columns. */
export type TangentForm = Omit<ObservableProcessor, 'mixing'>;

/** Compiles a program without mixing for its tangents. */
export function tangentForm(program: Program): TangentForm {
  return { program, readout: readoutForm(program), embedding: embeddingForm(program, false) };
}
