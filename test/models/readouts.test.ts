// What reads out: which qubits, how many together, and what of a model follows from it. Numbers: test/models/readout-cases.ts.
import { describe, expect, test } from 'vitest';
import { accuracyAtShots } from '../../src/analysis/accuracy-at-shots.js';
import { fisherMatrix } from '../../src/analysis/fisher.js';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { toOpenQasm3 } from '../../src/circuit/open-qasm.js';
import { dataset } from '../../src/data/dataset.js';
import { fit } from '../../src/jobs/fit.js';
import { networkCircuit, processorCircuit } from '../../src/models/circuits.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { createModel, modelToJSON } from '../../src/models/model-file.js';
import { reuploading } from '../../src/models/reuploading.js';
import { openSession } from '../../src/models/session.js';
import { outcomeWeights, parityWeight } from '../../src/models/weights.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { openSimulator } from '../../src/simulator/simulator.js';
import { refusal } from '../refusal.js';

const net = bellNetwork({ ebits: 1, qubits: 3 });
const own = circuit(3).ry(data(0), 0).rx(parameter(0), 1).cz(0, 1).cz(1, 2).ry(parameter(1), 2).ry(parameter(2), 0);

describe('several readouts', () => {
  const model = classifier({ network: net, circuit: reuploading({ layers: 2, readout: [2, 0] }), seed: 3 });
  const row = [0.3, -0.9, 1.1, -0.2, 0.5, 0.8];

  test('give an outcome a bit each, the first processor and its first qubit in front', () => {
    expect(model.programs.map(({ readouts }) => readouts)).toEqual([
      [2, 0],
      [2, 0],
    ]);
    expect([model.weightCount, ...outcomeWeights(model)]).toEqual([
      16,
      ...[1, -1, -1, 1, -1, 1, 1, -1, -1, 1, 1, -1, 1, -1, -1, 1],
    ]);
    // The joint circuit, made by gates, and its qubits' probabilities.
    const simulator = openSimulator(networkCircuit(model));
    const joint = simulator.probabilities({ parameters: model.parameters.slice(0, model.angles), features: row });
    simulator.close();
    const expected = new Float64Array(16);
    joint.forEach((p, state) => {
      const outcome = [2, 0, 5, 3].reduce((bits, qubit) => 2 * bits + ((state >> (5 - qubit)) & 1), 0);
      expected[outcome] += p;
    });
    for (const [outcome, p] of model.probabilities([row]).entries()) expect(p).toBeCloseTo(expected[outcome], 13);
  });

  test('are all qubits, the last, or those that are named', () => {
    const of = (readout: 'last' | 'all' | 'pools' | number[]) =>
      classifier({ network: net, circuit: reuploading({ layers: 2, readout }) }).programs[0].readouts;
    expect([of('last'), of('pools'), of('all'), of([1])]).toEqual([[2], [2], [0, 1, 2], [1]]);
  });

  test('stand in files, which older programs are told not to read, and single ones as before', () => {
    const file = JSON.parse(JSON.stringify(modelToJSON(model)));
    expect([file.version, file.circuit.readout]).toEqual([2, [2, 0]]);
    expect(createModel(file).probabilities([row])).toEqual(model.probabilities([row]));
    const custom = (readout: number | number[]) =>
      modelToJSON(classifier({ network: net, circuit: customCircuit({ circuit: own, readout }) }));
    expect([custom(1).version, custom([1]).version, custom([1, 2]).version]).toEqual([1, 1, 2]);
    expect(custom(1).circuit).toMatchObject({ circuits: [{ readout: 1 }] });
  });

  test('are measured in drawings and programs, once', () => {
    const measured = ({ operations }: ReturnType<typeof processorCircuit>) =>
      operations.flatMap((operation) => (operation.kind === 'measure' ? [operation.qubit] : []));
    expect(measured(processorCircuit(model, 1))).toEqual([2, 0]);
    const written = customCircuit({ circuit: own.measure(1), readout: [1, 2] });
    expect(measured(processorCircuit(classifier({ network: net, circuit: written }), 0))).toEqual([1, 2]);
    expect(toOpenQasm3(processorCircuit(model, 0)).match(/measure/g)).toHaveLength(2);
  });

  test('have one parity of all bits', () => {
    const parity = classifier({ network: net, circuit: reuploading({ layers: 2, readout: 'all' }), weights: 'parity' });
    expect([parity.weightCount, parityWeight(parity as never)]).toEqual([1, { weight: 1, sign: 1 }]);
    const p = parity.probabilities([row]);
    const odd = (outcome: number) => [...outcome.toString(2)].filter((bit) => bit === '1').length % 2 === 1;
    const expected = p.reduce((sum, value, outcome) => sum + (odd(outcome) ? -value : value), 0);
    expect(parity.expectations([row])[0]).toBeCloseTo(expected, 14);
  });

  test('tell more classes apart than processors have outcomes with one each', async () => {
    const circuits = reuploading({ layers: 2, readout: 'all' });
    const five = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: circuits, classes: 5 });
    expect(five.weightCount).toBe(5 * 16);
    const rows = Float64Array.from(
      { length: 4 * 25 },
      (_, i) => (Math.floor(i / 4) % 5) / 2 - 1 + 0.1 * Math.sin(3 * i),
    );
    const labels = Array.from({ length: 25 }, (_, n) => n % 5);
    const set = dataset(rows, labels, { classes: 5 });
    const { model: trained, accuracy } = await fit(five, set, { iterations: 150, learningRate: 0.1, batch: 'full' });
    expect(accuracy.training).toBeGreaterThan(0.9);
    const shots = accuracyAtShots(trained, set, 11);
    expect(JSON.stringify(shots)).not.toContain('null');
    expect(trained.sample(rows, 7, 1)).toHaveLength(25 * 16);
  });
});

describe('refused are', () => {
  const custom = (readout: number | number[]) => () =>
    classifier({ network: net, circuit: customCircuit({ circuit: own, readout }) });
  const many = network({ processors: [...'ABCD'].map((name) => ({ name, qubits: 4 })) });
  test.each([
    ['none', custom([]), 'circuit', 'reads out no qubit'],
    ['one twice', custom([1, 1]), 'circuit', 'reads out qubit 1 twice'],
    ['one beyond the last', custom([0, 3]), 'circuit', 'reads out qubit 3; give an integer from 0 to 2'],
    ['half a qubit', custom([0.5]), 'circuit', 'reads out qubit 0.5'],
    [
      'too many together',
      () => classifier({ network: many, circuit: reuploading({ layers: 1, readout: 'all' }) }),
      'circuit',
      'read out 16 qubits, which is 2^16 outcomes; read out at most 12 together',
    ],
    ['a word that is none', () => reuploading({ layers: 1, readout: 'every' as 'all' }), 'model', 'readout'],
    [
      'derivatives of too many outcomes',
      () => {
        const three = network({ processors: [...'ABC'].map((name) => ({ name, qubits: 3 })) });
        const nine = classifier({ network: three, circuit: reuploading({ layers: 1, readout: 'all' }) });
        return fisherMatrix(nine, [new Array(9).fill(0.1)]);
      },
      'memory',
      'of outcomes of 9 bits take 4^9 products a row; read out at most 8',
    ],
    [
      'an engine that reads one',
      () => openSession(custom([0, 1])(), [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6]], null, { engine: 'observable' }),
      'circuit',
      "reads out one qubit of a processor; use engine 'state' or 'auto'",
    ],
  ])('%s', (_, make, code, words) => {
    const { code: found, message } = refusal(make);
    expect(found).toBe(code);
    expect(message).toContain(words);
  });
});
