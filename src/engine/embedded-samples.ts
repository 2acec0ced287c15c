// Embeddings without parameters, run over every sample before anything else.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import { STAGE_COLUMNS } from '../core/generated/layout.js';
import type { ObservableProcessor } from './observable-form.js';
import { writeStateProcessor } from './processor.js';
import { dataAngleLayout, type ProcessorRows, type SampleLayout, unitaryColumnsLayout } from './samples.js';

/** The most samples that run at once. */
const LANES = 32;

/**
 * Takes columns of a state out, each where its sample is kept.
 *
 * A row of the state holds its columns in pairs, [re, re, im, im]; their number is even. What is written lies together;
 * what is read is little enough to stay near.
 *
 * @param to - of the first column's place; the next begins `stride` numbers later
 * @param first - of the columns
 */
function takeColumns(
  values: Float64Array,
  to: number,
  stride: number,
  state: Float64Array,
  first: number,
  columns: number,
  rows: number,
  count: number,
): void {
  for (let n = 0; n < count; n++) {
    let from = 2 * (first + n - (n & 1)) + (n & 1);
    let at = to + n * stride;
    for (let i = 0; i < rows; i++, at += 2, from += 2 * columns) {
      values[at] = state[from];
      values[at + 1] = state[from + 2];
    }
  }
}

/** An embedding ready to run, and what it runs in. */
interface EmbeddingRun {
  readonly core: CoreExports;
  readonly processor: number;
  readonly ids: number;
  readonly data: SampleLayout;
  /** 2^h and 2^m. */
  readonly columns: number;
  readonly size: number;
  readonly angles: Float64Array;
  readonly state: Float64Array;
  readonly stageColumns: Int32Array;
}

/** Runs an embedding over rows, some at a time; a function of the module for the reason that `fillAngle` is one. */
function runEmbedding(run: EmbeddingRun, values: Float64Array, { samples, ...rows }: ProcessorRows): void {
  const { core, data, columns, size } = run;
  const count = 2 * size * columns;
  for (let first = 0; first < samples; first += LANES) {
    const here = Math.min(LANES, samples - first);
    const lanes = here + (here % 2);
    data.fill(run.angles, { ...rows, samples: here, offset: rows.offset + first * rows.stride });
    run.stageColumns[0] = lanes * columns;
    core.evolve(run.processor, run.ids, lanes);
    for (let k = 0; k < columns; k++) {
      takeColumns(values, first * count + 2 * k * size, count, run.state, k * lanes, columns * lanes, size, here);
    }
  }
}

/**
 * How the observable engine keeps samples: their embedded columns [2^h][2^m][re, im], or the bare phases [2^m][re, im] of
 * an embedding that is Hadamards and one diagonal.
 *
 * @param arena - of the core that runs the embedding: what that needs is reserved there
 */
export function embeddedLayout(
  core: CoreExports,
  arena: Arena,
  { program, embedding }: Pick<ObservableProcessor, 'program' | 'embedding'>,
): SampleLayout {
  if (embedding === null) return unitaryColumnsLayout(program);
  const { stage, angles, halves } = embedding;
  const columns = 1 << halves;
  const size = 1 << program.qubits;
  const data = dataAngleLayout(angles);
  const written = writeStateProcessor(arena, {
    program,
    halves,
    lanes: LANES,
    samples: LANES,
    stages: [stage],
    denseBefore: -1,
    sourceCount: data.count,
    sourceData: 0,
    slot: 0,
    keep: false,
    firstAngle: 0,
    angleStart: 0,
    angleCount: 0,
    jacobian: 0,
  });
  const ids = arena.putI32(Array.from({ length: LANES }, (_, lane) => lane));
  const count = 2 * size * columns;
  let run: EmbeddingRun | null = null;
  return {
    count,
    fill(values, rows) {
      // Made at the first call: until then the memory may grow.
      run ??= {
        core,
        processor: written.processor,
        ids,
        data,
        columns,
        size,
        angles: arena.f64(written.source, data.count * LANES),
        state: arena.f64(written.state, 2 * size * columns * LANES),
        stageColumns: arena.i32(written.stages[0] + STAGE_COLUMNS, 1),
      };
      runEmbedding(run, values, rows);
    },
  };
}
