// The observable engine's part of a plan.
import type { Arena } from '../core/arena.js';
import { FUSED_PHASES } from '../core/generated/layout.js';
import { embeddedColumns } from './embedded-columns.js';
import { multiplyPhases } from './fusion.js';
import { type EngineInput, rowsOf } from './plan.js';
import { writeObservableProcessor } from './processor.js';
import type { SampleSource } from './samples.js';

function sourceOf(input: EngineInput, p: number): SampleSource {
  const { processors, fused } = input.model.observable;
  const columns = (of: number) => embeddedColumns(processors[of], rowsOf(input, of));
  if (fused !== FUSED_PHASES) return columns(p);
  // One sum on the products of both processors' phases, which the first one holds.
  if (p === 1) return { count: 0, values: new Float64Array(0) };
  const products = columns(0);
  multiplyPhases(products, columns(1));
  return products;
}

/**
 * Writes the processors of the observable engine; returns their addresses.
 *
 * @param keep - whether anything runs backwards
 */
export function writeObservableProcessors(arena: Arena, input: EngineInput, keep: boolean): number[] {
  const { processors, list, fused } = input.model.observable;
  return processors.map((processor, p) =>
    writeObservableProcessor(arena, {
      processor,
      source: sourceOf(input, p),
      slot: list.start[p],
      keep,
      fused: fused > 0,
    }),
  );
}
