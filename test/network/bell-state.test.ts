import { describe, expect, test } from 'vitest';
import { type BellWeights, bellCorrelations } from '../../src/network/bell-state.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** Real 4 x 4 matrices, row-major; every matrix below is real, since Y(x)Y is. */
type Matrix = readonly number[];

const R = Math.SQRT1_2;
const BELL_STATES: Record<keyof BellWeights, readonly number[]> = {
  phiPlus: [R, 0, 0, R],
  phiMinus: [R, 0, 0, -R],
  psiPlus: [0, R, R, 0],
  psiMinus: [0, R, -R, 0],
};
// biome-ignore format: matrices are read by rows
const XX: Matrix = [0, 0, 0, 1,  0, 0, 1, 0,  0, 1, 0, 0,  1, 0, 0, 0];
// biome-ignore format: matrices are read by rows
const YY: Matrix = [0, 0, 0, -1,  0, 0, 1, 0,  0, 1, 0, 0,  -1, 0, 0, 0];
// biome-ignore format: matrices are read by rows
const ZZ: Matrix = [1, 0, 0, 0,  0, -1, 0, 0,  0, 0, -1, 0,  0, 0, 0, 1];
// biome-ignore format: matrices are read by rows
const II: Matrix = [1, 0, 0, 0,  0, 1, 0, 0,  0, 0, 1, 0,  0, 0, 0, 1];

function mixture(weights: BellWeights): Matrix {
  const rho = new Array<number>(16).fill(0);
  for (const name of Object.keys(BELL_STATES) as (keyof BellWeights)[]) {
    const state = BELL_STATES[name];
    for (let i = 0; i < 16; i++) rho[i] += weights[name] * state[i >> 2] * state[i & 3];
  }
  return rho;
}

function fromCorrelations([tX, tY, tZ]: readonly [number, number, number]): Matrix {
  return II.map((one, i) => (one + tX * XX[i] + tY * YY[i] + tZ * ZZ[i]) / 4);
}

function distance(a: Matrix, b: Matrix): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

const NONE: BellWeights = { phiPlus: 0, phiMinus: 0, psiPlus: 0, psiMinus: 0 };

describe('bellCorrelations', () => {
  test('knows the four Bell states', () => {
    const of = (weights: Partial<BellWeights>) =>
      bellCorrelations({ kind: 'weights', weights: { ...NONE, ...weights } });
    expect(of({ phiPlus: 1 })).toEqual([1, -1, 1]);
    expect(of({ phiMinus: 1 })).toEqual([-1, 1, 1]);
    expect(of({ psiPlus: 1 })).toEqual([1, 1, -1]);
    expect(of({ psiMinus: 1 })).toEqual([-1, -1, -1]);
  });

  test('gives the density matrix of any mixture', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 }), (parts) => {
        const sum = parts.reduce((a, b) => a + b);
        const [phiPlus, phiMinus, psiPlus, psiMinus] = parts.map((part) => part / sum);
        const weights = { phiPlus, phiMinus, psiPlus, psiMinus };
        const correlations = bellCorrelations({ kind: 'weights', weights });
        expect(distance(fromCorrelations(correlations), mixture(weights))).toBeLessThan(1e-15);
      }),
    );
  });

  test('gives the density matrix of a Werner state', () => {
    for (const fidelity of [0.25, 0.5, 0.81, 0.95, 1]) {
      const rest = (1 - fidelity) / 3;
      const weights = { phiPlus: fidelity, phiMinus: rest, psiPlus: rest, psiMinus: rest };
      const correlations = bellCorrelations({ kind: 'werner', fidelity });
      expect(distance(fromCorrelations(correlations), mixture(weights))).toBeLessThan(1e-15);
    }
  });

  test('is exact at both ends of the fidelity', () => {
    expect(bellCorrelations({ kind: 'werner', fidelity: 1 })).toEqual([1, -1, 1]);
    expect(bellCorrelations({ kind: 'werner', fidelity: 0.25 }).map(Math.abs)).toEqual([0, 0, 0]);
  });

  test('refuses fidelities outside [1/4, 1]', () => {
    for (const fidelity of [0.2499, 1.0001, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusal(() => bellCorrelations({ kind: 'werner', fidelity }))).toMatchObject({
        code: 'network',
        message: expect.stringContaining(String(fidelity)),
      });
    }
  });

  test('refuses weights that are not probabilities with sum 1', () => {
    const of = (weights: BellWeights) => refusal(() => bellCorrelations({ kind: 'weights', weights }));
    expect(of({ phiPlus: 1.1, phiMinus: -0.1, psiPlus: 0, psiMinus: 0 }).message).toContain('phiPlus is 1.1');
    expect(of({ phiPlus: 0.9, phiMinus: 0, psiPlus: 0.2, psiMinus: -0.1 }).message).toContain('psiMinus is -0.1');
    expect(of({ phiPlus: 0.9, phiMinus: 0, psiPlus: 0, psiMinus: 0 }).message).toContain('sum to 0.9');
    expect(of({ phiPlus: Number.NaN, phiMinus: 0, psiPlus: 0, psiMinus: 1 }).code).toBe('network');
    expect(of({ ...NONE, phiPlus: 1 + 2e-9 }).code).toBe('network');
    const nearly = { phiPlus: 0.5, phiMinus: 0.5 - 5e-10, psiPlus: 0, psiMinus: 0 };
    expect(bellCorrelations({ kind: 'weights', weights: nearly })[2]).toBeCloseTo(1, 8);
  });
});
