import { expect, test } from 'vitest';
import { bellCorrelations } from '../../src/network/bell-state.js';
import { isPairEntangled } from '../../src/network/shared-states.js';
import { isEntangled } from '../../src/playground/entangled.js';

test.each([
  [0.25, false],
  [0.4, false],
  [0.5, false],
  [0.51, true],
  [1, true],
])('a Werner pair of fidelity %d is entangled: %s', (fidelity, wanted) => {
  expect(isEntangled(fidelity)).toBe(wanted);
  expect(isPairEntangled(bellCorrelations({ kind: 'werner', fidelity }))).toBe(wanted);
});

test('the largest Bell weight counts, whichever it is', () => {
  const pair = (phiPlus: number, phiMinus: number, psiPlus: number, psiMinus: number) =>
    isPairEntangled(bellCorrelations({ kind: 'weights', weights: { phiPlus, phiMinus, psiPlus, psiMinus } }));
  expect([pair(0, 0.8, 0.2, 0), pair(0.1, 0, 0, 0.9), pair(0, 0.3, 0.7, 0)]).toEqual([true, true, true]);
  expect([pair(0.5, 0.5, 0, 0), pair(0.25, 0.25, 0.25, 0.25)]).toEqual([false, false]);
});
