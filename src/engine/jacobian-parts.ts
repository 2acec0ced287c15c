// A plan's part for Jacobians: each processor by the cheaper of two ways.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import type { CompiledModel } from './compiled-model.js';
import { embeddedLayout } from './embedded-samples.js';
import type { WrittenProcessors } from './plan.js';
import { writeTangentProcessor } from './processor.js';
import { diagonalsOf, type Program } from './program.js';
import { together, type WrittenProcessor, writeStatePart } from './state-parts.js';

/**
 * Whether a processor's derivatives are made once a point, as tangents, and not sample by sample: where no data stand
 * behind an angle, and the samples' scalar products with them cost less than runs of the circuit. Of complex
 * multiply-adds a sample and a subset of processors, a run backwards takes the time of about five an amplitude and diagonal; a quarter
 * of one is a real multiply-add of the products.
 *
 * The rows' number plays no part: a row's derivatives have the same bits among any others.
 */
export function usesTangents({ sampleKind, trainable, qubits, halves }: Program, angles: number): boolean {
  if (sampleKind !== 'characters' && sampleKind !== 'columns') return false;
  const rows = 1 << qubits;
  const copies = 1 << halves;
  const state = 5 * diagonalsOf(trainable) * rows * copies;
  const tangents = (rows * rows * (angles / 2 + copies)) / 4 + rows * copies * copies;
  return tangents < state;
}

function writeTangentPart(
  core: CoreExports,
  arena: Arena,
  model: CompiledModel,
  p: number,
  o: { samples: number; lanes: number; jacobian: number },
): WrittenProcessor {
  const { program, readout, embedding } = model.tangents[p];
  const layout = embeddedLayout(core, arena, { program, embedding });
  const { count } = layout;
  const at = arena.zeros(count * o.samples);
  const address = writeTangentProcessor(arena, {
    program,
    readout,
    source: { at, count },
    lanes: o.lanes,
    slot: model.state.start[p],
    firstAngle: model.firstAngle[p],
    angleStart: model.angleStart[p],
    angleCount: model.angleCount(p),
    jacobian: o.jacobian,
  });
  return {
    address,
    fill: (rows) => layout.fill(arena.f64(at, count * rows.samples), rows),
    // Every call is told its lanes, and nothing else depends on them.
    setLanes() {},
  };
}

/**
 * Writes processors whose Jacobians are asked for.
 *
 * @param o.samples - how many rows there is room for
 * @param o.jacobians - for each processor where its Jacobian goes
 */
export function writeJacobianProcessors(
  core: CoreExports,
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; lanes: number; jacobians: readonly number[] },
): WrittenProcessors {
  return together(
    model.programs.map((program, p) => {
      const own = { samples: o.samples, lanes: o.lanes, jacobian: o.jacobians[p] };
      return usesTangents(program, model.angleCount(p))
        ? writeTangentPart(core, arena, model, p, own)
        : writeStatePart(arena, model, p, { ...own, keep: true });
    }),
  );
}
