// Models of layers of rotations between CZs, for the tests of engines.
import { data, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { noEmbedding } from '../../src/models/embedding.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';

/**
 * Layers of rotations between CZs, not all alike: all three axes, qubits that pause, a pair joined twice, one that the readout
 * cannot see, angles of every kind that share parameters; and rotations behind the readout's last one.
 */
export const layered = circuit(3)
  .rx(data(0), 0)
  .ry(parameter(0), 1)
  .rz(parameter(1, { scale: -0.5, offset: 0.3 }), 1)
  .rx(scaledData(2, 1), 2)
  .cz(0, 1)
  .cz(1, 2)
  .ry(scaledData(3, dataProduct(0.5, { feature: 0, offset: 1, slope: -2 }, { feature: 1, offset: 0.2, slope: 1 })), 1)
  .ry(parameter(2, { scale: 2 }), 1)
  .rx(0.7, 1)
  .rz(parameter(4), 2)
  .cz(2, 1)
  .cz(0, 2)
  .rx(parameter(5), 2)
  .ry(data(1), 2)
  .rz(parameter(0), 0)
  .ry(scaledData(3, 0), 0)
  .cz(0, 1)
  .cz(1, 0)
  .cz(2, 0)
  .rz(scaledData(6, 1), 2)
  .rx(parameter(1), 2)
  .cz(0, 1)
  .ry(parameter(7), 0)
  .measure(2);

/** Rings of four between layers in which a few qubits turn, so that passes have Hadamards on one of their two bits. */
const few = [[0, 1, 2, 3], [3], [2], [1], [0], [1, 3], [0, 2], [0, 1, 3], [2, 3]].reduce((built, turning, layer) => {
  const turned = turning.reduce((so, q) => so.ry(scaledData(q, layer % 2), q).rx(parameter(4 + (layer % 3)), q), built);
  return turned.cz(0, 1).cz(1, 2).cz(2, 3).cz(3, 0);
}, circuit(4));

const engines = ['state'] as const;

const pair = (a: number, b: number) => [
  { name: 'A', qubits: a },
  { name: 'B', qubits: b },
];

export const layeredCases = [
  {
    name: 'layers in which a few of four qubits turn',
    model: classifier({
      network: network({
        processors: pair(4, 4),
        ebits: [{ between: ['A.0', 'B.3'] }],
      }),
      embedding: noEmbedding(),
      circuit: customCircuit([
        { circuit: few.ry(parameter(7), 3), readout: 3 },
        { circuit: few.ry(parameter(7), 0), readout: 0 },
      ]),
    }),
    engines,
  },
  {
    name: 'layers of rotations, one ebit',
    model: classifier({
      network: bellNetwork({ ebits: 1, fidelity: 0.9, qubits: 3 }),
      circuit: reuploading({ layers: 3, features: [3, 5] }),
    }),
    engines,
  },
  {
    name: 'layers of rotations on four qubits and on one',
    model: classifier({
      network: network({
        processors: pair(4, 1),
        ebits: [{ between: ['A.3', 'B.0'] }],
      }),
      circuit: reuploading({ layers: 2 }),
      weights: 'parity',
    }),
    engines,
  },
  {
    name: 'uneven layers of rotations with coins, beside gates of other kinds',
    model: classifier({
      network: network({
        processors: pair(3, 2),
        ebits: [{ between: ['A.1', 'B.1'], weights: { phiPlus: 0.55, phiMinus: 0.05, psiPlus: 0.3, psiMinus: 0.1 } }],
        coins: [{ between: ['A.2', 'B.0'], heads: 0.3 }],
      }),
      embedding: noEmbedding(),
      circuit: customCircuit([
        { circuit: layered, readout: 2 },
        { circuit: circuit(2).ry(scaledData(0, 0), 0).cx(0, 1).rx(data(1), 1).ry(parameter(1), 1), readout: 1 },
      ]),
    }),
    engines,
  },
];
