import { cos, log, sin } from '../core/math.js';
import type { RandomStream } from '../random.js';

/**
 * Fills `out` with independent normal numbers of mean 0 and variance 1, by the method of Box and Muller.
 *
 * (z0, z1) = sqrt(-2 log(1 - u0)) (cos 2 pi u1, sin 2 pi u1); 1 - u0 is never 0, so every number is finite.
 *
 * @param out - its length must be even: the numbers come in pairs
 * @param offset - the first draw; `out.length` draws are used up
 */
export function normalInto(out: Float64Array, stream: RandomStream, offset: number): void {
  for (let i = 0; i < out.length; i += 2) {
    const radius = Math.sqrt(-2 * log(1 - stream.uniform(offset + i)));
    const turn = 2 * Math.PI * stream.uniform(offset + i + 1);
    out[i] = radius * cos(turn);
    out[i + 1] = radius * sin(turn);
  }
}
