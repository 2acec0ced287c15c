import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { type Certificate, checkCertificate } from './certificate.js';
import { classicalBest } from './classical-ceiling.js';
import { checkedGame, type Game, successOf } from './game.js';
import { roomOf } from './game-size.js';
import { quantumBest, type Vectors } from './quantum-ceiling.js';
import { type Signs, weightsOf } from './table.js';

/** How {@link ceiling} searches. */
export interface CeilingOptions {
  /** Partial assignments that the branch and bound looks at beyond 20 questions a player, at most; 2^20 unless told. */
  readonly steps?: number;
}

/** What players reach in an XOR game, and what they cannot exceed. */
export interface Ceiling {
  /** With nothing shared or with any coins, which is the same here. */
  readonly classical: {
    /** sum M_ab a_a b_b of the strategy. */
    readonly value: number;
    /** (1 + value) / 2 of a game with labels, else null. */
    readonly success: number | null;
    /** Whether nothing has a larger value, but for rounding. */
    readonly exact: boolean;
    /** No answers have a larger value; `value` itself where that is exact. */
    readonly upper: number;
    /** An answer, +1 or -1, for each question. */
    readonly strategy: Signs;
  };
  /** With any number of ebits. */
  readonly quantum: {
    /** sum M_ab u_a . v_b of the vectors. */
    readonly lower: number;
    /** What the certificate proves. */
    readonly upper: number;
    /** (1 + value) / 2 of both in a game with labels, else null. */
    readonly success: { readonly lower: number; readonly upper: number } | null;
    /** Unit vectors with u_a . v_b = E_ab, from which measurements on ebits are made. */
    readonly vectors: Vectors;
    /** See `checkCertificate`. */
    readonly certificate: Certificate;
  };
}

/** The steps of the branch and bound: about a second on 40 by 40 questions. */
const STEPS = 1_048_576;

/** Questions of both players together, for which the matrices take 300 MB. */
const MOST_QUESTIONS = 2048;

/** Matrices of all questions that the search for the quantum ceiling holds. */
const MATRICES = 11;

const OPTION_NAMES: OptionNames<CeilingOptions> = { steps: true };

/**
 * Returns the most that coins, and the most that ebits, reach in an XOR game.
 *
 *     classical = max over signs of sum_ab M_ab a_a b_b
 *     quantum   = max over unit vectors of sum_ab M_ab u_a . v_b
 *
 * The first is exact up to 30 questions on the shorter side (20 by 20 in milliseconds, 28 by 28 in seconds), and beyond
 * where a branch and bound ends within its steps, as it does in cycles and chains; else it says what it could not exclude.
 * The second is enclosed to about 1e-11 of the weights' sum by vectors and a certificate. Both bound a shot of the game,
 * (1 + value) / 2 of a game with labels, not the accuracy of many shots together. quantum <= K classical with
 * Grothendieck's constant K < 1.7823.
 *
 * @param game - see `game`; at most 2048 questions together
 * @param options - see {@link CeilingOptions}
 * @throws EbitError 'game' for what is no game, or more questions; 'config' for an unknown option; 'range' for steps that
 *   are not an integer from 1 to 2^53 - 1; 'memory' if there is not enough
 * @example
 * const { classical, quantum } = ceiling(game('chsh'));
 * classical.success; // 0.75
 * quantum.upper; // about 0.70710678
 * @see Tsirelson, "Quantum analogues of the Bell inequalities", J. Soviet Math. 36 (1987), for vectors and ebits;
 *   Braverman, Makarychev, Makarychev and Naor (2013) for Grothendieck's constant
 */
export function ceiling(game: Game, options: CeilingOptions = {}): Ceiling {
  const checked = checkedGame(game);
  checkOptions('ceiling', options, OPTION_NAMES);
  const steps = checkedWhole('The number of steps', options.steps ?? STEPS, 1, Number.MAX_SAFE_INTEGER);
  const table = weightsOf(checked);
  const questions = table.rows + table.columns;
  if (questions > MOST_QUESTIONS) {
    throw new EbitError(
      'game',
      `The game has ${table.rows} by ${table.columns} questions, whose ceilings would take ${roomOf(MATRICES * questions * questions)} ` +
        `and ${(4 * questions * questions * questions).toPrecision(2)} operations a step; they are found for at most ` +
        `${MOST_QUESTIONS} together.`,
    );
  }
  const { a, b, value, upper, exact } = classicalBest(table, steps);
  const found = quantumBest(table);
  const proven = checkCertificate(checked, found.certificate);
  // What coins reach ebits reach too; where that is all, the answers are better vectors than those of a finite search.
  const best = found.lower > value ? found : { lower: value, vectors: { dimension: 1, a, b } };
  const success = (of: number) => successOf(checked, of);
  const [least, most] = [success(best.lower), success(proven)];
  return {
    classical: {
      value,
      success: success(value),
      exact,
      upper: exact ? value : Math.min(upper, proven),
      strategy: { a, b },
    },
    quantum: {
      lower: best.lower,
      upper: proven,
      success: least === null || most === null ? null : { lower: least, upper: most },
      vectors: best.vectors,
      certificate: found.certificate,
    },
  };
}
