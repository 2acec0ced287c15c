import { expect, test } from 'vitest';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { sharedStates } from '../../src/network/shared-states.js';
import {
  coinLines,
  ebitLines,
  ebitsName,
  entanglementText,
  networkText,
  noiseLines,
  sharedName,
} from '../../src/network/words.js';

test('a network in words', () => {
  expect(networkText(bellNetwork({ ebits: 0 }))).toBe('A (4 qubits) and B (4 qubits), no ebit');
  expect(networkText(bellNetwork({ ebits: 2, fidelity: 0.9, qubits: 2 }))).toBe(
    'A (2 qubits) and B (2 qubits), 2 ebits of fidelity 0.9',
  );
  const three = network({
    processors: [
      { name: 'A', qubits: 1, readoutError: 0.01 },
      { name: 'B', qubits: 2, readoutError: { flip0: 0.1, flip1: 0.2 } },
      { name: 'C', qubits: 2 },
    ],
    ebits: [
      { between: ['A.0', 'B.0'], fidelity: 0.9 },
      { between: ['B.1', 'C.1'], weights: { phiPlus: 0.5, phiMinus: 0.5, psiPlus: 0, psiMinus: 0 } },
    ],
  });
  expect(networkText(three)).toBe(
    'A (1 qubit, readout error 0.01), B (2 qubits, readout error 0.1/0.2) and C (2 qubits), 2 ebits of different states',
  );
  expect(ebitLines(three)).toEqual(['A.0 - B.0, fidelity 0.9', 'B.1 - C.1, Bell weights 0.5, 0.5, 0, 0']);
  expect([0, 1, 2].map(ebitsName)).toEqual(['no ebit', '1 ebit', '2 ebits']);
});

test('noise in words: a line a kind, with those that have it', () => {
  const all = { channel: 'depolarizing', p: 0.01 } as const;
  const noisy = network({
    processors: [
      { name: 'A', qubits: 1, noise: [all, { after: ['cz', 'h'], channel: 'pauli', p: [0.1, 0, 0.2] }] },
      { name: 'B', qubits: 2, readoutError: 0.1, noise: [all] },
      { name: 'C', qubits: 2, noise: [{ after: 'one-qubit', channel: 'thermal', t1: 1e-3, t2: 2e-3, time: 1e-6 }] },
      { name: 'D', qubits: 1, noise: [{ after: 'two-qubit', channel: 'phaseDamping', g: 0.5 }] },
      { name: 'E', qubits: 1 },
    ],
  });
  expect(networkText(noisy)).toBe(
    'A (1 qubit, noisy gates), B (2 qubits, readout error 0.1, noisy gates), C (2 qubits, noisy gates), ' +
      'D (1 qubit, noisy gates) and E (1 qubit), no ebit',
  );
  expect(noiseLines(noisy)).toEqual([
    'A, B: depolarizing (p 0.01) behind all gates',
    'A: pauli (pX 0.1, pY 0, pZ 0.2) behind cz, h',
    'C: thermal (t1 0.001 s, t2 0.002 s, time 0.000001 s) behind gates on one qubit',
    'D: phaseDamping (g 0.5) behind gates on two qubits',
  ]);
  expect(noiseLines(bellNetwork({ ebits: 1 }))).toEqual([]);
});

test('a network with coins in words', () => {
  const fair = bellNetwork({ ebits: 0, coins: 2 });
  expect(networkText(fair)).toBe('A (4 qubits) and B (4 qubits), 2 coins of basis Z');
  expect(sharedName(fair)).toBe('2 coins');
  expect(entanglementText(sharedStates(fair))).toBe('separable: coin A.0 - B.0, coin A.1 - B.1');
  const mixed = network({
    processors: [
      { name: 'A', qubits: 3 },
      { name: 'B', qubits: 3 },
    ],
    ebits: [{ between: ['A.0', 'B.0'] }],
    coins: [{ between: ['A.1', 'B.2'] }, { between: ['A.2', 'B.1'], heads: 0.3, basis: 'X' }],
  });
  expect(networkText(mixed)).toBe('A (3 qubits) and B (3 qubits), 1 ebit of fidelity 1, 2 coins of different states');
  expect(coinLines(mixed)).toEqual(['A.1 - B.2, basis Z', 'A.2 - B.1, heads 0.3, basis X']);
  expect(sharedName(mixed)).toBe('1 ebit and 2 coins');
  expect(entanglementText(sharedStates(mixed))).toBe(
    'entangled: ebit A.0 - B.0; separable: coin A.1 - B.2, coin A.2 - B.1',
  );
  expect([0, 1].map((ebits) => sharedName(bellNetwork({ ebits })))).toEqual(['no ebit', '1 ebit']);
  expect(entanglementText([])).toBe('nothing');
});
