import { randomStream } from '../random.js';

/** How many resamples a bootstrap draws. */
export const RESAMPLES = 1000;

/**
 * Returns the resamples of a bootstrap: each has as many places as there are things, drawn from all with equal chances.
 *
 * @param name - of the random stream, so that every use has draws of its own
 * @param count - of the things, whose places are 0 to count - 1
 */
export function resamples(name: string, count: number): number[][] {
  const stream = randomStream(1, name);
  return Array.from({ length: RESAMPLES }, (_, resample) =>
    Array.from({ length: count }, (_, i) => Math.floor(stream.uniform(resample * count + i) * count)),
  );
}
