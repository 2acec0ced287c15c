import { expect, test } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { networkCircuit, processorCircuit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { qcnn } from '../../src/models/qcnn.js';
import { network } from '../../src/network/network.js';
import { openSimulator } from '../../src/simulator/simulator.js';
import { refusal } from '../refusal.js';

const spec = {
  processors: [
    { name: 'A', qubits: 2 },
    { name: 'B', qubits: 4 },
    { name: 'C', qubits: 1 },
  ],
  ebits: [{ between: ['A.0', 'B.0'] as const }, { between: ['B.3', 'C.0'] as const }],
};
const model = classifier({ network: network(spec), mixing: { layers: 1 }, circuit: qcnn({ depth: 1 }), seed: 3 });
const own = circuit(1).ry(parameter(0), 0).rz(data(0), 0).rx(parameter(1), 0);
const features = [0.3, -1.1, 0.7, 0.2, -0.4, 1.3, -0.9];

test('the joint state of the network circuit gives the probabilities of the model', () => {
  const joined = networkCircuit(model);
  expect([joined.qubits, joined.parameters, joined.features]).toEqual([7, model.angles, 7]);
  const simulator = openSimulator(joined);
  const joint = simulator.probabilities({ parameters: model.parameters.slice(0, model.angles), features });
  simulator.close();
  const readouts = [0, 2, 6].map((first, p) => first + model.programs[p].readouts[0]);
  const outcomes = new Float64Array(8);
  joint.forEach((p, state) => {
    const outcome = readouts.reduce((bits, qubit) => 2 * bits + ((state >> (6 - qubit)) & 1), 0);
    outcomes[outcome] += p;
  });
  for (const [outcome, p] of model.probabilities([features]).entries()) expect(outcomes[outcome]).toBeCloseTo(p, 12);
});

test.each(['phiPlus', 'phiMinus', 'psiPlus', 'psiMinus'])('an ebit in the state %s is made by gates', (bell) => {
  const weights = { phiPlus: 0, phiMinus: 0, psiPlus: 0, psiMinus: 0, [bell]: 1 };
  const pair = classifier({
    network: network({
      processors: [
        { name: 'A', qubits: 1 },
        { name: 'B', qubits: 1 },
      ],
      ebits: [{ between: ['A.0', 'B.0'], weights }],
    }),
    circuit: customCircuit([
      { circuit: own.ry(0.4, 0), readout: 0 },
      { circuit: own.rx(-1.1, 0), readout: 0 },
    ]),
    seed: 2,
  });
  const simulator = openSimulator(networkCircuit(pair));
  const joint = simulator.probabilities({ parameters: pair.parameters.slice(0, pair.angles), features: [0.3, -0.8] });
  simulator.close();
  for (const [outcome, p] of pair.probabilities([[0.3, -0.8]]).entries()) expect(joint[outcome]).toBeCloseTo(p, 13);
});

test('every processor ends in a measurement of its readout', () => {
  model.programs.forEach(({ readouts: [readout] }, p) => {
    expect(processorCircuit(model, p).operations.at(-1)).toEqual({ kind: 'measure', qubit: readout });
  });
});

test('what is no circuit is refused', () => {
  const noisy = { ...spec, ebits: [{ between: ['A.0', 'B.0'] as const, fidelity: 0.9 }] };
  const short = qcnn({ depth: 1 });
  expect(refusal(() => networkCircuit(classifier({ network: network(noisy), circuit: short }))).message).toContain(
    'The ebit A.0 - B.0, fidelity 0.9 is a mixture, and cannot be made by gates; export the processors one by one',
  );
  const matrices = classifier({ network: network(spec), embedding: unitaryEmbedding(), circuit: short });
  expect(refusal(() => processorCircuit(matrices, 0)).code).toBe('circuit');
});
