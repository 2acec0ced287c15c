import { createModel } from '../models/model-file.js';
import { openSession } from '../models/session.js';
import { type ComputeSegment, serveTurns } from './shared-turns.js';
import type { SegmentOrder, SegmentResult } from './worker-messages.js';

/**
 * Returns how this thread computes segments of another one's steps, and what it says to each order.
 *
 * Where the threads share memory it says nothing more once it is open, and sleeps between two steps.
 */
export function segmentThread(): (order: SegmentOrder) => readonly SegmentResult[] | null {
  let compute: ComputeSegment | null = null;
  let closeLast = (): void => {};
  return (order) => {
    if (order.kind === 'open') {
      const { model, rows, labels, weights, engine, loss, turns, seat } = order;
      const options = { engine, ...(weights === null ? {} : { weights }) };
      closeLast();
      const session = openSession(createModel(model), rows, labels, options);
      closeLast = session.close;
      compute = (parameters, batch, gradient) => session.step(parameters, batch, loss, gradient);
      if (turns === null) return null;
      serveTurns(turns, seat, compute);
      session.close();
      closeLast = () => {};
      return null;
    }
    const { parameters, segments } = order;
    return segments.map((rows) => {
      const gradient = new Float64Array(parameters.length);
      return { loss: compute?.(parameters, rows, gradient) ?? Number.NaN, gradient };
    });
  };
}
