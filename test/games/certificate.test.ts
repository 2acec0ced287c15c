import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { ceiling } from '../../src/games/ceiling.js';
import { checkCertificate } from '../../src/games/certificate.js';
import { type Game, game } from '../../src/games/game.js';
import { refusal } from '../refusal.js';

const half = Math.SQRT1_2 / 2;
const tsirelson = { x: [half, half], y: [half, half] };

/** The least eigenvalue of [[diag x, -M], [-M^T, diag y]]. */
function leastEigenvalue({ a, b, weights }: Game, { x, y }: { x: ArrayLike<number>; y: ArrayLike<number> }): number {
  const n = a.length + b.length;
  const matrix = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) matrix.set(i, i, i < a.length ? x[i] : y[i - a.length]);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      matrix.set(i, a.length + j, -weights[i * b.length + j]);
      matrix.set(a.length + j, i, -weights[i * b.length + j]);
    }
  }
  return Math.min(...new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues);
}

describe('a certificate', () => {
  test('that touches zero proves its sum, but for rounding', () => {
    const bound = checkCertificate(game('chsh'), tsirelson);
    expect(bound).toBeGreaterThanOrEqual(Math.SQRT1_2);
    expect(bound).toBeLessThan(Math.SQRT1_2 + 1e-13);
  });

  test('with more than is needed proves that', () => {
    expect(checkCertificate(game('chsh'), { x: [1, 1], y: [2, 2] })).toBeCloseTo(3, 12);
    expect(checkCertificate(game('chsh'), { x: [half, half], y: [half, 1] })).toBeGreaterThan(Math.SQRT1_2 + 0.3);
  });

  test.each([
    ['a little less in one place', { x: [half, half], y: [half, half - 1e-9] }],
    ['what coins reach', { x: [0.25, 0.25], y: [0.25, 0.25] }],
    ['nothing', { x: [0, 0], y: [0, 0] }],
    ['less than nothing', { x: [-1, -1], y: [-1, -1] }],
    ['a large and a small number', { x: [1e9, 1e-12], y: [half, half] }],
  ])('of %s is refused', (_, forged) => {
    const error = refusal(() => checkCertificate(game('chsh'), forged));
    expect(error.code).toBe('game');
    expect(error.message).toContain('proves nothing');
  });

  test('of another game is refused', () => {
    const { certificate } = ceiling(game('inner-product 3')).quantum;
    expect(refusal(() => checkCertificate(game('random 8 8 1'), certificate)).code).toBe('game');
  });

  test.each(['chsh', 'odd-cycle 7', 'access 3', 'inner-product 3', 'random 9 14 2'])(
    'of %s has no negative eigenvalue by another solver, and has one if it is lowered',
    (words) => {
      const made = game(words);
      const { certificate, lower } = ceiling(made).quantum;
      expect(leastEigenvalue(made, certificate)).toBeGreaterThan(-1e-14);
      const lowered = { x: certificate.x.map((value) => value - 1e-8), y: certificate.y };
      expect(leastEigenvalue(made, lowered)).toBeLessThan(0);
      expect(refusal(() => checkCertificate(made, lowered)).code).toBe('game');
      const raised = { x: certificate.x.map((value) => value + 1e-3), y: certificate.y };
      expect(checkCertificate(made, raised)).toBeCloseTo(lower + made.a.length * 5e-4, 9);
    },
  );

  test.each([
    ['too few numbers', { x: [1], y: [1, 1] }, 'shape'],
    ['no numbers', { x: [1, Number.NaN], y: [1, 1] }, 'not-finite'],
    ['nothing', null, 'shape'],
  ])('with %s is refused', (_, certificate, code) => {
    expect(refusal(() => checkCertificate(game('chsh'), certificate as never)).code).toBe(code);
  });
});
