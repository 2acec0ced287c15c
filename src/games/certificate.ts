// The proof that no ebits exceed a value, checked without knowing where it came from.
import { EbitError } from '../errors.js';
import { finiteList } from '../number-list.js';
import { shownValue } from '../shown-value.js';
import { checkedGame, type Game } from './game.js';

/** Numbers x_a and y_b for which [[diag x, -M], [-M^T, diag y]] has no negative eigenvalue. */
export interface Certificate {
  /** One for each question of the first player. */
  readonly x: Float64Array;
  /** One for each question of the second player. */
  readonly y: Float64Array;
}

/** Half the distance from 1 to the next double: the relative error of one operation. */
const UNIT_ROUNDOFF = 1.1102230246251565e-16;

/**
 * Returns the bound that a certificate proves on an XOR game with any number of ebits, whoever made it.
 *
 * If P = [[diag x, -M], [-M^T, diag y]] is positive semidefinite then for unit vectors
 *
 *     0 <= sum_a x_a |u_a|^2 + sum_b y_b |v_b|^2 - 2 sum_ab M_ab u_a . v_b,
 *
 * so value <= (sum x + sum y) / 2. Whether P is so is found by a Cholesky factorisation in doubles of P + s, with
 * s = 2 (n + 3) 2^-53 tr P: if it runs to its end, the least eigenvalue of P + s is at least -(n + 2) 2^-53 tr (P + s) / (1 - ...),
 * whatever was rounded on the way, and both shifts are paid for in the bound, with the rounding of the sum itself: about
 * n^2 1e-16 of it. Nothing but the game and these numbers is used, and no code of what finds them.
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
  const n = diagonal.length;
  const shift = 2 * (n + 3) * UNIT_ROUNDOFF * trace;
  const rows = a.map((_, i) => weights.subarray(i * b.length, (i + 1) * b.length));
  if (
    !isPositive(
      diagonal.map((value) => value + shift),
      rows,
    )
  ) {
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

function certifiedNumbers(name: string, list: unknown, count: number): Float64Array {
  const numbers = finiteList('Certificate number', list);
  if (numbers.length === count) return numbers;
  throw new EbitError(
    'shape',
    `The certificate has ${numbers.length} numbers ${name} for ${count} questions; give one a question.`,
  );
}

/**
 * Whether a Cholesky factorisation of [[diag x, -M], [-M^T, diag y]] runs to its end.
 *
 * The first block is diagonal, so its part of the factor is diag sqrt x and -M^T / sqrt x; what is left is
 * diag y - M^T diag(1/x) M, factored column by column.
 */
function isPositive(diagonal: readonly number[], weights: readonly Float64Array[]): boolean {
  const first = weights.length;
  const size = diagonal.length - first;
  const left = Array.from({ length: size }, (_, i) => new Float64Array(i + 1));
  for (let i = 0; i < size; i++) left[i][i] = diagonal[first + i];
  for (let a = 0; a < first; a++) {
    if (!(diagonal[a] > 0)) return false;
    const root = Math.sqrt(diagonal[a]);
    const scaled = weights[a].map((weight) => weight / root);
    for (let i = 0; i < size; i++) {
      if (scaled[i] === 0) continue;
      for (let j = 0; j <= i; j++) left[i][j] -= scaled[i] * scaled[j];
    }
  }
  for (let k = 0; k < size; k++) {
    if (!(left[k][k] > 0)) return false;
    const root = Math.sqrt(left[k][k]);
    const column = new Float64Array(size);
    for (let i = k + 1; i < size; i++) column[i] = left[i][k] / root;
    for (let i = k + 1; i < size; i++) {
      if (column[i] === 0) continue;
      for (let j = k + 1; j <= i; j++) left[i][j] -= column[i] * column[j];
    }
  }
  return true;
}
