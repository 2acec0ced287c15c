// Embeddings without parameters, run over every sample before anything else.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import { STAGE_COLUMNS } from '../core/generated/layout.js';
import type { ObservableProcessor } from './observable-form.js';
import { writeStateProcessor } from './processor.js';
import { dataAngleLayout, type SampleLayout, unitaryColumnsLayout } from './samples.js';

/** The most samples that run at once. */
const LANES = 32;

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
  let views: { angles: Float64Array; state: Float64Array; columns: Int32Array } | null = null;
  return {
    count,
    fill(values, { samples, ...rows }) {
      // Made at the first call: until then the memory may grow.
      views ??= {
        angles: arena.f64(written.source, data.count * LANES),
        state: arena.f64(written.state, 2 * size * columns * LANES),
        columns: arena.i32(written.stages[0] + STAGE_COLUMNS, 1),
      };
      for (let first = 0; first < samples; first += LANES) {
        const here = Math.min(LANES, samples - first);
        const lanes = here + (here % 2);
        data.fill(views.angles, { ...rows, samples: here, offset: rows.offset + first * rows.stride });
        views.columns[0] = lanes * columns;
        core.evolve(written.processor, ids, lanes);
        const { state } = views;
        for (let i = 0; i < size; i++) {
          for (let k = 0; k < columns; k++) {
            for (let lane = 0; lane < here; lane++) {
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
    },
  };
}
