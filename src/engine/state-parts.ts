// The state engine's part of a plan.
import type { Arena } from '../core/arena.js';
import { CHUNK, STAGE_COLUMNS } from '../core/generated/layout.js';
import type { CompiledModel } from './compiled-model.js';
import type { WrittenProcessors } from './plan.js';
import { writeStateProcessor } from './processor.js';
import type { Program } from './program.js';
import {
  dataAngleLayout,
  type ProcessorRows,
  type SampleLayout,
  unitaryColumnsLayout,
  unitaryLayout,
} from './samples.js';
import type { StateProcessor } from './state-form.js';

/** History above which fewer samples are taken at a time, bytes. */
const roomyHistory = 48 * 1024 * 1024;

/** At most; lanes decide the order of sums, so this stays as it is. */
function historyBytes({ trainable, mixing, embedding, qubits, halves }: Program): number {
  const layers = trainable.layers.length + (mixing?.layers.length ?? 0) + (embedding?.layers.length ?? 0);
  return (layers / 2 + 2) * 16 * (1 << (qubits + halves));
}

/** Most samples a chunk that one program's history allows. */
export function lanesWithin(bytesPerLane: number, roomy: number): number {
  let lanes = CHUNK;
  while (lanes > 2 && lanes * bytesPerLane > roomy) lanes /= 2;
  return lanes;
}

/** As many samples a chunk as are allowed, filled evenly. */
export function filledEvenly(lanes: number, samples: number): number {
  const even = Math.ceil(samples / Math.ceil(samples / lanes));
  return even + (even % 2);
}

/** Most samples a chunk of one processor that goes gate by gate. */
export function passLanes(program: Program): number {
  return lanesWithin(historyBytes(program), roomyHistory);
}

/** Samples a chunk where all processors go gate by gate: few enough that the history stays small. */
export function stateLanes({ programs }: CompiledModel, samples: number): number {
  return filledEvenly(Math.min(...programs.map(passLanes)), samples);
}

function layoutOf({ program, stages, angles }: StateProcessor): SampleLayout {
  if (program.source.embedding.kind !== 'unitary') return dataAngleLayout(angles);
  // In front of everything, only the columns of the unitary that the halves' basis states pick are needed.
  return stages.length > 1 ? unitaryLayout(program) : unitaryColumnsLayout(program);
}

/** One processor in the core's memory: a part of {@link WrittenProcessors}. */
export interface WrittenProcessor {
  readonly address: number;
  fill(rows: ProcessorRows): void;
  setLanes(lanes: number): void;
}

/**
 * Writes one processor of the state engine.
 *
 * @param o.samples - how many rows there is room for
 * @param o.keep - whether anything runs backwards
 * @param o.jacobian - where its Jacobian goes, 0 if that is not asked for
 */
export function writeStatePart(
  arena: Arena,
  model: CompiledModel,
  p: number,
  o: { samples: number; lanes: number; keep: boolean; jacobian: number },
): WrittenProcessor {
  const { start, processors } = model.state;
  const { program, stages, denseBefore } = processors[p];
  const layout = layoutOf(processors[p]);
  const written = writeStateProcessor(arena, {
    program,
    halves: program.halves,
    lanes: o.lanes,
    samples: o.samples,
    stages,
    denseBefore,
    sourceCount: layout.count,
    slot: start[p],
    keep: o.keep,
    firstAngle: model.firstAngle[p],
    angleStart: model.angleStart[p],
    angleCount: model.angleCount(p),
    jacobian: o.jacobian,
  });
  return {
    address: written.processor,
    fill: (rows) => layout.fill(arena.f64(written.source, layout.count * rows.samples), rows),
    setLanes(lanes) {
      for (const stage of written.stages) arena.i32(stage + STAGE_COLUMNS, 1)[0] = lanes << program.halves;
    },
  };
}

/** Processors written one by one. */
export function together(parts: readonly WrittenProcessor[]): WrittenProcessors {
  return {
    addresses: parts.map(({ address }) => address),
    fill: (rowsOf) =>
      parts.forEach((part, p) => {
        part.fill(rowsOf(p));
      }),
    laidOut: null,
    setLanes: (lanes) =>
      parts.forEach((part) => {
        part.setLanes(lanes);
      }),
  };
}

/** Writes all processors gate by gate, see {@link writeStatePart}. */
export function writeStateProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; keep: boolean },
): WrittenProcessors {
  return together(model.programs.map((_, p) => writeStatePart(arena, model, p, { ...o, jacobian: 0 })));
}
