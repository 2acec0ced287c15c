// Models of which the parity alone is contracted, see engine-cases.ts.
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { network } from '../../src/network/network.js';
import type { EngineCase } from './engine-cases.js';

export const parityCases: readonly EngineCase[] = [
  {
    name: 'a chain of four with parity weights, readout errors at two',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 1, readoutError: { flip0: 0.02, flip1: 0.11 } },
          { name: 'B', qubits: 2 },
          { name: 'C', qubits: 2 },
          { name: 'D', qubits: 1, readoutError: 0.05 },
        ],
        ebits: [
          { between: ['C.1', 'A.0'], weights: { phiPlus: 0.7, phiMinus: 0, psiPlus: 0.3, psiMinus: 0 } },
          { between: ['D.0', 'B.1'] },
        ],
        coins: [{ between: ['B.0', 'C.0'], heads: 0.3, basis: 'X' }],
      }),
      circuit: qcnn({ depth: 1 }),
      weights: 'parity',
    }),
    engines: ['observable', 'state'],
  },
];
