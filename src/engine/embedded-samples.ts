// Embeddings without parameters, run over every sample before anything else.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import { STAGE_COLUMNS } from '../core/generated/layout.js';
import type { ObservableProcessor } from './observable-form.js';
import { writeStateProcessor } from './processor.js';
import { dataAngleLayout, type ProcessorRows, type SampleLayout, unitaryColumnsLayout } from './samples.js';

/** The most samples that run at once. */
const LANES = 32;

/** An embedding ready to run, and what it runs in. */
interface EmbeddingRun {
  readonly core: CoreExports;
  readonly processor: number;
  readonly ids: number;
  readonly data: SampleLayout;
  /** 2^h. */
  readonly columns: number;
  /** Numbers of a sample. */
  readonly count: number;
  readonly angles: Float64Array;
  readonly stageColumns: Int32Array;
}

/** Runs an embedding over rows, some at a time; a function of the module for the reason that `fillAngle` is one. */
function runEmbedding(run: EmbeddingRun, at: number, { samples, ...rows }: ProcessorRows): void {
  for (let first = 0; first < samples; first += LANES) {
    const here = Math.min(LANES, samples - first);
    const lanes = here + (here % 2);
    run.data.fill(run.angles, { ...rows, samples: here, offset: rows.offset + first * rows.stride });
    run.stageColumns[0] = lanes * run.columns;
    run.core.evolve(run.processor, run.ids, lanes, here, at + 8 * run.count * first);
  }
}

/**
 * How the observable engine keeps samples: their embedded columns [2^h][2^m][re, im], or the bare phases [2^m][re, im] of
 * an embedding that is Hadamards and one diagonal.
 *
 * @param arena - of the core that runs the embedding: what that needs is reserved there, and the rows that are filled too
 */
export function embeddedLayout(
  core: CoreExports,
  arena: Arena,
  { program, embedding }: Pick<ObservableProcessor, 'program' | 'embedding'>,
): SampleLayout {
  if (embedding === null) return unitaryColumnsLayout(program);
  const { stage, angles, halves } = embedding;
  const columns = 1 << halves;
  const data = dataAngleLayout(angles);
  const written = writeStateProcessor(arena, {
    program,
    halves,
    lanes: LANES,
    samples: LANES,
    stages: [stage],
    denseBefore: -1,
    sourceCount: data.count,
    slot: 0,
    keep: false,
    firstAngle: 0,
    angleStart: 0,
    angleCount: 0,
    jacobian: 0,
  });
  const ids = arena.putI32(Array.from({ length: LANES }, (_, lane) => lane));
  const count = (2 << program.qubits) * columns;
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
        count,
        angles: arena.f64(written.source, data.count * LANES),
        stageColumns: arena.i32(written.stages[0] + STAGE_COLUMNS, 1),
      };
      runEmbedding(run, values.byteOffset, rows);
    },
  };
}
