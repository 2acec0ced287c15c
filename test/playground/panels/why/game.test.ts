import { describe, expect, it } from 'vitest';
import { QUANTUM_BOUND } from '../../../../src/analysis/chsh-score.js';
import type { Answer, Vector } from '../../../../src/playground/panels/why/answers.js';
import {
  correlator,
  gameOf,
  QUANTUM_SCORE,
  questionAnswers,
  scoreOf,
} from '../../../../src/playground/panels/why/game.js';

const phiPlus: Vector = [1, -1, 1];
const along = (x: number, y: number, z: number): Answer => ({ mean: 0, direction: [x, y, z] });
const always = (mean: number): Answer => ({ mean, direction: [0, 0, 0] });
const r = Math.SQRT1_2;

/** The answers to both flips of a question, the flip turning the answer round. */
const flipped = ({ mean, direction: [x, y, z] }: Answer): Answer[] => [
  { mean: -mean, direction: [-x, -y, -z] },
  { mean, direction: [x, y, z] },
];

describe('the CHSH score', () => {
  it('is 2 sqrt 2 for the best measurements on a Bell pair', () => {
    const a = [along(0, 0, 1), along(1, 0, 0)];
    const b = [along(r, 0, r), along(-r, 0, r)];
    expect(scoreOf(a, b, phiPlus)).toBeCloseTo(QUANTUM_SCORE, 12);
    const game = gameOf([a.flatMap(flipped), b.flatMap(flipped)], phiPlus, 1);
    expect(game.score).toBeCloseTo(QUANTUM_SCORE, 12);
    expect(game.success).toBeCloseTo(QUANTUM_BOUND, 12);
    expect(game.right).toBe(16);
    for (const margin of game.margins) expect(margin).toBeCloseTo(r, 12);
  });

  it('turns Y round, as |Phi+> does', () => {
    expect(correlator(along(0, 1, 0), along(0, 1, 0), phiPlus)).toBe(-1);
    const a = [along(0, 0, 1), along(0, 1, 0)];
    expect(scoreOf(a, [along(0, -r, r), along(0, r, r)], phiPlus)).toBeCloseTo(QUANTUM_SCORE, 12);
  });

  it('is 2 for players who always agree, with the 12 inputs right that can be', () => {
    const a = [always(1), always(1)];
    const game = gameOf([a.flatMap(flipped), a.flatMap(flipped)], [0, 0, 0], 1);
    expect(game).toMatchObject({ score: 2, success: 0.75, right: 12 });
  });

  it('reads a negative weight as the other sign', () => {
    const a = [always(1), always(1)].flatMap(flipped);
    const b = [always(-1), always(-1)].flatMap(flipped);
    expect(gameOf([a, b], [0, 0, 0], 1).score).toBe(-2);
    expect(gameOf([a, b], [0, 0, 0], -1).score).toBe(2);
  });

  it('counts of an answer only what follows the flip', () => {
    const deaf = questionAnswers([always(1), always(1), along(0, 0, 1), along(0, 0, -1)]);
    expect(deaf.map(({ mean }) => mean)).toEqual([0, 0]);
    expect(deaf[1].direction[2]).toBe(-1);
  });
});
