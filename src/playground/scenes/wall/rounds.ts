// The rounds of CHSH that three pairs of players play against the same questions, and what each pair wins on average.
import { type RandomStream, randomStream } from '../../../random.js';

/** What the two players share, in the order of the rows. */
export const sharings = ['nothing', 'coin', 'ebit'] as const;

/** One of {@link sharings}. */
export type Sharing = (typeof sharings)[number];

/** An answer of a player. */
export type Answer = 1 | -1;

/** A question to a player. */
export type Question = 0 | 1;

/** What a player answers to the questions 0 and 1. */
export type Answers = readonly [Answer, Answer];

/** Both players' answers, decided before the questions. */
export interface FixedStrategy {
  readonly a: Answers;
  readonly b: Answers;
}

/** What one pair of players did in a round. */
export interface Played {
  readonly a: Answer;
  readonly b: Answer;
  readonly isWon: boolean;
}

/** One round: all pairs of players are asked the same. */
export interface Round {
  readonly x: Question;
  readonly y: Question;
  readonly played: Readonly<Record<Sharing, Played>>;
}

/** Some of the best fixed answers: they lose only where both are asked 1. */
export const FIXED: FixedStrategy = { a: [1, 1], b: [1, 1] };

/** Others: they lose only where the first is asked 1 and the second 0. */
export const OTHER: FixedStrategy = { a: [1, -1], b: [1, 1] };

/** The product of the answers that wins: the same answers, but for the questions 1 and 1. */
export function wanted(x: Question, y: Question): Answer {
  return x === 1 && y === 1 ? -1 : 1;
}

/**
 * Returns how much the answers of a pair of fidelity F agree with those wanted, E_xy wanted_xy, the same for all questions.
 *
 * The directions are the best ones for a perfect pair, 45 degrees apart: f / sqrt(2) with f = (4 F - 1) / 3 of a Werner pair.
 */
export function agreement(fidelity: number): number {
  return ((4 * fidelity - 1) / 3) * Math.SQRT1_2;
}

/** Returns the chance to win a round, exactly. */
export function chanceToWin(sharing: Sharing, fidelity: number): number {
  return sharing === 'ebit' ? (1 + agreement(fidelity)) / 2 : 3 / 4;
}

/**
 * Returns the chance to win when asked these questions, exactly.
 *
 * @param x - asked on the left
 * @param y - asked on the right
 */
export function chanceToWinAsked(sharing: Sharing, fidelity: number, x: Question, y: Question): number {
  if (sharing === 'ebit') return chanceToWin(sharing, fidelity);
  const wins = (strategy: FixedStrategy) => (strategy.a[x] * strategy.b[y] === wanted(x, y) ? 1 : 0);
  return sharing === 'nothing' ? wins(FIXED) : (wins(FIXED) + wins(OTHER)) / 2;
}

/** Rounds that are found by their numbers: the same seed and number, the same round. */
export interface Match {
  round(index: number): Round;
}

function answered(a: Answer, b: Answer, x: Question, y: Question): Played {
  return { a, b, isWon: a * b === wanted(x, y) };
}

const firstBit = (stream: RandomStream, index: number) => (stream.bits(index)[0] >>> 31) as Question;

/**
 * Returns the match of a seed: the referee draws the questions, the coin falls, the pair is measured.
 *
 * With nothing shared the answers are fixed; a coin picks one of two fixed strategies; a pair answers by
 * P(a b | x y) = (1 + a b E_xy) / 4, each player's answer alone being random.
 *
 * @param seed - integer from 0 to 2^53 - 1
 * @param fidelity - of the pair, from 1/4 to 1
 */
export function match(seed: number, fidelity: number): Match {
  const [forA, forB, coin, alone, together] = ['a', 'b', 'coin', 'alone', 'together'].map((name) =>
    randomStream(seed, `wall ${name}`),
  );
  const agrees = (1 + agreement(fidelity)) / 2;
  return {
    round(index) {
      const x = firstBit(forA, index);
      const y = firstBit(forB, index);
      const chosen = firstBit(coin, index) === 0 ? FIXED : OTHER;
      const a: Answer = firstBit(alone, index) === 0 ? 1 : -1;
      const product = together.uniform(index) < agrees ? wanted(x, y) : -wanted(x, y);
      return {
        x,
        y,
        played: {
          nothing: answered(FIXED.a[x], FIXED.b[y], x, y),
          coin: answered(chosen.a[x], chosen.b[y], x, y),
          ebit: answered(a, (a * product) as Answer, x, y),
        },
      };
    },
  };
}
