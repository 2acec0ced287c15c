import { expect, test } from 'vitest';
import { ebitLines, ebitsName, modelText, networkText, parametersText } from '../../src/cli/describe.js';
import { classifier } from '../../src/models/classifier.js';
import { zz } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';

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

test('a model in words', () => {
  const model = classifier({
    network: bellNetwork({ ebits: 1 }),
    embedding: zz({ pairs: 'all' }),
    mixing: { layers: 1 },
    circuit: qcnn({ depth: 2 }),
    weights: 'parity',
  });
  expect(modelText(model)).toBe('1 mixing layer, zz embedding (all), qcnn of depth 2, parity weights');
  expect(parametersText(model)).toBe('56 angles and 1 weight');
});
