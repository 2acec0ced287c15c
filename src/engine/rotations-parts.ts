// The state engine's part of a plan, each processor in its best form: layers of rotations, or gate by gate.
import type { Arena } from '../core/arena.js';
import {
  KIND_ROTATIONS,
  PROCESSOR_CIRCUIT,
  PROCESSOR_KIND,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
  ROTATIONS_BYTES,
  ROTATIONS_COUNT,
  ROTATIONS_DIAGONALS,
  ROTATIONS_FACTORS,
  ROTATIONS_FIRST_MASK,
  ROTATIONS_FIRST_TURNS,
  ROTATIONS_HALVES,
  ROTATIONS_LANE_COUNT,
  ROTATIONS_LAST_FRAME,
  ROTATIONS_NUMBERS,
  ROTATIONS_PASS_WORDS,
  ROTATIONS_PASSES,
  ROTATIONS_READOUT,
  ROTATIONS_READOUT_SIGNS,
  ROTATIONS_ROW_BITS,
  ROTATIONS_SCALES,
  ROTATIONS_SIGNS,
  ROTATIONS_TERM_COEFFICIENT,
  ROTATIONS_TERM_WORDS,
  ROTATIONS_TERMS,
  ROTATIONS_TURN_WORDS,
  ROTATIONS_TURNS,
  ROTATIONS_WORDS,
} from '../core/generated/layout.js';
import type { CompiledModel } from './compiled-model.js';
import type { WrittenProcessors } from './plan.js';
import { writeProcessor } from './processor.js';
import type { Rotation, RotationsForm } from './rotations-form.js';
import { dataAngleLayout } from './samples.js';
import {
  filledEvenly,
  lanesWithin,
  passLanes,
  together,
  type WrittenProcessor,
  writeStatePart,
} from './state-parts.js';

/** At most so many samples a chunk, whose states are then still near when the run backwards comes for them. */
const NEAR_LANES = 16;

/** History above which even fewer samples are taken at a time, bytes. */
const roomyHistory = 1024 * 1024;

/** Of one sample: states and tables of all diagonals. */
function historyBytes({ program, diagonals }: RotationsForm): number {
  const row = 16 << program.qubits;
  return (diagonals.length + 1) * (row + (row << program.halves));
}

/** Samples a chunk; lanes decide the order of sums, so this stays as it is. */
export function sampleLanes({ programs, rotations }: CompiledModel, samples: number): number {
  const most = programs.map((program, p) => {
    const form = rotations[p];
    return form === null ? passLanes(program) : Math.min(NEAR_LANES, lanesWithin(historyBytes(form), roomyHistory));
  });
  return filledEvenly(Math.min(...most), samples);
}

/** The ROTATION_ fields of all rotations, and how many have data. */
function rotationWords(rotations: readonly Rotation[]): { readonly words: number[]; readonly lanes: number } {
  const words: number[] = [];
  let lanes = 0;
  let terms = 0;
  for (const { axis, terms: own } of rotations) {
    const hasData = own.some(({ data }) => data !== null);
    words.push(axis, hasData ? lanes : -1, terms, terms + own.length);
    if (hasData) lanes++;
    terms += own.length;
  }
  return { words, lanes };
}

/**
 * Writes one processor.
 *
 * @param o.firstAngle - the number in the model of the program's parameter 0
 */
export function writeRotationsPart(
  arena: Arena,
  form: RotationsForm,
  o: { slot: number; firstAngle: number; samples: number; lanes: number; keep: boolean },
): WrittenProcessor {
  const { program, turns, diagonals } = form;
  const layout = dataAngleLayout(form.angles);
  const source = arena.zeros(layout.count * o.samples);
  const rotations = turns.flatMap((turn) => turn.rotations);
  const { words, lanes } = rotationWords(rotations);
  const terms = rotations.flatMap((rotation) => rotation.terms);
  let first = 0;
  const turnWords = turns.flatMap((turn) => {
    const start = first;
    first += turn.rotations.length;
    return [start, first, turn.endNumber, turn.middleNumber, turn.startNumber, turn.diagonal, turn.bit];
  });
  const descriptor = arena.putFields(ROTATIONS_BYTES, [
    [ROTATIONS_ROW_BITS, program.qubits],
    [ROTATIONS_HALVES, program.halves],
    [ROTATIONS_READOUT, program.bitOf(program.source.readouts[0])],
    [ROTATIONS_READOUT_SIGNS, arena.putF64(form.readoutSigns)],
    [ROTATIONS_LAST_FRAME, form.lastFrame],
    [ROTATIONS_TURNS, turns.length],
    [ROTATIONS_TURN_WORDS, arena.putI32(turnWords)],
    [ROTATIONS_COUNT, rotations.length],
    [ROTATIONS_WORDS, arena.putI32(words)],
    [ROTATIONS_LANE_COUNT, lanes],
    [ROTATIONS_TERMS, terms.length],
    [
      ROTATIONS_TERM_WORDS,
      arena.putI32(terms.flatMap(({ angle, data }) => [angle === null ? -1 : o.firstAngle + angle, data ?? -1])),
    ],
    [ROTATIONS_TERM_COEFFICIENT, arena.putF64(terms.map(({ coefficient }) => coefficient))],
    [ROTATIONS_DIAGONALS, diagonals.length],
    [ROTATIONS_FACTORS, arena.putI32(diagonals.flatMap(({ factors }) => factors.flat()))],
    [ROTATIONS_SIGNS, arena.putF64(diagonals.flatMap(({ signs }) => [...signs]))],
    [ROTATIONS_SCALES, arena.putF64(diagonals.map(({ scale }) => scale))],
    [ROTATIONS_FIRST_MASK, form.firstMask],
    [ROTATIONS_FIRST_TURNS, arena.putI32(form.firstTurns)],
    [ROTATIONS_PASSES, form.passes.length],
    [ROTATIONS_PASS_WORDS, arena.putI32(form.passes.flat())],
    [ROTATIONS_NUMBERS, form.numbers],
  ]);
  const address = writeProcessor(
    arena,
    [
      [PROCESSOR_KIND, KIND_ROTATIONS],
      [PROCESSOR_SLOT, o.slot],
      [PROCESSOR_SOURCE, source],
      [PROCESSOR_SOURCE_COUNT, layout.count],
      [PROCESSOR_CIRCUIT, descriptor],
    ],
    o.lanes,
    o.keep,
  );
  return {
    address,
    fill: (rows) => layout.fill(arena.f64(source, layout.count * rows.samples), rows),
    // Every call is told its lanes.
    setLanes() {},
  };
}

/** Writes the processors of the state engine, each in its best form. */
export function writeSampleProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; keep: boolean },
): WrittenProcessors {
  return together(
    model.programs.map((_, p) => {
      const form = model.rotations[p];
      if (form === null) return writeStatePart(arena, model, p, { ...o, jacobian: 0 });
      return writeRotationsPart(arena, form, {
        ...o,
        slot: model.state.start[p],
        firstAngle: model.firstAngle[p],
      });
    }),
  );
}
