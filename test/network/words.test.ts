import { expect, test } from 'vitest';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { ebitLines, ebitsName, networkText } from '../../src/network/words.js';

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
