// Embeddings without parameters, run once over every sample before training begins.
import { Arena, coreNumbers } from '../core/arena.js';
import { CIRCUIT_STAGE_LIST, PROCESSOR_CIRCUIT, STAGE_STATE } from '../core/generated/layout.js';
import { acquireCore, releaseCore } from '../core/load.js';
import { writeStateProcessor } from './processor.js';
import type { Program } from './program.js';
import { dataAngleSource, type ProcessorRows, type SampleSource, unitaryColumns } from './samples.js';
import { compileStage, type DataAngles, type Stage } from './stage.js';

/**
 * Runs an embedding without parameters on every sample: [2^h][2^m][re, im], or the bare phases [2^m][re, im] of an
 * embedding that is Hadamards and one diagonal.
 */
export function embeddedColumns(program: Program, data: ProcessorRows, phasesOnly: boolean): SampleSource {
  if (program.embedding === null) return unitaryColumns(program, data);
  const lanes = 32;
  const halves = phasesOnly ? 0 : program.halves;
  const columns = 1 << halves;
  const size = 1 << program.qubits;
  const angles: DataAngles = { list: [] };
  const stage: Stage = compileStage(
    program.embedding.layers,
    program.qubits,
    lanes * columns,
    program.bitOf,
    angles,
    !phasesOnly,
  );
  const source = dataAngleSource(angles, data);
  const count = 2 * size * columns;
  const values = coreNumbers(count * data.samples);
  const core = acquireCore();
  const arena = new Arena(core);
  const ids = arena.reserve(4 * lanes);
  const processor = writeStateProcessor(arena, {
    program,
    halves,
    lanes,
    stages: [stage],
    denseBefore: -1,
    source,
    sourceData: 0,
    slot: 0,
    keep: false,
    angleStart: 0,
    angleCount: 0,
    jacobian: 0,
  });
  const places = arena.i32(ids, lanes);
  const word = (at: number): number => arena.i32(at, 1)[0];
  const first = word(word(word(processor + PROCESSOR_CIRCUIT) + CIRCUIT_STAGE_LIST));
  const state = arena.f64(word(first + STAGE_STATE), 2 * size * columns * lanes);
  for (let first = 0; first < data.samples; first += lanes) {
    for (let lane = 0; lane < lanes; lane++) places[lane] = Math.min(first + lane, data.samples - 1);
    core.evolve(processor, ids, lanes);
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
