// Processors with noise whose samples run by themselves, in the core's memory.
import type { Arena } from '../core/arena.js';
import {
  KIND_PAULI,
  PAULI_BYTES,
  PAULI_MEMBER_WORDS,
  PAULI_MEMBERS,
  PAULI_OWN,
  PAULI_RESPONSES,
  PAULI_SHARED,
  PAULI_STARTS,
  PROCESSOR_ANGLE_COUNT,
  PROCESSOR_ANGLE_START,
  PROCESSOR_CIRCUIT,
  PROCESSOR_JACOBIAN,
  PROCESSOR_KIND,
  PROCESSOR_READOUTS,
  PROCESSOR_SLOT,
  PROCESSOR_SOURCE,
  PROCESSOR_SOURCE_COUNT,
} from '../core/generated/layout.js';
import type { CompiledModel } from './compiled-model.js';
import type { PauliProcessor } from './pauli-form.js';
import { roomyHistory, writeSweep } from './pauli-words.js';
import { writeProcessor } from './processor.js';
import { dataAngleLayout } from './samples.js';
import { lanesWithin, type WrittenProcessor } from './state-parts.js';

/** History above which fewer samples are taken at a time, bytes: it is to be near when the run backwards comes for it. */
const nearHistory = 1024 * 1024;

/** At most so many samples a chunk. */
const NEAR_LANES = 16;

/** What every processor with noise has in a plan. */
export interface NoisyPart {
  /** How many rows there is room for. */
  readonly samples: number;
  readonly lanes: number;
  /** Whether anything runs backwards. */
  readonly keep: boolean;
  /** Where its Jacobian goes, 0 if that is not asked for. */
  readonly jacobian: number;
}

/** The fields of a descriptor that do not depend on how its responses are made. */
export function noisyFields(
  model: CompiledModel,
  p: number,
  jacobian: number,
): readonly (readonly [offset: number, value: number])[] {
  return [
    [PROCESSOR_SLOT, model.pauli.start[p]],
    [PROCESSOR_READOUTS, model.readouts[p]],
    [PROCESSOR_ANGLE_START, model.angleStart[p]],
    [PROCESSOR_ANGLE_COUNT, model.angleCount(p)],
    [PROCESSOR_JACOBIAN, jacobian],
  ];
}

/** The fields of the strings at both ends of a sweep. */
export function stringFields(
  arena: Arena,
  { starts, members }: PauliProcessor,
): readonly (readonly [offset: number, value: number])[] {
  const count = Math.max(...members.map((own) => own.length));
  const words = members.flatMap((own) => (own.length === 0 ? new Array<number>(count).fill(-1) : own));
  return [
    [PAULI_STARTS, arena.putI32(starts)],
    [PAULI_RESPONSES, members.length],
    [PAULI_MEMBERS, count],
    [PAULI_MEMBER_WORDS, arena.putI32(words)],
  ];
}

/** Most samples a chunk of one processor whose samples run by themselves. */
export function pauliLanes({ own, starts }: PauliProcessor): number {
  if (own === null) return NEAR_LANES;
  const bytes = 8 * starts.length * roomyHistory(own, 2 * starts.length).strings;
  return Math.min(NEAR_LANES, lanesWithin(bytes, nearHistory));
}

/** Writes one processor whose samples run by themselves. */
export function writePauliPart(
  arena: Arena,
  model: CompiledModel,
  p: number,
  form: PauliProcessor,
  { samples, lanes, keep, jacobian }: NoisyPart,
): WrittenProcessor {
  if (form.own === null) throw new Error('a unitary was given to processors whose samples run by themselves');
  const layout = dataAngleLayout(form.angles);
  const source = arena.zeros(layout.count * samples);
  const sweep = { products: form.starts.length, keep, firstAngle: model.firstAngle[p] };
  const pauli = arena.putFields(PAULI_BYTES, [
    [PAULI_SHARED, form.shared === null ? 0 : writeSweep(arena, form.shared, { ...sweep, lanes: 2 })],
    [PAULI_OWN, writeSweep(arena, form.own, { ...sweep, lanes })],
    ...stringFields(arena, form),
  ]);
  const address = writeProcessor(
    arena,
    [
      [PROCESSOR_KIND, KIND_PAULI],
      [PROCESSOR_CIRCUIT, pauli],
      [PROCESSOR_SOURCE, source],
      [PROCESSOR_SOURCE_COUNT, layout.count],
      ...noisyFields(model, p, jacobian),
    ],
    lanes,
    keep,
  );
  return {
    address,
    fill: (rows) => layout.fill(arena.f64(source, layout.count * rows.samples), rows),
    // Every call is told its lanes.
    setLanes() {},
  };
}
