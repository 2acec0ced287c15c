// The proof that no ebits exceed a value, checked without knowing where it came from.
import { EbitError } from '../errors.js';
import { finiteList } from '../number-list.js';
import { shownValue } from '../shown-value.js';
import { checkedGame, type Game } from './game.js';
import { hasCholeskyFactor, roundingShift, UNIT_ROUNDOFF } from './positive.js';

/** Numbers x_a and y_b for which [[diag x, -M], [-M^T, diag y]] has no negative eigenvalue. */
export interface Certificate {
  /** One for each question of the first player. */
  readonly x: Float64Array;
  /** One for each question of the second player. */
  readonly y: Float64Array;
}

/**
 * Returns the bound that a certificate proves on an XOR game with any number of ebits, whoever made it.
 *
 * If P = [[diag x, -M], [-M^T, diag y]] is positive semidefinite then for unit vectors
 *
 *     0 <= sum_a x_a |u_a|^2 + sum_b y_b |v_b|^2 - 2 sum_ab M_ab u_a . v_b,
 *
 * so value <= (sum x + sum y) / 2. Whether P is so is found by a Cholesky factorisation in doubles of P + s, with
 * s = 2 (n + 3) u tr P, n = rows + columns and u = 2^-53. By Rump's theorem, if it runs to its end then, whatever was rounded
 * on the way and in whatever order,
 *
 *     least eigenvalue of P + s >= -g / (1 - g) tr (P + s),    g = (n + 1) u / (1 - (n + 1) u).
 *
 * That is less than s in magnitude: the 2 and the 3 are not Rump's, they leave room for the rounding of the diagonal of
 * P + s, for tr (P + s) instead of tr P, and for the denominators, which are 1 - 1e-12 at 2048 questions. So P + 2 s has no
 * negative eigenvalue, and the bound is that of x + 2 s and y + 2 s with the rounding of its own sum: n^2 5e-16 of it more
 * than what the numbers say. The weights of the game are taken as they are, as doubles. What the proof leaves out is
 * underflow, products below 1e-308; weights sum to 1e-100 at least. Nothing but the game and these numbers is used, and no
 * code of what finds them.
 *
 * @param game - see `game`
 * @param certificate - x and y, as of `ceiling(game).quantum.certificate`
 * @returns a number that the value with any ebits, and with any coins, does not exceed
 * @throws EbitError 'game' if the numbers prove nothing, or for what is no game; 'shape' unless there is one number a
 *   question; 'not-finite' for a number that is not finite
 * @example
 * const half = Math.SQRT1_2 / 2;
 * checkCertificate(game('chsh'), { x: [half, half], y: [half, half] }); // about 0.70710678
 * @see Rump, "Verification of positive definiteness", BIT Numerical Mathematics 46 (2006), for the bound on rounding
 */
export function checkCertificate(
  game: Game,
  certificate: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
): number {
  const { a, b, weights } = checkedGame(game);
  if (typeof certificate !== 'object' || certificate === null) {
    throw new EbitError('shape', `The certificate is ${shownValue(certificate)}; give { x, y }, a number a question.`);
  }
  const diagonal = [
    ...certifiedNumbers('x', certificate.x, a.length),
    ...certifiedNumbers('y', certificate.y, b.length),
  ];
  const trace = diagonal.reduce((sum, value) => sum + Math.abs(value), 0);
  if (!(trace <= 1e300)) {
    throw new EbitError(
      'game',
      `The certificate proves nothing: its numbers sum to ${trace}, beyond what doubles can be trusted with; give smaller ones.`,
    );
  }
  const n = diagonal.length;
  const shift = roundingShift(n, trace);
  const matrix = diagonal.map((value, i) => {
    const row = new Float64Array(i + 1);
    row[i] = value + shift;
    if (i >= a.length) for (let k = 0; k < a.length; k++) row[k] = -weights[k * b.length + i - a.length];
    return row;
  });
  if (!hasCholeskyFactor(matrix)) {
    throw new EbitError(
      'game',
      `The certificate proves nothing: with x and y on its diagonal the matrix has a negative eigenvalue; it was made for ` +
        'another game, or changed.',
    );
  }
  const sum = diagonal.reduce((all, value) => all + value, 0);
  // Both shifts on n unit vectors, half of each; then the rounding of the sum, of n + 3 operations.
  return (sum + n * 2 * shift) / 2 + (n + 3) * UNIT_ROUNDOFF * trace;
}

/** @throws EbitError 'shape' unless there is one number a question; 'not-finite' for a number that is not finite */
export function certifiedNumbers(name: string, list: unknown, count: number): Float64Array {
  const numbers = finiteList('Certificate number', list);
  if (numbers.length === count) return numbers;
  throw new EbitError(
    'shape',
    `The certificate has ${numbers.length} numbers ${name} for ${count} questions; give one a question.`,
  );
}
