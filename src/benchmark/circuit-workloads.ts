// Joint states: the gates of a random circuit, all on one state vector.
import { circuit } from '../circuit/builder.js';
import type { Circuit } from '../circuit/circuit.js';
import { randomStream } from '../random.js';
import { amplitudes, openSimulator } from '../simulator/simulator.js';
import type { Workload } from './workload.js';

const TURN = 2 * Math.PI;

/**
 * Returns a circuit of so many layers: a rotation of every qubit about x, y or z by an angle drawn at random, then CX or CZ
 * between neighbours, beginning at an even qubit and at an odd one in turn.
 */
export function randomCircuit(qubits: number, layers: number): Circuit {
  const stream = randomStream(1, 'benchmark/circuit');
  let made = circuit(qubits);
  let place = 0;
  const drawn = () => stream.uniform(place++);
  for (let layer = 0; layer < layers; layer++) {
    for (let qubit = 0; qubit < qubits; qubit++) {
      const axis = Math.floor(3 * drawn());
      const angle = TURN * drawn();
      if (axis === 0) made = made.rx(angle, qubit);
      else if (axis === 1) made = made.ry(angle, qubit);
      else made = made.rz(angle, qubit);
    }
    for (let qubit = layer % 2; qubit + 1 < qubits; qubit += 2) {
      made = drawn() < 0.5 ? made.cx(qubit, qubit + 1) : made.cz(qubit, qubit + 1);
    }
  }
  return made;
}

/* @__NO_SIDE_EFFECTS__ */ function gates(name: string, qubits: number, layers: number, digest: string): Workload {
  return {
    name,
    what: `gates on a state of ${qubits} qubits`,
    unit: 'gates/s',
    digest,
    open() {
      const made = randomCircuit(qubits, layers);
      const simulator = openSimulator(made);
      const work = () => simulator.amplitudes();
      return { count: made.operations.length, work, numbers: work, close: () => simulator.close() };
    },
  };
}

export const smallState = gates('gates-10', 10, 20, '704f6a46ae2dd48bb79a52ee39c3b676651b857eca508797ee173f8338a95e38');
export const largeState = gates('gates-16', 16, 10, '4b99e68a9391b8faa39d1fa572fa2db821a25b412bc5564da476e24464a13689');

export const wholeCircuit: Workload = {
  name: 'circuit',
  what: 'circuits of 8 qubits and 58 gates, compiled and run',
  unit: 'circuits/s',
  digest: 'ccb2d58ccd71997e063f3c0b8625a1add4b9d3eca4b3d701ffed08926260e8b8',
  open() {
    const made = randomCircuit(8, 5);
    const work = () => amplitudes(made);
    return { count: 1, work, numbers: work };
  },
};
