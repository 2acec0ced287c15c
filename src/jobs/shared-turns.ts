// Steps that several threads take together through memory that they share. In a turn each claims segments that nobody has
// claimed, until none is left; who computed which has no influence on any number.
import { segmentCount, segmentOf } from '../models/segments.js';

/** Places of `control`. */
const TURN = 0;
const ROWS = 1;
const PROGRESS = 2;
const CLOSED = 3;
const CONTROL_WORDS = 4;

/** Of a segment: nobody's; others are a seat plus 1. */
const FREE = 0;
/** Of a segment that the turn does not have. */
const ABSENT = -1;

/** What the threads share; seat 0 is who asks. */
export interface SharedTurns {
  readonly control: Int32Array;
  readonly parameters: Float64Array;
  /** The rows of the turn's batch, as many as `control` says. */
  readonly batch: Int32Array;
  /** Who computes a segment, and who has computed it. */
  readonly claims: Int32Array;
  readonly finished: Int32Array;
  /** Loss and gradient, shape [seats, segments, 1 + parameters]. */
  readonly results: Float64Array;
}

/** Computes the step of one segment, as a session does: returns the loss and fills the gradient. */
export type ComputeSegment = (parameters: Float64Array, rows: Int32Array, gradient: Float64Array) => number;

/** Whether threads of this program can share memory; pages can where they are isolated from those of other origins. */
export function canShare(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false;
}

/** Returns numbers in memory that threads share. */
export function sharedNumbers(numbers: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}

/** Returns memory for turns of up to so many rows. */
export function sharedTurns(seats: number, parameters: number, rows: number): SharedTurns {
  const segments = segmentCount(rows);
  const words = (count: number) => new Int32Array(new SharedArrayBuffer(4 * count));
  return {
    control: words(CONTROL_WORDS),
    parameters: new Float64Array(new SharedArrayBuffer(8 * parameters)),
    batch: words(rows),
    claims: words(segments).fill(ABSENT),
    finished: words(segments),
    results: new Float64Array(new SharedArrayBuffer(8 * seats * segments * (1 + parameters))),
  };
}

/** What a seat found of a segment. */
function resultOf({ results, claims, parameters }: SharedTurns, seat: number, segment: number): Float64Array {
  const size = 1 + parameters.length;
  const start = (seat * claims.length + segment) * size;
  return results.subarray(start, start + size);
}

/** Begins a turn: every thread that waits for one wakes up. The one before has to be over. */
export function beginTurn(turns: SharedTurns, parameters: Float64Array, batch: Int32Array): void {
  const { control, claims, finished } = turns;
  turns.parameters.set(parameters);
  turns.batch.set(batch);
  Atomics.store(control, ROWS, batch.length);
  const segments = segmentCount(batch.length);
  for (let segment = 0; segment < segments; segment++) Atomics.store(finished, segment, FREE);
  // A thread that is late may claim a segment from here on, so this comes last.
  for (let segment = 0; segment < claims.length; segment++) {
    Atomics.store(claims, segment, segment < segments ? FREE : ABSENT);
  }
  Atomics.add(control, TURN, 1);
  Atomics.notify(control, TURN);
}

function computeClaimed(turns: SharedTurns, seat: number, segment: number, compute: ComputeSegment): void {
  const { control, parameters, batch, finished } = turns;
  const rows = segmentOf(batch.subarray(0, Atomics.load(control, ROWS)), segment);
  const result = resultOf(turns, seat, segment);
  result[0] = compute(parameters, rows, result.subarray(1));
  Atomics.store(finished, segment, seat + 1);
  Atomics.add(control, PROGRESS, 1);
  Atomics.notify(control, PROGRESS);
}

/** Computes segments of the turn as long as there are some that nobody has claimed. */
export function takeSegments(turns: SharedTurns, seat: number, compute: ComputeSegment): void {
  const { claims } = turns;
  for (let segment = 0; segment < claims.length; segment++) {
    if (Atomics.compareExchange(claims, segment, FREE, seat + 1) !== FREE) continue;
    computeClaimed(turns, seat, segment, compute);
  }
}

/** Computes again what lost seats had claimed and not finished. */
export function takeOver(turns: SharedTurns, lost: ReadonlySet<number>, compute: ComputeSegment): void {
  const { claims, finished } = turns;
  for (let segment = 0; segment < claims.length; segment++) {
    const owner = Atomics.load(claims, segment) - 1;
    if (!lost.has(owner) || Atomics.load(finished, segment) !== FREE) continue;
    Atomics.store(claims, segment, 1);
    computeClaimed(turns, 0, segment, compute);
  }
}

/** Whether all segments of the turn are finished. */
export function isTurnOver({ control, finished }: SharedTurns): boolean {
  const segments = segmentCount(Atomics.load(control, ROWS));
  for (let segment = 0; segment < segments; segment++) {
    if (Atomics.load(finished, segment) === FREE) return false;
  }
  return true;
}

/** Waits, no longer than told, until the turn is over; says whether it is. */
export function awaitTurn(turns: SharedTurns, milliseconds: number): boolean {
  const { control } = turns;
  const end = performance.now() + milliseconds;
  for (;;) {
    const progress = Atomics.load(control, PROGRESS);
    if (isTurnOver(turns)) return true;
    const left = end - performance.now();
    if (left <= 0) return false;
    try {
      Atomics.wait(control, PROGRESS, progress, left);
    } catch {
      // A page's own thread must not sleep; it looks again, for no longer than a frame.
    }
  }
}

/** Hands out what was found, segment by segment, in their order. */
export function eachResult(
  turns: SharedTurns,
  take: (rows: Int32Array, loss: number, gradient: Float64Array) => void,
): void {
  const rows = turns.batch.subarray(0, Atomics.load(turns.control, ROWS));
  for (let segment = 0; segment < segmentCount(rows.length); segment++) {
    const result = resultOf(turns, Atomics.load(turns.finished, segment) - 1, segment);
    take(segmentOf(rows, segment), result[0], result.subarray(1));
  }
}

/** Takes part in turns until they are closed. This thread sleeps in between, and hears no messages. */
export function serveTurns(turns: SharedTurns, seat: number, compute: ComputeSegment): void {
  const { control } = turns;
  let seen = 0;
  while (Atomics.load(control, CLOSED) === 0) {
    takeSegments(turns, seat, compute);
    Atomics.wait(control, TURN, seen);
    seen = Atomics.load(control, TURN);
  }
}

/** Ends all turns: threads that serve them go their ways. */
export function closeTurns({ control }: SharedTurns): void {
  Atomics.store(control, CLOSED, 1);
  Atomics.add(control, TURN, 1);
  Atomics.notify(control, TURN);
}
