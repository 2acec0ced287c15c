// Two programs are compared only after they were seen to do the same work.
import type { PeerAnswer } from './peers.js';
import { greatestDifference } from './statistics.js';

/** The greatest difference in a loss, a gradient or a matrix at which two programs still do the same work. */
export const tolerance = 1e-9;

/** What of ours stands against a peer's answer. */
export interface OwnAnswer {
  readonly loss?: number;
  readonly gradient?: ArrayLike<number>;
  readonly fisher?: ArrayLike<number>;
  readonly hessian?: ArrayLike<number>;
  readonly amplitudes?: ArrayLike<number>;
}

/**
 * Throws unless a peer's loss, gradient, Fisher matrix, Hessian and amplitudes, as far as we have them, equal ours.
 *
 * @throws Error that names the peer, the quantity and by how much it is off
 */
export function checkAgreement(own: OwnAnswer, theirs: PeerAnswer): void {
  const check = (what: string, a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): void => {
    if (a === undefined) return;
    const difference = b === undefined ? Number.POSITIVE_INFINITY : greatestDifference(a, b);
    if (difference > tolerance) {
      throw new Error(`${theirs.peer} differs from ours by ${difference} in ${what}; no ratio is printed.`);
    }
  };
  check(
    'the loss',
    own.loss === undefined ? undefined : [own.loss],
    theirs.loss === undefined ? undefined : [theirs.loss],
  );
  check('the gradient', own.gradient, theirs.gradient);
  check('the Fisher matrix', own.fisher, theirs.fisher);
  check('the Hessian', own.hessian, theirs.hessian);
  check('the amplitudes', own.amplitudes, theirs.amplitudes);
}
