import { describe, expect, test } from 'vitest';
import { DISTILLATION_PROTOCOLS, distillationRound, distilled, wernerWeights } from '../../src/links/distillation.js';
import type { BellWeights } from '../../src/network/bell-state.js';
import { bellPair, bellWeights, slowRound } from '../oracle/distillation.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

const listed = ({ phiPlus, phiMinus, psiPlus, psiMinus }: BellWeights) => [phiPlus, phiMinus, psiPlus, psiMinus];
const named = ([phiPlus, phiMinus, psiPlus, psiMinus]: readonly number[]): BellWeights => ({
  phiPlus,
  phiMinus,
  psiPlus,
  psiMinus,
});

function expectNear(found: readonly number[], expected: readonly number[], tolerance = 1e-12): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `place ${i}: ${value} for ${expected[i]}`).toBeLessThan(tolerance);
  });
}

/** Weights of any Bell-diagonal state. */
const anyWeights = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((values) => {
    const total = values.reduce((sum, value) => sum + value, 0);
    return named(values.map((value) => value / total));
  });

describe('published numbers', () => {
  test('a round of BBPSSW on Werner pairs of fidelity 0.7', () => {
    const { fidelity, pairs, rounds, weights } = distilled(wernerWeights(0.7), { protocol: 'bbpssw', rounds: 1 });
    expectNear([rounds[0].success, fidelity, pairs], [0.68, 25 / 34, 2 / 0.68]);
    expect([fidelity.toFixed(6), pairs.toFixed(2)]).toEqual(['0.735294', '2.94']);
    expectNear(listed(weights), [25 / 34, 7 / 34, 1 / 34, 1 / 34]);
  });

  test('a round of DEJMPS on the same', () => {
    const { weights, rounds } = distilled(wernerWeights(0.7), { protocol: 'dejmps', rounds: 1 });
    const { phiPlus, psiMinus, psiPlus, phiMinus } = weights;
    expect([phiPlus, psiMinus, psiPlus, phiMinus].map((value) => value.toFixed(4))).toEqual([
      '0.7353',
      '0.0294',
      '0.0294',
      '0.2059',
    ]);
    expectNear([rounds[0].success], [0.68]);
  });

  test.each([0.55, 0.7, 0.9, 0.99])('BBPSSW is the recurrence of fidelities from %f on', (fidelity) => {
    let [f, taken] = [fidelity, 1];
    const { rounds, pairs } = distilled(wernerWeights(fidelity), { protocol: 'bbpssw', rounds: 5 });
    for (const round of rounds) {
      const g = (1 - f) / 3;
      const p = f * f + 2 * f * g + 5 * g * g;
      f = (f * f + g * g) / p;
      taken *= 2 / p;
      expectNear([round.success, round.fidelity], [p, f]);
    }
    expect(Math.abs(pairs / taken - 1)).toBeLessThan(1e-12);
  });

  test('DEJMPS is the recurrence of weights, which fewer rounds take far', () => {
    let [a, b, c, d] = [0.6, 0.1, 0.05, 0.25];
    const { rounds } = distilled(
      { phiPlus: a, psiMinus: b, psiPlus: c, phiMinus: d },
      { protocol: 'dejmps', rounds: 6 },
    );
    for (const { success, weights } of rounds) {
      const n = (a + b) * (a + b) + (c + d) * (c + d);
      [a, b, c, d] = [(a * a + b * b) / n, (2 * c * d) / n, (c * c + d * d) / n, (2 * a * b) / n];
      expectNear([success, weights.phiPlus, weights.psiMinus, weights.psiPlus, weights.phiMinus], [n, a, b, c, d]);
    }
    expect(rounds[5].fidelity).toBeGreaterThan(0.98);
  });
});

test('a round of either protocol is what four qubits, their gates and a measurement make of two different pairs', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DISTILLATION_PROTOCOLS), anyWeights, anyWeights, (protocol, first, second) => {
      const slow = slowRound(protocol, bellPair(listed(first)), bellPair(listed(second)));
      const { success, weights, fidelity } = distillationRound(protocol, first, second);
      expectNear([success, ...listed(weights)], [slow.success, ...bellWeights(slow.pair)]);
      expect(fidelity).toBe(weights.phiPlus);
    }),
    { numRuns: 40 },
  );
});

test('BBPSSW gains in every round above one half, and never loses what is perfect', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.501, max: 0.999, noNaN: true }), (fidelity) => {
      const { rounds } = distilled(wernerWeights(fidelity), { protocol: 'bbpssw', rounds: 3 });
      const course = [fidelity, ...rounds.map((round) => round.fidelity)];
      for (let i = 1; i < course.length; i++) expect(course[i]).toBeGreaterThan(course[i - 1]);
    }),
  );
  expect(distilled(wernerWeights(1), { protocol: 'dejmps', rounds: 10 })).toMatchObject({ fidelity: 1, pairs: 1024 });
});

test('without a round a pair stays as it is', () => {
  const weights = named([0.4, 0.3, 0.2, 0.1]);
  expect(distilled(weights, { protocol: 'bbpssw', rounds: 0 })).toEqual({
    weights,
    fidelity: 0.4,
    pairs: 1,
    rounds: [],
  });
});

test('what is no pair, no protocol and no number of rounds is refused', () => {
  const one = { protocol: 'dejmps', rounds: 1 } as const;
  const good = wernerWeights(0.8);
  expect(refusal(() => distilled(wernerWeights(0.5), one)).message).toBe(
    'Pairs of fidelity 0.5 gain nothing by distillation, which takes more than 1/2; leave it out, or make better pairs.',
  );
  expect(refusal(() => distilled(good, { protocol: 'dejmp' as 'dejmps', rounds: 1 })).message).toBe(
    'There is no distillation protocol "dejmp". Did you mean "dejmps"? Use "bbpssw" or "dejmps".',
  );
  expect(refusal(() => distilled(good, { ...one, rounds: 11 })).message).toBe(
    'The number of rounds of distillation is 11; give an integer from 0 to 10.',
  );
  expect(refusal(() => distilled(good, { ...one, round: 2 } as never)).message).toContain('Did you mean "rounds"?');
  expect(refusal(() => distilled({ ...good, phiPlus: 0.9 }, one)).code).toBe('network');
  expect(refusal(() => distilled({ ...good, phi: 0 } as never, one)).code).toBe('network');
  expect(refusal(() => distilled(0.7 as never, one)).message).toContain('Bell weights are 0.7');
});
