// Models that read out several qubits of a processor, of every kind that an engine meets.
import { data, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import type { EngineCase } from './engine-cases.js';

const turning = circuit(2).ry(parameter(0), 0).rx(parameter(1), 1).cz(0, 1).ry(parameter(2), 0).rx(parameter(0), 1);
const measuring = circuit(3)
  .ry(parameter(0), 0)
  .rx(parameter(1), 2)
  .cz(0, 2)
  .measure(1)
  .when(1, 1, (b) => b.rz(parameter(2), 0).rx(parameter(3), 0))
  .ry(parameter(2), 2);

export const readoutCases: readonly EngineCase[] = [
  {
    name: 're-uploading with all qubits read out',
    model: classifier({
      network: bellNetwork({ ebits: 1, fidelity: 0.95, qubits: 2 }),
      circuit: reuploading({ layers: 2, readout: 'all', features: 3 }),
    }),
    engines: ['state'],
  },
  {
    name: 'two of three qubits read out in reverse order, one of two beside it, readout errors, halves in other orders, mixing',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 3, readoutError: { flip0: 0.02, flip1: 0.11 } },
          { name: 'B', qubits: 2, readoutError: 0.07 },
        ],
        ebits: [
          { between: ['A.2', 'B.0'], fidelity: 0.9 },
          { between: ['A.0', 'B.1'], weights: { phiPlus: 0.6, phiMinus: 0.1, psiPlus: 0.25, psiMinus: 0.05 } },
        ],
      }),
      mixing: { layers: 1 },
      circuit: customCircuit([
        { circuit: measuring, readout: [2, 0] },
        { circuit: turning.ry(scaledData(3, 1), 1), readout: 1 },
      ]),
    }),
    engines: ['state'],
  },
  {
    name: 'three in a ring that read out two, one and two qubits',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 2 },
          { name: 'B', qubits: 2, readoutError: 0.1 },
          { name: 'C', qubits: 2 },
        ],
        ebits: [{ between: ['A.1', 'B.0'] }, { between: ['C.0', 'B.1'], fidelity: 0.8 }],
        coins: [{ between: ['A.0', 'C.1'], heads: 0.3 }],
      }),
      circuit: customCircuit([
        { circuit: turning, readout: [0, 1] },
        { circuit: turning.ry(data(0), 1), readout: 1 },
        { circuit: turning, readout: [1, 0] },
      ]),
      weights: 'parity',
    }),
    engines: ['state'],
  },
  {
    name: 'a single processor that reads out three of four qubits',
    model: classifier({
      network: network({ processors: [{ name: 'A', qubits: 4, readoutError: { flip0: 0.05, flip1: 0 } }] }),
      circuit: reuploading({ layers: 2, readout: [3, 0, 2] }),
      weights: 'fixed',
    }),
    engines: ['state'],
  },
  {
    name: 'an ebit and a coin where all qubits are read out',
    model: classifier({
      network: bellNetwork({ ebits: 1, coins: 1, qubits: 2 }),
      circuit: customCircuit({ circuit: turning, readout: [0, 1] }),
    }),
    engines: ['state'],
  },
  {
    name: 'unitary inputs with both qubits read out',
    model: classifier({
      network: bellNetwork({ ebits: 1, qubits: 2 }),
      embedding: unitaryEmbedding(),
      mixing: { layers: 1 },
      circuit: customCircuit({ circuit: turning, readout: [1, 0] }),
    }),
    engines: ['state'],
  },
];
