// Random orders from the core, which works on four random numbers at once.
import { Arena } from './arena.js';
import { acquireCore, releaseCore } from './load.js';

/**
 * Returns the integers 0 .. n-1 in random order: the bits of `shuffled` in `src/random.ts`, in a third of its time. A
 * shuffle each epoch must not be felt in a fit.
 *
 * @param n - how many, from 0
 * @param key - of the stream, see `streamKey`
 * @param first - the first draw; it and n more are up to 2^53
 * @throws EbitError 'memory' if they do not fit
 */
export function shuffledOrder(n: number, key: Uint32Array, first: number): Int32Array {
  const core = acquireCore();
  const arena = new Arena(core);
  const order = arena.reserve(4 * n);
  const chances = arena.reserve(32 * Math.ceil(n / 4));
  core.shuffle(order, chances, n, key[0], key[1], first);
  const result = arena.i32(order, n).slice();
  releaseCore(core);
  return result;
}
