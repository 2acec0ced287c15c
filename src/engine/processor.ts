// Lays stages and processors out in the core's memory.
import type { Arena } from '../core/arena.js';
import {
  KIND_CHARACTERS,
  KIND_COLUMNS,
  KIND_MIXED,
  PLANE,
  PROCESSOR_ANGLE_COUNT,
  PROCESSOR_ANGLE_START,
  PROCESSOR_BYTES,
  PROCESSOR_CHUNK,
  PROCESSOR_COLUMNS_WORK,
  PROCESSOR_DENSE_BEFORE,
  PROCESSOR_GIVEN,
  PROCESSOR_GRADIENT,
  PROCESSOR_HALVES,
  PROCESSOR_JACOBIAN,
  PROCESSOR_KIND,
  PROCESSOR_LANE_Z,
  PROCESSOR_MATRICES,
  PROCESSOR_MIXING,
  PROCESSOR_OBSERVABLE,
  PROCESSOR_QUBITS,
  PROCESSOR_READOUT_MASK,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  PROCESSOR_SOURCE_DATA,
  PROCESSOR_STAGE_LIST,
  PROCESSOR_STAGES,
  PROCESSOR_START_ROW,
  PROCESSOR_TILES,
  STAGE_ADJOINT,
  STAGE_BASE,
  STAGE_BYTES,
  STAGE_COLUMNS,
  STAGE_DIAGONALS,
  STAGE_HISTORY,
  STAGE_LANE_DIAGONAL,
  STAGE_LANE_TABLE,
  STAGE_LANE_TABLES,
  STAGE_LANE_TERM_COEFFICIENT,
  STAGE_LANE_TERM_START,
  STAGE_LANE_TERM_WORDS,
  STAGE_LANE_TERMS,
  STAGE_PASS_WORDS,
  STAGE_PASSES,
  STAGE_PHASE_OF,
  STAGE_PHASES,
  STAGE_ROW_BITS,
  STAGE_STATE,
  STAGE_TABLE,
  STAGE_TERM_ANGLE,
  STAGE_TERM_COEFFICIENT,
  STAGE_TERM_SLOT,
  STAGE_TERM_START,
  STAGE_TERMS,
  STAGE_WIDEN,
  STAGE_Z,
} from '../core/generated/layout.js';
import type { ObservableProcessor } from './observable-form.js';
import type { Program } from './program.js';
import type { Stage } from './stage.js';

/** Buffers that stages of one processor may share. */
interface StageBuffers {
  readonly state: number;
  readonly adjoint: number;
}

function stateBytes(stage: Stage): number {
  return 16 * stage.columns * (1 << stage.rowBits);
}

function writeStage(
  arena: Arena,
  stage: Stage,
  o: { keep: boolean; lanes: number; widen?: readonly number[]; buffers?: StageBuffers },
): { stage: number; state: number } {
  const rows = 1 << stage.rowBits;
  const table = rows * stage.diagonals;
  const laneTerms = stage.laneTables.flatMap((lane) => lane.terms);
  const laneStarts = [0];
  for (const lane of stage.laneTables) laneStarts.push(laneStarts[laneStarts.length - 1] + lane.terms.length);
  const state = o.buffers?.state ?? arena.zeros(stateBytes(stage) / 8);
  const adjoint = o.buffers?.adjoint ?? (o.keep ? arena.zeros(stateBytes(stage) / 8) : 0);
  const at = arena.putFields(STAGE_BYTES, [
    [STAGE_ROW_BITS, stage.rowBits],
    [STAGE_COLUMNS, stage.columns],
    [STAGE_DIAGONALS, stage.diagonals],
    [STAGE_PASSES, stage.passes.length],
    [STAGE_PASS_WORDS, arena.putI32(stage.passes.flat())],
    [STAGE_TABLE, arena.zeros(2 * table)],
    [STAGE_PHASES, stage.phases],
    [STAGE_BASE, arena.putF64(stage.base)],
    [STAGE_PHASE_OF, arena.putI32(stage.phaseOf)],
    [STAGE_Z, arena.zeros(2 * rows * stage.phases)],
    [STAGE_TERMS, stage.terms.length],
    [STAGE_TERM_SLOT, arena.putI32(stage.terms.map((term) => term.slot))],
    [STAGE_TERM_ANGLE, arena.putI32(stage.terms.map((term) => term.angle))],
    [STAGE_TERM_COEFFICIENT, arena.putF64(stage.terms.map((term) => term.coefficient))],
    [STAGE_TERM_START, arena.putI32(stage.termStart)],
    [STAGE_STATE, state],
    [STAGE_ADJOINT, adjoint],
    [STAGE_HISTORY, o.keep ? arena.reserve(stage.history * stateBytes(stage)) : 0],
    [STAGE_WIDEN, o.widen === undefined ? 0 : arena.putI32(o.widen)],
    [STAGE_LANE_TABLES, stage.laneTables.length],
    [STAGE_LANE_TABLE, arena.reserve(16 * stage.laneTables.length * rows * o.lanes)],
    [STAGE_LANE_TERMS, laneTerms.length],
    [STAGE_LANE_TERM_WORDS, arena.putI32(laneTerms.flatMap((term) => [term.mask, term.data]))],
    [STAGE_LANE_TERM_COEFFICIENT, arena.putF64(laneTerms.map((term) => term.coefficient))],
    [STAGE_LANE_TERM_START, arena.putI32(laneStarts)],
    [STAGE_LANE_DIAGONAL, arena.putI32(stage.laneTables.map((lane) => lane.diagonal))],
  ]);
  return { stage: at, state };
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
    sourceData: number;
    slot: number;
    keep: boolean;
    kind: number;
    angleStart: number;
    angleCount: number;
    jacobian: number;
  },
): { processor: number; state: number; stages: readonly number[]; source: number } {
  const { program, lanes } = o;
  const ofChunk = o.stages.map((stage) => ({ ...stage, columns: stage.columns * lanes }));
  const bytes = stateBytes(ofChunk[0]);
  const buffers = {
    state: arena.zeros(bytes / 8),
    adjoint: o.keep ? arena.zeros(bytes / 8) : 0,
  };
  const stages = ofChunk.map((stage) => writeStage(arena, stage, { keep: o.keep, lanes, buffers }).stage);
  const source = arena.zeros(o.sourceCount * o.samples);
  const processor = arena.putFields(PROCESSOR_BYTES, [
    [PROCESSOR_KIND, o.kind],
    [PROCESSOR_QUBITS, program.qubits],
    [PROCESSOR_HALVES, o.halves],
    [PROCESSOR_STAGES, stages.length],
    [PROCESSOR_STAGE_LIST, arena.putI32(stages)],
    [PROCESSOR_SOURCE, source],
    [PROCESSOR_SOURCE_COUNT, o.sourceCount],
    [PROCESSOR_SOURCE_DATA, o.sourceData],
    [PROCESSOR_CHUNK, arena.reserve(8 * o.sourceCount * lanes)],
    [PROCESSOR_SLOT, o.slot],
    [PROCESSOR_COLUMNS_WORK, o.denseBefore >= 0 ? arena.reserve(bytes) : 0],
    [PROCESSOR_READOUT_MASK, 1 << program.bitOf(program.source.readout)],
    [PROCESSOR_DENSE_BEFORE, o.denseBefore],
    [PROCESSOR_ANGLE_START, o.angleStart],
    [PROCESSOR_ANGLE_COUNT, o.angleCount],
    [PROCESSOR_JACOBIAN, o.jacobian],
    [PROCESSOR_LANE_Z, arena.zeros((1 << program.qubits) * lanes)],
  ]);
  return { processor, state: buffers.state, stages, source };
}

/**
 * A processor of the observable engine.
 *
 * @param o.keep - reserves what a backward run needs
 * @param o.fused - whether the network's two processors are taken as one, which borrows the gradient's place
 */
export function writeObservableProcessor(
  arena: Arena,
  o: {
    processor: ObservableProcessor;
    source: { at: number; count: number };
    slot: number;
    keep: boolean;
    fused: boolean;
  },
): number {
  const { program, readout, mixing } = o.processor;
  const { qubits, halves, sampleKind } = program;
  if (sampleKind === 'state') throw new Error('the observable engine was asked for a program that it cannot run');
  const stages = readout.stages.map(
    (stage, n) => writeStage(arena, stage, { keep: o.keep, lanes: 0, widen: readout.widenings[n] }).stage,
  );
  const size = 1 << qubits;
  const kinds = { characters: KIND_CHARACTERS, columns: KIND_COLUMNS, mixed: KIND_MIXED };
  const characters = sampleKind === 'characters';
  // With mixing a matrix of [2^m / 2][2^m] for every mixed column. Two processors taken as one fit in there too.
  const matrices = ((size * size) / 2) * (sampleKind === 'mixed' ? 1 << halves : 1);
  const hasSquares = characters || (sampleKind === 'mixed' && halves === qubits);
  const square = (isNeeded: boolean): number => (isNeeded ? arena.zeros(2 * size * size) : 0);
  const tiles = characters ? 32 * size * size + 16 * (1 << halves) : 32 * matrices;
  return arena.putFields(PROCESSOR_BYTES, [
    [PROCESSOR_KIND, kinds[sampleKind]],
    [PROCESSOR_QUBITS, qubits],
    [PROCESSOR_HALVES, halves],
    [PROCESSOR_STAGES, stages.length],
    [PROCESSOR_STAGE_LIST, arena.putI32(stages)],
    [PROCESSOR_START_ROW, readout.startRow],
    [PROCESSOR_OBSERVABLE, square(hasSquares)],
    [PROCESSOR_GRADIENT, square(hasSquares && (o.keep || o.fused))],
    [PROCESSOR_TILES, o.keep || o.fused ? arena.reserve(tiles) : 0],
    [PROCESSOR_SOURCE, o.source.at],
    [PROCESSOR_SOURCE_COUNT, o.source.count],
    [PROCESSOR_CHUNK, arena.reserve(8 * o.source.count * PLANE)],
    [PROCESSOR_SLOT, o.slot],
    [PROCESSOR_COLUMNS_WORK, arena.reserve(16 * PLANE * (characters ? 2 : size << halves))],
    [PROCESSOR_MIXING, mixing === null ? 0 : writeStage(arena, mixing, { keep: o.keep, lanes: 0 }).stage],
    [PROCESSOR_MATRICES, characters ? 0 : arena.reserve(16 * matrices)],
    [PROCESSOR_GIVEN, program.embedding === null ? 1 : 0],
  ]);
}
