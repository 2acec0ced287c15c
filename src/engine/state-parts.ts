// The state engine's part of a plan.
import type { Arena } from '../core/arena.js';
import { CHUNK, KIND_STATE } from '../core/generated/layout.js';
import { type EngineInput, rowsOf } from './plan.js';
import { writeStateProcessor } from './processor.js';
import type { Program } from './program.js';
import { dataAngleSource, type SampleSource, unitaryColumns, unitarySource } from './samples.js';
import type { StateProcessor } from './state-form.js';

/** History above which fewer samples are taken at a time, bytes. */
const roomyHistory = 48 * 1024 * 1024;

/** At most; lanes decide the order of sums, so this stays as it is. */
function historyBytes({ trainable, mixing, embedding, qubits, halves }: Program): number {
  const layers = trainable.layers.length + (mixing?.layers.length ?? 0) + (embedding?.layers.length ?? 0);
  return (layers / 2 + 2) * 16 * (1 << (qubits + halves));
}

/** Samples a chunk: few enough that the history stays small, and filled evenly. */
export function stateLanes({ model, samples }: EngineInput): number {
  const perLane = Math.max(...model.programs.map((program) => historyBytes(program)));
  let lanes = CHUNK;
  while (lanes > 2 && lanes * perLane > roomyHistory) lanes /= 2;
  const even = Math.ceil(samples / Math.ceil(samples / lanes));
  return even + (even % 2);
}

function sourceOf({ program, stages, angles }: StateProcessor, input: EngineInput, p: number) {
  const rows = rowsOf(input, p);
  if (program.source.embedding.kind !== 'unitary') return { source: dataAngleSource(angles, rows), lead: 0 };
  // In front of everything, only the columns of the unitary that the halves' basis states pick are needed.
  const unitary = stages.length > 1 ? unitarySource(program, rows) : unitaryColumns(program, rows);
  const source: SampleSource = dataAngleSource(angles, rows, unitary.count);
  for (let n = 0; n < rows.samples; n++) {
    source.values.set(unitary.values.subarray(n * unitary.count, (n + 1) * unitary.count), n * source.count);
  }
  return { source, lead: unitary.count };
}

/**
 * Writes the processors of the state engine; returns their addresses.
 *
 * @param o.keep - whether anything runs backwards
 * @param o.jacobians - for each processor where its Jacobian goes, if that is asked for
 */
export function writeStateProcessors(
  arena: Arena,
  input: EngineInput,
  o: { lanes: number; keep: boolean; jacobians?: readonly number[] },
): number[] {
  const { model } = input;
  const { list, processors } = model.state;
  return processors.map((processor, p) => {
    const { source, lead } = sourceOf(processor, input, p);
    return writeStateProcessor(arena, {
      program: processor.program,
      halves: processor.program.halves,
      lanes: o.lanes,
      stages: processor.stages,
      denseBefore: processor.denseBefore,
      source,
      sourceData: lead,
      slot: list.start[p],
      keep: o.keep,
      kind: KIND_STATE,
      angleStart: model.angleStart[p],
      angleCount: model.angleCount(p),
      jacobian: o.jacobians?.[p] ?? 0,
    }).processor;
  });
}
