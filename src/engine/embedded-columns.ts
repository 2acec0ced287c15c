// Embeddings without parameters, run once over every sample before training begins.
import { Arena, coreNumbers } from '../core/arena.js';
import { KIND_STATE } from '../core/generated/layout.js';
import { acquireCore, releaseCore } from '../core/load.js';
import type { ObservableProcessor } from './observable-form.js';
import { writeStateProcessor } from './processor.js';
import { dataAngleSource, type ProcessorRows, type SampleSource, unitaryColumns } from './samples.js';

/**
 * Runs an embedding without parameters on every sample: [2^h][2^m][re, im], or the bare phases [2^m][re, im] of an
 * embedding that is Hadamards and one diagonal.
 */
export function embeddedColumns(
  { program, embedding }: Pick<ObservableProcessor, 'program' | 'embedding'>,
  data: ProcessorRows,
): SampleSource {
  if (embedding === null) return unitaryColumns(program, data);
  const lanes = 32;
  const { stage, angles, halves } = embedding;
  const columns = 1 << halves;
  const size = 1 << program.qubits;
  const source = dataAngleSource(angles, data);
  const count = 2 * size * columns;
  const values = coreNumbers(count * data.samples);
  const core = acquireCore();
  const arena = new Arena(core);
  const ids = arena.reserve(4 * lanes);
  const written = writeStateProcessor(arena, {
    program,
    halves,
    lanes,
    stages: [stage],
    denseBefore: -1,
    source,
    sourceData: 0,
    slot: 0,
    keep: false,
    kind: KIND_STATE,
    angleStart: 0,
    angleCount: 0,
    jacobian: 0,
  });
  const places = arena.i32(ids, lanes);
  const state = arena.f64(written.state, 2 * size * columns * lanes);
  for (let first = 0; first < data.samples; first += lanes) {
    for (let lane = 0; lane < lanes; lane++) places[lane] = Math.min(first + lane, data.samples - 1);
    core.evolve(written.processor, ids, lanes);
    const last = Math.min(lanes, data.samples - first);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < columns; k++) {
        for (let lane = 0; lane < last; lane++) {
          // A row holds its columns in pairs, [re, re, im, im].
          const column = k * lanes + lane;
          const from = 2 * (i * columns * lanes + column - (column % 2)) + (column % 2);
          const to = (first + lane) * count + 2 * (k * size + i);
          values[to] = state[from];
          values[to + 1] = state[from + 2];
        }
      }
    }
  }
  releaseCore(core);
  return { count, values };
}
