// Lays stages and processors out in the core's memory.
import type { Arena } from '../core/arena.js';
import {
  CHUNK,
  CIRCUIT_BYTES,
  CIRCUIT_HALVES,
  CIRCUIT_MIXING,
  CIRCUIT_QUBITS,
  CIRCUIT_STAGE_LIST,
  CIRCUIT_STAGES,
  CIRCUIT_START_ROW,
  KIND_CHARACTERS,
  KIND_COLUMNS,
  KIND_MIXED,
  KIND_MIXED_PAIR,
  KIND_PHASE_PAIR,
  KIND_STATE,
  KIND_TANGENTS,
  PAIR_CIRCUIT,
  PAIR_SOURCE,
  PAIR_SOURCE_COUNT,
  PROCESSOR_ANGLE_COUNT,
  PROCESSOR_ANGLE_START,
  PROCESSOR_BYTES,
  PROCESSOR_CIRCUIT,
  PROCESSOR_DENSE_BEFORE,
  PROCESSOR_GIVEN,
  PROCESSOR_JACOBIAN,
  PROCESSOR_KIND,
  PROCESSOR_READOUT_MASK,
  PROCESSOR_READOUT_ROWS,
  PROCESSOR_READOUTS,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  SCALED_BYTES,
  SCALED_COEFFICIENT,
  SCALED_GRADIENT,
  SCALED_START,
  SCALED_WORDS,
  STAGE_BASE,
  STAGE_BYTES,
  STAGE_COLUMNS,
  STAGE_DIAGONALS,
  STAGE_LANE_DIAGONAL,
  STAGE_LANE_TABLES,
  STAGE_LANE_TERM_COEFFICIENT,
  STAGE_LANE_TERM_START,
  STAGE_LANE_TERM_WORDS,
  STAGE_PASS_WORDS,
  STAGE_PASSES,
  STAGE_PHASE_OF,
  STAGE_PHASES,
  STAGE_ROW_BITS,
  STAGE_SCALED,
  STAGE_TERM_ANGLE,
  STAGE_TERM_COEFFICIENT,
  STAGE_TERM_SLOT,
  STAGE_TERM_START,
  STAGE_TERMS,
  STAGE_WIDEN,
} from '../core/generated/layout.js';
import type { PairForm } from './fusion.js';
import type { ObservableProcessor, ReadoutForm } from './observable-form.js';
import type { Program } from './program.js';
import type { Stage } from './stage.js';

/** Where each part of a list begins, and behind the last one where it ends. */
function starts(lengths: readonly number[]): number[] {
  const list = [0];
  for (const length of lengths) list.push(list[list.length - 1] + length);
  return list;
}

/** The data terms of a stage that a parameter multiplies; 0 without any. */
function writeScaledTerms(arena: Arena, { laneTables }: Stage, firstAngle: number): number {
  const terms = laneTables
    .flatMap((lane) => lane.terms)
    .flatMap(({ angle, coefficient }, place) => (angle === null ? [] : [{ place, angle, coefficient }]));
  if (terms.length === 0) return 0;
  const counts = laneTables.map((lane) => lane.terms.filter(({ angle }) => angle !== null).length);
  return arena.putFields(SCALED_BYTES, [
    [SCALED_START, arena.putI32(starts(counts))],
    [SCALED_WORDS, arena.putI32(terms.flatMap(({ place, angle }) => [place, firstAngle + angle]))],
    [SCALED_COEFFICIENT, arena.putF64(terms.map(({ coefficient }) => coefficient))],
    [SCALED_GRADIENT, arena.zeros(2 * terms.length)],
  ]);
}

/** A stage whose parameter 0 is the model's angle `firstAngle`. */
function writeStage(arena: Arena, stage: Stage, firstAngle: number, widen?: readonly number[]): number {
  const laneTerms = stage.laneTables.flatMap((lane) => lane.terms);
  const laneStarts = starts(stage.laneTables.map((lane) => lane.terms.length));
  return arena.putFields(STAGE_BYTES, [
    [STAGE_ROW_BITS, stage.rowBits],
    [STAGE_COLUMNS, stage.columns],
    [STAGE_DIAGONALS, stage.diagonals],
    [STAGE_PASSES, stage.passes.length],
    [STAGE_PASS_WORDS, arena.putI32(stage.passes.flat())],
    [STAGE_PHASES, stage.phases],
    [STAGE_BASE, arena.putF64(stage.base)],
    [STAGE_PHASE_OF, arena.putI32(stage.phaseOf)],
    [STAGE_TERMS, stage.terms.length],
    [STAGE_TERM_SLOT, arena.putI32(stage.terms.map((term) => term.slot))],
    [STAGE_TERM_ANGLE, arena.putI32(stage.terms.map((term) => firstAngle + term.angle))],
    [STAGE_TERM_COEFFICIENT, arena.putF64(stage.terms.map((term) => term.coefficient))],
    [STAGE_TERM_START, arena.putI32(stage.termStart)],
    [STAGE_WIDEN, widen === undefined ? 0 : arena.putI32(widen)],
    [STAGE_LANE_TABLES, stage.laneTables.length],
    [STAGE_LANE_TERM_WORDS, arena.putI32(laneTerms.flatMap((term) => [term.mask, term.data]))],
    [STAGE_LANE_TERM_COEFFICIENT, arena.putF64(laneTerms.map((term) => term.coefficient))],
    [STAGE_LANE_TERM_START, arena.putI32(laneStarts)],
    [STAGE_LANE_DIAGONAL, arena.putI32(stage.laneTables.map((lane) => lane.diagonal))],
    [STAGE_SCALED, writeScaledTerms(arena, stage, firstAngle)],
  ]);
}

type Fields = readonly (readonly [offset: number, value: number])[];

/** A processor's descriptor with the work space that the core asks for; `keep`: with what a backward run needs. */
export function writeProcessor(arena: Arena, fields: Fields, lanes: number, keep: boolean): number {
  const processor = arena.putFields(PROCESSOR_BYTES, fields);
  const { core } = arena;
  let bytes = core.placeNext(processor, lanes, keep, 0);
  while (bytes >= 0) bytes = core.placeNext(processor, lanes, keep, arena.reserve(bytes));
  return processor;
}

/** Rows of numbers in the core's memory, `count` a row. */
export interface WrittenSource {
  readonly at: number;
  readonly count: number;
}

/** A processor of the state engine in the core's memory. */
export interface WrittenStateProcessor {
  readonly processor: number;
  readonly stages: readonly number[];
  readonly source: number;
}

/** The rows of a state, all of the first outcome first; nothing for a single readout, whose rows have a mask. */
function rowsByOutcome({ qubits, bitOf, source: { readouts } }: Program): number[] {
  if (readouts.length === 1) return [];
  const outcomeOf = (row: number) => readouts.reduce((outcome, qubit) => 2 * outcome + ((row >> bitOf(qubit)) & 1), 0);
  return Array.from({ length: 1 << qubits }, (_, row) => row).sort((a, b) => outcomeOf(a) - outcomeOf(b) || a - b);
}

/** A processor of the state engine. Its stages have the columns of one sample; `keep` reserves what a backward run needs. */
export function writeStateProcessor(
  arena: Arena,
  o: {
    program: Program;
    halves: number;
    lanes: number;
    stages: readonly Stage[];
    denseBefore: number;
    /** How many rows there is room for, and how many numbers each has. */
    samples: number;
    sourceCount: number;
    slot: number;
    keep: boolean;
    /** The number in the model of the program's parameter 0. */
    firstAngle: number;
    angleStart: number;
    angleCount: number;
    jacobian: number;
  },
): WrittenStateProcessor {
  const { program, lanes } = o;
  const stages = o.stages.map((stage) => writeStage(arena, { ...stage, columns: stage.columns * lanes }, o.firstAngle));
  const circuit = arena.putFields(CIRCUIT_BYTES, [
    [CIRCUIT_QUBITS, program.qubits],
    [CIRCUIT_HALVES, o.halves],
    [CIRCUIT_STAGES, stages.length],
    [CIRCUIT_STAGE_LIST, arena.putI32(stages)],
  ]);
  const source = arena.zeros(o.sourceCount * o.samples);
  const fields: Fields = [
    [PROCESSOR_KIND, KIND_STATE],
    [PROCESSOR_CIRCUIT, circuit],
    [PROCESSOR_SLOT, o.slot],
    [PROCESSOR_SOURCE, source],
    [PROCESSOR_SOURCE_COUNT, o.sourceCount],
    [PROCESSOR_READOUT_MASK, 1 << program.bitOf(program.source.readouts[0])],
    [PROCESSOR_READOUTS, program.source.readouts.length],
    [PROCESSOR_READOUT_ROWS, arena.putI32(rowsByOutcome(program))],
    [PROCESSOR_DENSE_BEFORE, o.denseBefore],
    [PROCESSOR_ANGLE_START, o.angleStart],
    [PROCESSOR_ANGLE_COUNT, o.angleCount],
    [PROCESSOR_JACOBIAN, o.jacobian],
  ];
  const processor = writeProcessor(arena, fields, lanes, o.keep);
  return { processor, stages, source };
}

/** The trainable circuit from its readout backwards and, where the samples are mixed phases, the mixing layers. */
function writeCircuit(
  arena: Arena,
  { program, readout, mixing }: Omit<ObservableProcessor, 'embedding'>,
  firstAngle: number,
): number {
  const stages = readout.stages.map((stage, n) => writeStage(arena, stage, firstAngle, readout.widenings[n]));
  return arena.putFields(CIRCUIT_BYTES, [
    [CIRCUIT_QUBITS, program.qubits],
    [CIRCUIT_HALVES, program.halves],
    [CIRCUIT_STAGES, stages.length],
    [CIRCUIT_STAGE_LIST, arena.putI32(stages)],
    [CIRCUIT_START_ROW, readout.startRow],
    [CIRCUIT_MIXING, mixing === null ? 0 : writeStage(arena, mixing, firstAngle)],
  ]);
}

/** A processor of the observable engine; `keep` reserves what a backward run needs. */
export function writeObservableProcessor(
  arena: Arena,
  o: { processor: ObservableProcessor; source: WrittenSource; slot: number; firstAngle: number; keep: boolean },
): number {
  const { sampleKind, embedding } = o.processor.program;
  if (sampleKind === 'state' || sampleKind === 'noisy')
    throw new Error('the observable engine was asked for a program that it cannot run');
  const kinds = { characters: KIND_CHARACTERS, columns: KIND_COLUMNS, mixed: KIND_MIXED };
  const fields: Fields = [
    [PROCESSOR_KIND, kinds[sampleKind]],
    [PROCESSOR_CIRCUIT, writeCircuit(arena, o.processor, o.firstAngle)],
    [PROCESSOR_SLOT, o.slot],
    [PROCESSOR_SOURCE, o.source.at],
    [PROCESSOR_SOURCE_COUNT, o.source.count],
    [PROCESSOR_GIVEN, embedding === null ? 1 : 0],
  ];
  return writeProcessor(arena, fields, CHUNK, o.keep);
}

/**
 * A processor for Jacobians alone: the circuit as one matrix, and its derivative by every angle. The source holds the
 * embedded columns.
 */
export function writeTangentProcessor(
  arena: Arena,
  o: {
    program: Program;
    readout: ReadoutForm;
    source: WrittenSource;
    lanes: number;
    slot: number;
    /** The number in the model of the program's parameter 0. */
    firstAngle: number;
    angleStart: number;
    angleCount: number;
    jacobian: number;
  },
): number {
  // All columns of U^+, where the readout alone takes half of them.
  const stages = o.readout.stages.map((stage) => ({ ...stage, columns: 2 * stage.columns }));
  const readout = { ...o.readout, stages };
  const circuit = writeCircuit(arena, { program: o.program, readout, mixing: null }, o.firstAngle);
  const fields: Fields = [
    [PROCESSOR_KIND, KIND_TANGENTS],
    [PROCESSOR_READOUTS, 1],
    [PROCESSOR_CIRCUIT, circuit],
    [PROCESSOR_SLOT, o.slot],
    [PROCESSOR_SOURCE, o.source.at],
    [PROCESSOR_SOURCE_COUNT, o.source.count],
    [PROCESSOR_ANGLE_START, o.angleStart],
    [PROCESSOR_ANGLE_COUNT, o.angleCount],
    [PROCESSOR_JACOBIAN, o.jacobian],
  ];
  return writeProcessor(arena, fields, o.lanes, true);
}

/**
 * Two processors of the observable engine that the core takes as one.
 *
 * @param o.sources - the products of both phases, or of a mixed pair the phases of each
 */
export function writePair(
  arena: Arena,
  o: {
    form: PairForm;
    processors: readonly ObservableProcessor[];
    sources: readonly WrittenSource[];
    slot: number;
    firstAngles: readonly number[];
    keep: boolean;
  },
): number {
  const [left, right] = o.processors.map((processor, p) => writeCircuit(arena, processor, o.firstAngles[p]));
  const [source, second = { at: 0, count: 0 }] = o.sources;
  const fields: Fields = [
    [PROCESSOR_KIND, o.form === 'phases' ? KIND_PHASE_PAIR : KIND_MIXED_PAIR],
    [PROCESSOR_CIRCUIT, left],
    [PROCESSOR_SLOT, o.slot],
    [PROCESSOR_SOURCE, source.at],
    [PROCESSOR_SOURCE_COUNT, source.count],
    [PAIR_CIRCUIT, right],
    [PAIR_SOURCE, second.at],
    [PAIR_SOURCE_COUNT, second.count],
  ];
  return writeProcessor(arena, fields, CHUNK, o.keep);
}
