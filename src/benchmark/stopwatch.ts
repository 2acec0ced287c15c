// How time is taken: bursts of calls that are long beside the steps of the clock, a rate from each.
import { EbitError } from '../errors.js';
import { medianOf } from '../statistics.js';

/** How long to measure. */
export interface Pace {
  /** Samples of every workload, one a round. */
  readonly rounds: number;
  /** A burst of calls lasts at least this long. */
  readonly burstMilliseconds: number;
  /** Calls go on for this long before the first sample: code that never ran hot is half as fast. */
  readonly warmUpMilliseconds: number;
}

export const wholePace: Pace = { rounds: 31, burstMilliseconds: 40, warmUpMilliseconds: 400 };
export const quickPace: Pace = { rounds: 9, burstMilliseconds: 15, warmUpMilliseconds: 80 };

/** A burst lasts at least so many steps of the clock, so that its length is known to a hundredth. */
const STEPS = 100;
/** A burst is cut in at most so many slices, the median of which counts: other programs take their turns in a few of them. */
const MOST_SLICES = 9;
/** After so many looks it is found out no further; a clock that has not moved by then stands. */
const MOST_LOOKS = 1_000_000;

/**
 * Returns the smallest step in which the clock of this runtime moves, milliseconds: browsers make it coarse on purpose,
 * 0.1 ms or 1 ms, unless a page is isolated from others.
 *
 * @param now - the clock; `performance.now` unless told
 * @throws EbitError 'runtime' for a clock that stands, by which nothing can be timed
 */
export function clockStep(now: () => number = () => performance.now()): number {
  let least = Number.POSITIVE_INFINITY;
  let [last, moves] = [now(), 0];
  for (let look = 0; look < MOST_LOOKS && moves < 20; look++) {
    const time = now();
    if (time === last) continue;
    least = Math.min(least, time - last);
    last = time;
    moves++;
  }
  if (least === Number.POSITIVE_INFINITY) {
    throw new EbitError(
      'runtime',
      'The clock of this runtime stands still while code runs; measure in another runtime.',
    );
  }
  return least;
}

/** Work that is called again and again. */
export type Work = () => unknown;

/** One piece of work, whose rate is sampled. */
export interface Stopwatch {
  /** Makes a burst of calls and returns how many are made a second; the first time it warms up before. */
  sample(): Promise<number>;
}

/**
 * Returns a stopwatch for some work. What a call returns is awaited only if it is a promise: waiting for nothing takes
 * longer than the shortest work.
 *
 * @param step - of the clock, milliseconds; bursts are at least a hundred times as long
 */
export function stopwatch(work: Work, pace: Pace, step: number): Stopwatch {
  let calls = 0;
  const burst = Math.max(pace.burstMilliseconds, STEPS * step);
  const slices = Math.min(MOST_SLICES, Math.floor(burst / (STEPS * step)));
  const called = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
  };
  const warmUp = async (): Promise<void> => {
    const start = performance.now();
    let made = 0;
    let lasted = 0;
    do {
      await called(1);
      made++;
      lasted = performance.now() - start;
    } while (lasted < Math.max(pace.warmUpMilliseconds, STEPS * step));
    calls = Math.max(1, Math.ceil((burst * made) / lasted));
  };
  return {
    async sample() {
      if (calls === 0) await warmUp();
      for (;;) {
        const times: number[] = [];
        const start = performance.now();
        const inSlice = Math.ceil(calls / slices);
        for (let done = 0; done < calls; done += inSlice) {
          const from = performance.now();
          await called(inSlice);
          times.push((performance.now() - from) / inSlice);
        }
        const lasted = performance.now() - start;
        const each = medianOf(times);
        if (lasted >= burst / 2 && each > 0) return 1000 / each;
        // It warmed up more slowly than it runs.
        calls = Math.ceil(calls * Math.min(4, burst / Math.max(lasted, step)));
      }
    },
  };
}
