import { describe, expect, test } from 'vitest';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { sharedStates } from '../../src/network/shared-states.js';
import { refusal } from '../refusal.js';

const entangled = (net: Parameters<typeof sharedStates>[0]) => sharedStates(net).map((state) => state.entangled);

describe('sharedStates', () => {
  test('says of each ebit and coin where it is and whether it is entangled', () => {
    expect(sharedStates(bellNetwork({ ebits: 1, coins: 1 }))).toEqual([
      { kind: 'ebit', between: ['A.0', 'B.0'], entangled: true },
      { kind: 'coin', between: ['A.1', 'B.1'], entangled: false },
    ]);
    expect(sharedStates(bellNetwork({ ebits: 0 }))).toEqual([]);
  });

  test.each([
    [0.25, false],
    [0.5, false],
    [0.5 + 1e-15, false],
    [0.5 + 1e-9, true],
    [0.7, true],
    [1, true],
  ])('a Werner state of fidelity %d: %s', (fidelity, expected) => {
    expect(entangled(bellNetwork({ ebits: 1, fidelity }))).toEqual([expected]);
  });

  // Bell-diagonal states with the largest weight at each of the four places.
  test.each(['phiPlus', 'phiMinus', 'psiPlus', 'psiMinus'] as const)('by the largest weight, here %s', (largest) => {
    const rest = (weight: number) => (1 - weight) / 3;
    const withWeight = (weight: number) => {
      const others = { phiPlus: rest(weight), phiMinus: rest(weight), psiPlus: rest(weight), psiMinus: rest(weight) };
      return network({
        processors: [
          { name: 'A', qubits: 1 },
          { name: 'B', qubits: 1 },
        ],
        ebits: [{ between: ['A.0', 'B.0'], weights: { ...others, [largest]: weight } }],
      });
    };
    expect([0.4, 0.5, 0.55].map((weight) => entangled(withWeight(weight))[0])).toEqual([false, false, true]);
  });

  test('refuses what is no network', () => {
    expect(refusal(() => sharedStates({ processors: [] } as never)).code).toBe('network');
  });
});
