import type { Answer, Vector } from './answers.js';
import { INPUTS } from './answers.js';

/** What both parties answer: each to the four inputs. */
export type Answers = readonly [readonly Answer[], readonly Answer[]];

/** Every pair of a question and a flip, for both parties; as many have the label +1 as -1. */
export const INPUT_COUNT = INPUTS.length * INPUTS.length;

/** The greatest score of everything separable, shared coins included, and of any entanglement. */
export const CLASSICAL_SCORE = 2;
export const QUANTUM_SCORE = 2 * Math.SQRT2;

/** A game as it is played at one moment of a training. */
export interface Game {
  /** S = sum over questions of (-1)^(s t) times the correlator, flips divided out. */
  readonly score: number;
  /** The probability of winning in a single shot: 1/2 + S/8. */
  readonly success: number;
  /** L E / w for the 16 inputs, in the order of `chsh`. */
  readonly margins: readonly number[];
  /** How many of the 16 labels are right. */
  readonly right: number;
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/**
 * The direction of B as it acts on A's half: (x, -y, z) turned by the pair's correlations (t_X, t_Y, t_Z), which for
 * |Phi+> are (1, -1, 1). The correlator of a and b is then the product of the means plus a · b.
 */
export function seenFromOther([x, y, z]: Vector, [tx, ty, tz]: Vector): Vector {
  return [tx * x, ty * y, tz * z];
}

/** The correlator <Z Z> of two answers on a pair with the given correlations. */
export function correlator(a: Answer, b: Answer, correlations: Vector): number {
  return a.mean * b.mean + dot(a.direction, seenFromOther(b.direction, correlations));
}

/** What a party answers to a question, the flip divided out: half of answer(flip 1) - answer(flip -1). */
export function questionAnswers(answers: readonly Answer[]): [Answer, Answer] {
  const half = (question: number): Answer => {
    const [minus, plus] = [-1, 1].map(
      (flip) => answers[INPUTS.findIndex((input) => input.question === question && input.flip === flip)],
    );
    const direction = plus.direction.map((value, i) => (value - minus.direction[i]) / 2);
    return { mean: (plus.mean - minus.mean) / 2, direction: [direction[0], direction[1], direction[2]] };
  };
  return [half(0), half(1)];
}

/** S of four answers, two a party, of which the correlator of both questions 1 counts negative. */
export function scoreOf(a: readonly Answer[], b: readonly Answer[], correlations: Vector): number {
  let sum = 0;
  for (const s of [0, 1]) {
    for (const t of [0, 1]) sum += (s * t === 1 ? -1 : 1) * correlator(a[s], b[t], correlations);
  }
  return sum;
}

/**
 * Returns how the game stands.
 *
 * @param correlations - of the pair; zeros where there is none
 * @param sign - -1 where the trained parity weight is negative, which reads one bit the other way round
 */
export function gameOf([a, b]: Answers, correlations: Vector, sign: 1 | -1): Game {
  const margins = INPUTS.flatMap((own, i) =>
    INPUTS.map((other, j) => {
      const label = (own.question * other.question === 1 ? -1 : 1) * own.flip * other.flip;
      return label * sign * correlator(a[i], b[j], correlations);
    }),
  );
  const score = sign * scoreOf(questionAnswers(a), questionAnswers(b), correlations);
  const right = margins.filter((margin) => margin > 0).length;
  return { score, success: 1 / 2 + score / 8, margins, right };
}
