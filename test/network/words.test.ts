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
  sharedLines,
  sharedName,
  shareLines,
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

test('shares, states of its own and ages in words', () => {
  const memory = { t1: 1, t2: 1 };
  const names = [...'ABCD'];
  const processors = names.map((name) => ({ name, qubits: 3, memory }));
  const at = (qubit: number, count = 4) => names.slice(0, count).map((name) => `${name}.${qubit}`);
  const rich = network({
    processors,
    ebits: [
      { between: ['A.0', 'B.0'], fidelity: 0.95, age: 2e-3 },
      { between: ['A.1', 'B.1'], age: [0, 2e-3] },
    ],
    coins: [{ between: ['C.0', 'D.0', 'A.2'] }],
    shares: [{ between: ['B.2', 'C.1', 'D.1'], generators: ['XXX', '-ZZI'], visibility: 0.9 }],
  });
  expect(ebitLines(rich)).toEqual([
    'A.0 - B.0, fidelity 0.95, age 0.002 s',
    'A.1 - B.1, fidelity 1, ages 0 and 0.002 s',
  ]);
  expect(sharedName(rich)).toBe('2 ebits, 1 coin and 1 share');
  expect(sharedLines(rich).slice(2)).toEqual([
    'coin C.0 - D.0 - A.2, basis Z',
    'share B.2 - C.1 - D.1, stabilisers XXX, -ZZI (mixed: 2 of 3 generators), visibility 0.9',
  ]);
  const shares = (...of: object[]) => network({ processors, shares: of.map((one, i) => ({ between: at(i), ...one })) });
  expect(
    shareLines(
      shares(
        { state: 'ghz' },
        {
          graph: [
            [0, 1],
            [1, 2],
          ],
          age: 0.5,
        },
        { graph: [] },
      ),
    ),
  ).toEqual([
    'A.0 - B.0 - C.0 - D.0, GHZ state',
    'A.1 - B.1 - C.1 - D.1, graph state 0-1, 1-2, age 0.5 s',
    'A.2 - B.2 - C.2 - D.2, graph state without edges',
  ]);
  expect(networkText(shares({ state: 'ghz' }))).toBe(
    'A (3 qubits, memory t1 1 s t2 1 s), B (3 qubits, memory t1 1 s t2 1 s), C (3 qubits, memory t1 1 s t2 1 s) and ' +
      'D (3 qubits, memory t1 1 s t2 1 s), 1 share of GHZ state',
  );
  expect(sharedName(shares({ state: 'ghz' }, { state: 'ghz' }))).toBe('2 shares');
  const correlations = [0, 1, 2, 3].map((p) => [0, 1, 2, 3].map((q) => (p + q === 0 ? 1 : 0)));
  const state = [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => (row === column ? 0.25 : 0)));
  const ebits = [
    { between: ['A.0', 'B.0'] as const, correlations },
    { between: ['A.1', 'B.1'] as const, state },
  ];
  expect(ebitLines(network({ processors, ebits }))).toEqual([
    'A.0 - B.0, correlations of its own',
    'A.1 - B.1, a density matrix of its own',
  ]);
});

test('what is entangled across which cuts', () => {
  const names = [...'ABCDE'];
  const shared = (count: number, spec: object) => {
    const own = names.slice(0, count);
    const processors = own.map((name) => ({ name, qubits: 1 }));
    return entanglementText(
      sharedStates(network({ processors, shares: [{ between: own.map((name) => `${name}.0`), ...spec }] })),
    );
  };
  expect(shared(2, { state: 'ghz' })).toBe('entangled: share A.0 - B.0');
  expect(shared(2, { generators: ['ZZ'] })).toBe('separable: share A.0 - B.0');
  expect(shared(3, { state: 'ghz' })).toBe('entangled: share A.0 - B.0 - C.0 (across every cut)');
  expect(shared(3, { graph: [[0, 1]] })).toBe('entangled: share A.0 - B.0 - C.0 (across A|BC, AC|B)');
  expect(shared(3, { generators: ['XXX'] })).toBe('not shown to be entangled: share A.0 - B.0 - C.0');
  expect(shared(5, { graph: [[0, 1]] })).toBe(
    'entangled: share A.0 - B.0 - C.0 - D.0 - E.0 (across 8 of 15 cuts, such as A|BCDE)',
  );
});
