// Quick cases of steps over rows, see digest-cases.ts.
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { ClassifierEngine } from '../../src/engine/classifier-engine.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import { engineInput } from '../../src/models/engine-input.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { type EngineCase, engineCases } from '../models/engine-cases.js';
import { noisyCases } from '../models/noisy-cases.js';
import { type Case, countOf, drawn, joined, labelsOf, rowsOf } from './digest-inputs.js';

/** Gates on two qubits in the middle, then one on three in front of the readout. */
const threefold: EngineCase = {
  name: 'a gate on three qubits in front of the readout',
  model: classifier({
    network: bellNetwork({ ebits: 1, qubits: 4 }),
    circuit: customCircuit({
      circuit: circuit(4)
        .ry(parameter(0), 1)
        .rx(parameter(1), 2)
        .cz(0, 1)
        .cz(2, 3)
        .rx(parameter(3), 1)
        .ry(parameter(4), 2)
        .controlled(
          [
            { qubit: 1, value: 1 },
            { qubit: 2, value: 0 },
          ],
          (b) => b.ry(parameter(2), 0),
        ),
      readout: 0,
    }),
  }),
  engines: ['observable', 'state'],
};

/** Hadamards on both qubits in front of a diagonal and on one of them behind it, be it the one or the other. */
const oneSided: EngineCase = {
  name: 'Hadamards on one of two qubits behind a diagonal',
  model: classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    circuit: customCircuit(
      [0, 1].map((q) => ({
        circuit: circuit(2)
          .h(0)
          .h(1)
          .rz(parameter(0), 0)
          .rz(parameter(1), 1)
          .h(q)
          .rzz(parameter(2), 0, 1)
          .h(0)
          .h(1)
          .rz(parameter(3), q)
          .h(1 - q)
          .rzz(parameter(4), 0, 1)
          .h(0)
          .h(1),
        readout: 0,
      })),
    ),
  }),
  engines: ['observable', 'state'],
};

/** One diagonal in all, with one phase. */
const single: EngineCase = {
  name: 'one angle',
  model: classifier({
    network: network({ processors: [{ name: 'A', qubits: 1 }] }),
    circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0), readout: 0 }),
  }),
  engines: ['observable', 'state'],
};

/** Hadamards on both qubits in front of a diagonal and on one of them alone behind it, the circuit run backwards. */
const uneven = [0, 1].map(
  (q): EngineCase => ({
    name: `Hadamards on two qubits in front of a diagonal and on qubit ${q} behind it`,
    model: classifier({
      network: network({ processors: [{ name: 'A', qubits: 2 }] }),
      embedding: customEmbedding(circuit(2).ry(data(0), 0).rx(data(1), 1)),
      circuit: customCircuit({
        circuit: circuit(2)
          .rzz(parameter(0), 0, 1)
          .h(0)
          .h(1)
          .rzz(parameter(1), 0, 1)
          .h(q)
          .rzz(parameter(2), 0, 1)
          .h(0)
          .h(1),
        readout: 0,
      }),
    }),
    engines: ['observable', 'state'],
  }),
);

/** Hadamards on all three qubits in front of everything, and on all but the last behind the first diagonal. */
const allButLast: EngineCase = {
  name: 'Hadamards on three qubits in front of a diagonal and on two behind it',
  model: classifier({
    network: network({ processors: [{ name: 'A', qubits: 3 }] }),
    embedding: customEmbedding([0, 1, 2].reduce((built, q) => built.rz(data(q), q), circuit(3).h(0).h(1).h(2))),
    circuit: customCircuit({
      circuit: circuit(3).h(0).h(1).rzz(parameter(0), 0, 2).rzz(parameter(1), 1, 2).ry(parameter(2), 0),
      readout: 0,
    }),
  }),
  engines: ['observable', 'state'],
};

/** Losses over rows with weights, of all and of a few with one of them twice; and probabilities. */
const batchCases = [...engineCases, threefold, oneSided, single, ...uneven, allButLast].flatMap(
  ({ name, model, engines }) =>
    engines.map(
      (engine): Case => ({
        name: `${name}, ${engine}`,
        run() {
          const count = countOf(model);
          const parameters = drawn(model.parameters.length, -3, 3, 1);
          const weights = drawn(count, 0.5, 2, 3);
          const session = openSession(model, rowsOf(model, count), labelsOf(count), { engine, weights });
          const gradient = new Float64Array(parameters.length);
          const found = [
            joined(session.step(parameters, null, 'mse', gradient), gradient),
            joined(session.step(parameters, Int32Array.of(3, count - 1, 3), 'logistic', gradient), gradient),
            session.probabilities(parameters),
          ];
          session.close();
          return joined(...found);
        },
      }),
    ),
);

/** A single row, whose chunk is two lanes: the least of every region. */
const singleCases = engineCases
  .filter(({ name }) => name === 'Bell-1 on two qubits')
  .map(
    ({ name, model }): Case => ({
      name: `${name}, one row, state`,
      run() {
        const parameters = drawn(model.parameters.length, -3, 3, 1);
        const session = openSession(model, rowsOf(model, 1), labelsOf(1), { engine: 'state' });
        const gradient = new Float64Array(parameters.length);
        const found = joined(session.step(parameters, null, 'mse', gradient), gradient);
        session.close();
        return found;
      },
    }),
  );

/** As many rows as a chunk holds: no place is left in the last one. */
const wholeChunk: Case = {
  name: 'a step over a whole chunk',
  run() {
    const [{ model }] = engineCases;
    const parameters = drawn(model.parameters.length, -3, 3, 1);
    const session = openSession(model, rowsOf(model, 64), labelsOf(64), { engine: 'observable' });
    const gradient = new Float64Array(parameters.length);
    const found = [
      joined(session.step(parameters, null, 'mse', gradient), gradient),
      session.probabilities(parameters),
    ];
    session.close();
    return joined(...found);
  },
};

const lossCases = (['mse', 'product', 'logistic', 'hinge', { kind: 'shots', shots: 9 }] as const).map(
  (loss): Case => ({
    name: `${typeof loss === 'string' ? loss : '9 shots'} loss`,
    run() {
      const [{ model }] = engineCases;
      const large = drawn(model.parameters.length, -3, 3, 1);
      const small = large.map((value, i) => (i < model.angles ? value : value / 3));
      const session = openSession(model, rowsOf(model, 67), labelsOf(67), { engine: 'observable' });
      const gradient = new Float64Array(large.length);
      const found = [67, 64, 1, 2].flatMap((count) => {
        const batch = Int32Array.from({ length: count }, (_, i) => i);
        // Rows within the margin, then rows beyond it on either side.
        return [small, large].map((parameters) => joined(session.step(parameters, batch, loss, gradient), gradient));
      });
      session.close();
      return joined(...found);
    },
  }),
);

/** Three and five classes, with weights of rows and without. */
const classCases = [3, 5].map(
  (classes): Case => ({
    name: `${classes} classes`,
    run() {
      const model = classifier({
        network: network({
          processors: ['A', 'B', 'C'].map((name) => ({ name, qubits: 2 })),
          ebits: [{ between: ['A.0', 'B.0'] }],
        }),
        circuit: qcnn({ depth: 1 }),
        classes,
      });
      const parameters = drawn(model.parameters.length, -3, 3, 1);
      const labels = drawn(67, 0, classes, 2).map(Math.floor);
      const gradient = new Float64Array(parameters.length);
      const found = [undefined, drawn(67, 0.5, 2, 3)].flatMap((weights) => {
        const session = openSession(model, rowsOf(model, 67), labels, { engine: 'observable', weights });
        const steps = [67, 64, 1, 2].map((count) => {
          const batch = Int32Array.from({ length: count }, (_, i) => 66 - i);
          return joined(session.step(parameters, batch, 'cross-entropy', gradient), gradient);
        });
        session.close();
        return steps;
      });
      return joined(...found);
    },
  }),
);

/** With noise: samples as embedded operators where they can be, and one by one. */
const noisyStepCases = noisyCases.flatMap(({ name, model }) =>
  (['noisy', 'strings'] as const).map(
    (kind): Case => ({
      name: `${name}, ${kind}`,
      run() {
        const count = countOf(model);
        const parameters = drawn(model.parameters.length, -3, 3, 1);
        const engine = new ClassifierEngine(engineInput(model, rowsOf(model, count), labelsOf(count)), kind);
        const weights = parameters.subarray(model.angles);
        const gradient = new Float64Array(model.angles);
        const weightGradient = new Float64Array(weights.length);
        const found = [
          joined(engine.step(parameters, weights, null, 'mse', gradient, weightGradient), gradient, weightGradient),
          engine.probabilities(parameters),
        ];
        engine.close();
        return joined(...found);
      },
    }),
  ),
);

export const stepCases: readonly Case[] = [
  wholeChunk,
  ...lossCases,
  ...batchCases,
  ...singleCases,
  ...classCases,
  ...noisyStepCases,
];
