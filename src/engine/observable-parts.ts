// The observable engine's part of a plan.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import { FUSED_PHASES } from '../core/generated/layout.js';
import type { CompiledModel } from './compiled-model.js';
import { embeddedLayout } from './embedded-samples.js';
import { multiplyPhases } from './fusion.js';
import type { WrittenProcessors } from './plan.js';
import { writeObservableProcessor } from './processor.js';

/**
 * Writes the processors of the observable engine.
 *
 * @param o.samples - how many rows there is room for
 * @param o.keep - whether anything runs backwards
 */
export function writeObservableProcessors(
  core: CoreExports,
  arena: Arena,
  model: CompiledModel,
  o: { samples: number; keep: boolean },
): WrittenProcessors {
  const { processors, list, fused } = model.observable;
  const layouts = processors.map((processor) => embeddedLayout(core, arena, processor));
  const sources = layouts.map(({ count }) => arena.zeros(count * o.samples));
  const addresses = processors.map((processor, p) => {
    // One sum on the products of both processors' phases, which the first one holds.
    const isMerged = fused === FUSED_PHASES && p === 1;
    const source = isMerged ? { at: 0, count: 0 } : { at: sources[p], count: layouts[p].count };
    return writeObservableProcessor(arena, { processor, source, slot: list.start[p], keep: o.keep, fused: fused > 0 });
  });
  return {
    addresses,
    fill(rowsOf, samples) {
      const views = layouts.map(({ count }, p) => arena.f64(sources[p], count * samples));
      layouts.forEach((layout, p) => {
        layout.fill(views[p], rowsOf(p));
      });
      if (fused === FUSED_PHASES) multiplyPhases(views[0], views[1]);
    },
    setLanes: null,
  };
}
