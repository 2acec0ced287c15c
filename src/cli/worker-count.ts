import { availableParallelism } from 'node:os';
import { EbitError } from '../errors.js';
import { MAX_THREADS } from '../jobs/thread.js';

/** How many threads a word of the command line asks for; as many as there are processors without one. @throws EbitError 'usage' */
export function workerCount(word: string | undefined): number {
  const count = word === undefined ? availableParallelism() : Number(word);
  if (!Number.isInteger(count) || count < 1 || count > MAX_THREADS) {
    throw new EbitError('usage', `--workers is ${word}; give an integer from 1 to ${MAX_THREADS}.`);
  }
  return count;
}
