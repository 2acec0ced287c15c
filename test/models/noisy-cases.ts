// Models with noise that between them take every way through the noisy engine.
import { data, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, unitaryEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { network } from '../../src/network/network.js';

export interface NoisyCase {
  readonly name: string;
  readonly model: Model;
}

const depolarised = (qubits: number) => ({
  qubits,
  noise: [{ after: 'all', channel: 'depolarizing', p: 0.02 }] as const,
});
const damped = (qubits: number) => ({
  qubits,
  noise: [
    { after: 'one-qubit', channel: 'amplitudeDamping', g: 0.03 },
    { after: 'two-qubit', channel: 'phaseDamping', g: 0.05 },
  ] as const,
});

/** Two processors of a kind with an ebit between their first qubits. */
const pair = (processor: ReturnType<typeof depolarised> | ReturnType<typeof damped>) =>
  network({
    processors: ['A', 'B'].map((name) => ({ name, ...processor })),
    ebits: [{ between: ['A.0', 'B.0'], fidelity: 0.95 }],
  });

/** Channels as operations, in branches too, and gates that are no permutation of Pauli strings. */
const written = circuit(3)
  .ry(parameter(0), 0)
  .amplitudeDamping(0.2, 0)
  .rzz(parameter(1), 0, 1)
  .rzz(parameter(2), 1, 2)
  .rxx(0.4, 0, 2)
  .t(1)
  .ccx(0, 1, 2)
  .swap(1, 2)
  .thermal({ t1: 1, t2: 1.5, time: 0.2 }, 1)
  .measure(1)
  .when(1, 1, (b) => b.ry(parameter(3), 0).bitFlip(0.1, 0))
  .when(1, 0, (b) => b.amplitudeDamping(0.3, 2).rx(parameter(0), 2))
  .measure(2)
  .when(1, 1, (b) => b.when(2, 0, (c) => c.rz(parameter(1), 0).amplitudeDamping(0.15, 0)))
  .when(2, 1, (b) => b.rx(parameter(4), 0).phaseFlip(0.05, 0));

/** Data behind trained angles and products of both, with noise between them. */
const again = circuit(2)
  .ry(scaledData(0, 0), 0)
  .depolarizing(0.05, 0)
  .rz(parameter(1), 0)
  .rzz(data(1), 0, 1)
  .amplitudeDamping(0.1, 1)
  .rzz(scaledData(2, 0), 0, 1)
  .rx(parameter(3), 1)
  .measure(0)
  .when(0, 1, (b) => b.ry(scaledData(4, 1), 1).pauli([0.01, 0.02, 0.03], 1));

/** Its last gate turns two qubits: backwards it is the first, and works on the readout's own vector. */
const turnedLast = circuit(2)
  .ry(scaledData(0, 0), 0)
  .rx(parameter(1), 1)
  .depolarizing(0.04, 1)
  .rzz(parameter(2), 0, 1)
  .amplitudeDamping(0.1, 0)
  .rx(parameter(3), 0)
  .rxx(parameter(4), 0, 1);

export const noisyCases: readonly NoisyCase[] = [
  {
    name: 'a qcnn with depolarizing',
    model: classifier({ network: pair(depolarised(3)), circuit: qcnn({ depth: 1 }) }),
  },
  {
    name: 'a qcnn with damping behind mixing',
    model: classifier({ network: pair(damped(2)), mixing: { layers: 1 }, circuit: qcnn({ depth: 2 }) }),
  },
  {
    name: 're-uploading with damping, all qubits read out',
    model: classifier({ network: pair(damped(2)), circuit: reuploading({ layers: 2, readout: 'all' }) }),
  },
  {
    name: 'written channels on three qubits',
    model: classifier({
      network: network({
        processors: [
          { name: 'A', qubits: 3 },
          { name: 'B', qubits: 1 },
        ],
        ebits: [{ between: ['B.0', 'A.1'] }],
      }),
      embedding: customEmbedding([
        circuit(3).ry(data(0), 0).phaseDamping(0.1, 0).cx(0, 1).rx(data(1), 2).amplitudeDamping(0.1, 1),
        circuit(1).ry(data(0), 0),
      ]),
      circuit: customCircuit([
        { circuit: written, readout: 0 },
        { circuit: circuit(1).rx(parameter(0), 0).depolarizing(0.1, 0), readout: 0 },
      ]),
    }),
  },
  {
    name: 'data between trained angles with noise',
    model: classifier({
      network: network({
        processors: ['A', 'B'].map((name) => ({ name, qubits: 2 })),
        ebits: [{ between: ['A.1', 'B.0'] }],
      }),
      embedding: customEmbedding(circuit(2)),
      circuit: customCircuit({ circuit: again, readout: 1 }),
    }),
  },
  {
    name: 'a turn of two qubits last',
    model: classifier({
      network: pair(depolarised(2)),
      embedding: customEmbedding(circuit(2).ry(data(0), 0).rx(data(1), 1)),
      circuit: customCircuit({ circuit: turnedLast, readout: 0 }),
    }),
  },
  {
    name: 'unitaries with depolarizing',
    model: classifier({ network: pair(depolarised(2)), embedding: unitaryEmbedding(), circuit: qcnn({ depth: 1 }) }),
  },
];
