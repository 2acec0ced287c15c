// How time is taken: short bursts of calls, everything that is compared in turn, a median over the rounds.
import { medianOf } from '../src/statistics.js';

/** Something to be timed against others: each call returns microseconds for one unit of its work. */
export interface Contender {
  readonly name: string;
  sample(): number | Promise<number>;
}

/** How long to measure. */
export interface Effort {
  /** Rounds, in each of which every contender is sampled once. */
  readonly rounds: number;
  /** A burst lasts at least this long. */
  readonly burstMicroseconds: number;
  /** Calls go on for this long before the first burst: an export that never ran hot is half as fast. */
  readonly warmUpMicroseconds: number;
  /** Iterations of a training run. */
  readonly iterations: number;
}

export const thorough: Effort = {
  rounds: 25,
  burstMicroseconds: 10_000,
  warmUpMicroseconds: 300_000,
  iterations: 2000,
};
export const quick: Effort = { rounds: 9, burstMicroseconds: 10_000, warmUpMicroseconds: 300_000, iterations: 200 };

const now = (): number => performance.now() * 1000;

/** A burst is cut in so many slices, or one for each call where it has fewer. */
const slices = 9;

/** A synchronous piece of work, warmed up; a sample is the median over the slices of a burst of calls. */
export function burst(name: string, work: () => void, effort: Effort): Contender {
  const start = now();
  let calls = 0;
  do {
    work();
    calls++;
  } while (now() - start < effort.warmUpMicroseconds);
  const perCall = (now() - start) / calls;
  const inBurst = Math.max(1, Math.round(effort.burstMicroseconds / perCall));
  const inSlice = Math.ceil(inBurst / slices);
  return {
    name,
    sample() {
      const times: number[] = [];
      for (let done = 0; done < inBurst; done += inSlice) {
        const from = now();
        for (let i = 0; i < inSlice; i++) work();
        times.push((now() - from) / inSlice);
      }
      return medianOf(times);
    },
  };
}

/** Samples every contender once a round, in turn; returns each one's samples by name. */
export async function race(contenders: readonly Contender[], rounds: number): Promise<Record<string, number[]>> {
  const samples: Record<string, number[]> = {};
  for (const { name } of contenders) {
    if (samples[name] !== undefined) throw new RangeError(`Two contenders are called "${name}".`);
    samples[name] = [];
  }
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) samples[contender.name].push(await contender.sample());
  }
  return samples;
}
