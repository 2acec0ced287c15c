// The observable engine's part of a plan.
import type { Arena } from '../core/arena.js';
import type { CoreExports } from '../core/generated/core-exports.js';
import { exactText } from '../exact-text.js';
import type { CompiledModel } from './compiled-model.js';
import { embeddedLayout } from './embedded-samples.js';
import { multiplyPhases } from './fusion.js';
import type { WrittenProcessors } from './plan.js';
import { writeObservableProcessor, writePair } from './processor.js';

/** All on which it depends what becomes of a row, as text; null where every processor's features are a unitary. */
function layoutText({ featureStart, observable: { processors, pair } }: CompiledModel): string | null {
  if (processors.every(({ embedding }) => embedding === null)) return null;
  const ways = processors.map(({ program: { sampleKind, qubits, order, halves, embedding, source } }) => {
    return [sampleKind, qubits, order, halves, embedding, source.qubits];
  });
  return exactText([pair, featureStart, ways]);
}

/** Found once a model: sessions by the hundred have the same. */
const layoutTexts = new WeakMap<CompiledModel, string | null>();

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
  const { processors, start, pair } = model.observable;
  const layouts = processors.map((processor) => embeddedLayout(core, arena, processor));
  const sources = layouts.map(({ count }) => ({ at: arena.zeros(count * o.samples), count }));
  const { keep } = o;
  // One sum on the products of both processors' phases, which then stand in the first source.
  const ofPair = pair === 'phases' ? sources.slice(0, 1) : sources;
  const how = layoutTexts.get(model) ?? layoutText(model);
  layoutTexts.set(model, how);
  return {
    addresses:
      pair !== null
        ? [
            writePair(arena, {
              form: pair,
              processors,
              sources: ofPair,
              slot: start[0],
              firstAngles: model.firstAngle,
              keep,
            }),
          ]
        : processors.map((processor, p) =>
            writeObservableProcessor(arena, {
              processor,
              source: sources[p],
              slot: start[p],
              firstAngle: model.firstAngle[p],
              keep,
            }),
          ),
    fill(rowsOf, samples) {
      const views = layouts.map(({ count }, p) => arena.f64(sources[p].at, count * samples));
      layouts.forEach((layout, p) => {
        layout.fill(views[p], rowsOf(p));
      });
      if (pair === 'phases') multiplyPhases(views[0], views[1]);
    },
    laidOut:
      how === null ? null : { how, views: (samples) => ofPair.map(({ at, count }) => arena.f64(at, count * samples)) },
    setLanes: null,
  };
}
