import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type BellCost, checkedBellCost } from './bell-cost.js';
import type { CeilingOptions } from './ceiling.js';
import { type Certificate, certifiedNumbers } from './certificate.js';
import { classicalBest } from './classical-ceiling.js';
import { interiorPoint } from './interior-point.js';
import { hasCholeskyFactor, roundingShift, UNIT_ROUNDOFF } from './positive.js';
import type { Signs } from './table.js';

/** Numbers z for which diag z - C has no negative eigenvalue; see {@link checkMomentCertificate}. */
export interface MomentCertificate extends Certificate {
  /** The number of the constant, which the terms on marginals stand beside. */
  readonly constant: number;
}

/** What players reach in a Bell cost with coins, and what no ebits exceed. */
export interface BellCeiling {
  /** With nothing shared or with any coins, which is the same here. */
  readonly classical: {
    /** The cost of the strategy. */
    readonly value: number;
    /** Whether nothing has a larger value, but for rounding. */
    readonly exact: boolean;
    /** No answers have a larger value; `value` itself where that is exact. */
    readonly upper: number;
    /** An outcome, +1 or -1, for each question. */
    readonly strategy: Signs;
  };
  /** The first level of the hierarchy of Navascués, Pironio and Acín (NPA): an upper bound for any number of ebits. */
  readonly level1: {
    /** What the certificate proves. Unlike the ceiling of an XOR game it need not be reached by any ebits. */
    readonly upper: number;
    readonly certificate: MomentCertificate;
  };
}

const OPTION_NAMES: OptionNames<CeilingOptions> = { steps: true };
const STEPS = 1_048_576;
const MOST_QUESTIONS = 1024;

/**
 * Returns the most that coins reach in a Bell cost with terms on marginals, and an upper bound for any number of ebits.
 *
 *     classical = max over signs of constant + sum_a l_a a_a + sum_b r_b b_b + sum_ab M_ab a_a b_b
 *     level 1   = max over unit vectors of constant + sum_a l_a c.u_a + sum_b r_b c.v_b + sum_ab M_ab u_a.v_b
 *
 * The vectors of level 1 are those of an XOR game and one more, c, for the constant. Quantum players have such vectors,
 * c = |psi>, u_a = A_a |psi>, v_b = B_b |psi>, but not all such vectors are theirs: the bound need not be reached. What so many
 * ebits do reach, `reachedWithEbits` looks for. The classical maximum is exact up to 29 questions on the shorter side, as in
 * `ceiling`.
 *
 * @param cost - see `bellCost`; at most 1024 questions together
 * @param options - see {@link CeilingOptions}
 * @throws EbitError 'game' for what is no Bell cost, or more questions; 'config' for an unknown option; 'range' for steps
 *   that are not an integer from 1 to 2^53 - 1; 'memory' if there is not enough
 * @example
 * const { classical, level1 } = bellCeiling(bellCost('i3322'));
 * classical.value; // 0
 * level1.upper; // about 0.375
 * @see Navascués, Pironio and Acín, "Bounding the set of quantum correlations", Phys. Rev. Lett. 98 (2007)
 */
export function bellCeiling(cost: BellCost, options: CeilingOptions = {}): BellCeiling {
  const checked = checkedBellCost(cost);
  checkOptions('bellCeiling', options, OPTION_NAMES);
  const steps = checkedWhole('The number of steps', options.steps ?? STEPS, 1, Number.MAX_SAFE_INTEGER);
  const [rows, columns] = [checked.a.length, checked.b.length];
  if (rows + columns > MOST_QUESTIONS) {
    throw new EbitError(
      'game',
      `The cost has ${rows} by ${columns} questions; ceilings are found for at most ${MOST_QUESTIONS} together.`,
    );
  }
  const certificate = momentCertificate(checked);
  const proven = checkMomentCertificate(checked, certificate);
  const { upper, ...classical } = classicalSide(checked, steps);
  return {
    classical: { ...classical, upper: classical.exact ? classical.value : Math.min(upper, proven) },
    level1: { upper: proven, certificate },
  };
}

/**
 * One more question for each player, whose answers agree in every best strategy because they weigh more than all the
 * marginals, carries these: l_a stands beside the second player's, r_b beside the first player's.
 */
function classicalSide({ weights, first, second, constant }: BellCost, steps: number): BellCeiling['classical'] {
  const [rows, columns] = [first.length, second.length];
  const wide = columns + 1;
  const table = new Float64Array((rows + 1) * wide);
  const tie = 2 * first.reduce((sum, weight) => sum + Math.abs(weight), 0);
  table[0] = tie;
  table.set(second, 1);
  for (let a = 0; a < rows; a++) {
    table[(a + 1) * wide] = first[a];
    table.set(weights.subarray(a * columns, (a + 1) * columns), (a + 1) * wide + 1);
  }
  const found = classicalBest({ rows: rows + 1, columns: wide, weights: table }, steps);
  const a = found.a.slice(1).map((sign) => sign * found.a[0]);
  const b = found.b.slice(1).map((sign) => sign * found.a[0]);
  let value = constant;
  a.forEach((sign, i) => {
    value += first[i] * sign;
    for (let j = 0; j < columns; j++) value += weights[i * columns + j] * sign * b[j];
  });
  b.forEach((sign, j) => {
    value += second[j] * sign;
  });
  return { value, exact: found.exact, upper: constant + found.upper - tie, strategy: { a, b } };
}

/** C of cost = constant + <C, X>: the lower triangle, the constant's vector first, then the players' questions. */
function momentMatrix({ weights, first, second }: BellCost): Float64Array[] {
  const [rows, columns] = [first.length, second.length];
  return Array.from({ length: 1 + rows + columns }, (_, i) => {
    const row = new Float64Array(i + 1);
    if (i >= 1 && i <= rows) row[0] = first[i - 1] / 2;
    if (i > rows) {
      const b = i - rows - 1;
      row[0] = second[b] / 2;
      for (let a = 0; a < rows; a++) row[a + 1] = weights[a * columns + b] / 2;
    }
    return row;
  });
}

function momentCertificate(cost: BellCost): MomentCertificate {
  const matrix = momentMatrix(cost);
  const size = matrix.length;
  const at = (i: number, j: number) => (i >= j ? matrix[i][j] : matrix[j][i]);
  const all = Array.from({ length: size }, (_, i) => i);
  const kept = all.filter((i) => all.some((j) => at(i, j) !== 0));
  const scale = matrix.reduce((sum, row) => row.reduce((part, weight) => part + 2 * Math.abs(weight), sum), 0);
  const n = kept.length;
  const { z } = interiorPoint(
    Float64Array.from({ length: n * n }, (_, p) => at(kept[Math.floor(p / n)], kept[p % n]) / scale),
    n,
  );
  const numbers = new Float64Array(size);
  kept.forEach((place, i) => {
    numbers[place] = z[i] * scale;
  });
  const rows = cost.first.length;
  return { constant: numbers[0], x: numbers.slice(1, rows + 1), y: numbers.slice(rows + 1) };
}

/**
 * Returns the bound that a certificate proves on a Bell cost with any number of ebits, whoever made it.
 *
 * With z = (constant, x, y) and C the symmetric matrix of the cost's weights, halved, if diag z - C has no negative
 * eigenvalue then cost - its constant <= sum z for all unit vectors (level 1 of NPA). Whether it has none is found as by
 * `checkCertificate`, and rounding is paid for in the same way.
 *
 * @param cost - see `bellCost`
 * @param certificate - as of `bellCeiling(cost).level1.certificate`
 * @returns a number that the cost with any ebits, and with any coins, does not exceed
 * @throws EbitError 'game' if the numbers prove nothing, or for what is no Bell cost; 'shape' unless there is one number a
 *   question and one for the constant; 'not-finite' for a number that is not finite
 * @example
 * const cost = bellCost('i3322');
 * checkMomentCertificate(cost, bellCeiling(cost).level1.certificate); // about 0.375
 */
export function checkMomentCertificate(
  cost: BellCost,
  certificate: { readonly constant: number; readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
): number {
  const checked = checkedBellCost(cost);
  if (typeof certificate !== 'object' || certificate === null) {
    throw new EbitError('shape', `The certificate is ${shownValue(certificate)}; give { constant, x, y }.`);
  }
  const z = [
    ...certifiedNumbers('constant', [certificate.constant], 1),
    ...certifiedNumbers('x', certificate.x, checked.a.length),
    ...certifiedNumbers('y', certificate.y, checked.b.length),
  ];
  const n = z.length;
  const trace = z.reduce((sum, value) => sum + Math.abs(value), 0);
  const shift = roundingShift(n, trace);
  const matrix = momentMatrix(checked).map((row, i) => row.map((weight, j) => (i === j ? z[i] + shift : -weight)));
  if (!hasCholeskyFactor(matrix)) {
    throw new EbitError(
      'game',
      'The certificate proves nothing: with it on its diagonal the matrix has a negative eigenvalue; it was made for another ' +
        'cost, or changed.',
    );
  }
  const sum = z.reduce((all, value) => all + value, checked.constant);
  return sum + n * 2 * shift + (n + 4) * UNIT_ROUNDOFF * (trace + Math.abs(checked.constant));
}
