import { EbitError } from './errors.js';

/**
 * The failure that a signal makes. One rule holds for every function of this library that takes an `AbortSignal`:
 *
 * - What can hand out a partial result resolves with it and says so: `fit`, `fitSteps`, each fit of `fitMany`, and `runTask`
 *   and jobs of fits have `stopped: 'aborted'` and a checkpoint to go on from; the summary of `runStudy` has `aborted: true`,
 *   and what was finished is in the store.
 * - Everything else rejects with EbitError 'aborted', whose `cause` is the signal's `reason`.
 * - A signal that was aborted beforehand starts nothing: no thread, no training step, no connection, no file. A fit's partial
 *   result is then the model that it would have begun with; a sweep or a pool, which has none, rejects.
 *
 * @param message - how far it came, and how to go on
 * @param signal - that was aborted
 */
export function aborted(message: string, signal: AbortSignal | undefined): EbitError {
  return new EbitError('aborted', message, { cause: signal?.reason });
}

/**
 * Throws if a signal was aborted, before anything is begun.
 *
 * @param message - that nothing was begun
 * @throws EbitError 'aborted'
 */
export function refuseAborted(message: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(message, signal);
}
