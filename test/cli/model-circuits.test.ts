import { expect, test } from 'vitest';
import { networkCircuit, processorCircuit } from '../../src/cli/model-circuits.js';
import { classifier } from '../../src/models/classifier.js';
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
const features = [0.3, -1.1, 0.7, 0.2, -0.4, 1.3, -0.9];

test('the joint state of the network circuit gives the probabilities of the model', () => {
  const circuit = networkCircuit(model);
  expect([circuit.qubits, circuit.parameters, circuit.features]).toEqual([7, model.angles, 7]);
  const simulator = openSimulator(circuit);
  const joint = simulator.probabilities({ parameters: model.parameters.slice(0, model.angles), features });
  simulator.close();
  const readouts = [model.programs[0].readout, 2 + model.programs[1].readout, 6 + model.programs[2].readout];
  const outcomes = new Float64Array(8);
  joint.forEach((p, state) => {
    const outcome = readouts.reduce((bits, qubit) => 2 * bits + ((state >> (6 - qubit)) & 1), 0);
    outcomes[outcome] += p;
  });
  for (const [outcome, p] of model.probabilities([features]).entries()) expect(outcomes[outcome]).toBeCloseTo(p, 12);
});

test('every processor ends in a measurement of its readout', () => {
  model.programs.forEach(({ readout }, p) => {
    expect(processorCircuit(model, p).operations.at(-1)).toEqual({ kind: 'measure', qubit: readout });
  });
});

test('what is no circuit is refused', () => {
  const noisy = { ...spec, ebits: [{ between: ['A.0', 'B.0'] as const, fidelity: 0.9 }] };
  const circuit = qcnn({ depth: 1 });
  expect(refusal(() => networkCircuit(classifier({ network: network(noisy), circuit }))).message).toContain(
    'An imperfect ebit cannot be made by gates',
  );
  const matrices = classifier({ network: network(spec), embedding: unitaryEmbedding(), circuit });
  expect(refusal(() => processorCircuit(matrices, 0)).code).toBe('circuit');
});
