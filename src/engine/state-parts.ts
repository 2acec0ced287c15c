// The state engine's part of a plan.
import type { Arena } from '../core/arena.js';
import { CHUNK, STAGE_COLUMNS } from '../core/generated/layout.js';
import type { CompiledModel } from './compiled-model.js';
import type { WrittenProcessors } from './plan.js';
import { writeStateProcessor } from './processor.js';
import type { Program } from './program.js';
import { dataAngleLayout, type SampleLayout, unitaryColumnsLayout, unitaryLayout } from './samples.js';
import type { StateProcessor } from './state-form.js';

/** History above which fewer samples are taken at a time, bytes. */
const roomyHistory = 48 * 1024 * 1024;

/** At most; lanes decide the order of sums, so this stays as it is. */
function historyBytes({ trainable, mixing, embedding, qubits, halves }: Program): number {
  const layers = trainable.layers.length + (mixing?.layers.length ?? 0) + (embedding?.layers.length ?? 0);
  return (layers / 2 + 2) * 16 * (1 << (qubits + halves));
}

/** Samples a chunk: few enough that the history stays small, and filled evenly. */
export function stateLanes({ programs }: CompiledModel, samples: number): number {
  const perLane = Math.max(...programs.map((program) => historyBytes(program)));
  let lanes = CHUNK;
  while (lanes > 2 && lanes * perLane > roomyHistory) lanes /= 2;
  const even = Math.ceil(samples / Math.ceil(samples / lanes));
  return even + (even % 2);
}

function layoutOf({ program, stages, angles }: StateProcessor): SampleLayout {
  if (program.source.embedding.kind !== 'unitary') return dataAngleLayout(angles);
  // In front of everything, only the columns of the unitary that the halves' basis states pick are needed.
  return stages.length > 1 ? unitaryLayout(program) : unitaryColumnsLayout(program);
}

/**
 * Writes the processors of the state engine.
 *
 * @param o.samples - how many rows there is room for
 * @param o.keep - whether anything runs backwards
 * @param o.jacobians - for each processor where its Jacobian goes, if that is asked for
 */
export function writeStateProcessors(
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; keep: boolean; jacobians?: readonly number[] },
): WrittenProcessors {
  const { list, processors } = model.state;
  const layouts = processors.map(layoutOf);
  const written = processors.map((processor, p) =>
    writeStateProcessor(arena, {
      program: processor.program,
      halves: processor.program.halves,
      lanes: o.lanes,
      samples: o.samples,
      stages: processor.stages,
      denseBefore: processor.denseBefore,
      sourceCount: layouts[p].count,
      // A unitary leaves no features for data angles.
      sourceData: processor.program.source.embedding.kind === 'unitary' ? layouts[p].count : 0,
      slot: list.start[p],
      keep: o.keep,
      angleStart: model.angleStart[p],
      angleCount: model.angleCount(p),
      jacobian: o.jacobians?.[p] ?? 0,
    }),
  );
  return {
    addresses: written.map(({ processor }) => processor),
    fill: (rowsOf, samples) =>
      layouts.forEach((layout, p) => {
        layout.fill(arena.f64(written[p].source, layout.count * samples), rowsOf(p));
      }),
    setLanes: (lanes) =>
      written.forEach(({ stages }, p) => {
        for (const stage of stages) arena.i32(stage + STAGE_COLUMNS, 1)[0] = lanes << processors[p].program.halves;
      }),
  };
}
