// Quick cases of Jacobians and Fisher matrices, see digest-cases.ts.
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { haarUnitaries } from '../../src/data/haar.js';
import { CompiledModel } from '../../src/engine/compiled-model.js';
import { FisherEngine } from '../../src/engine/fisher-engine.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { openSession } from '../../src/models/session.js';
import { compiledModel } from '../../src/models/structure.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { engineCases } from '../models/engine-cases.js';
import { noisyCases } from '../models/noisy-cases.js';
import { type Case, drawn, joined, rowsOf } from './digest-inputs.js';

function fisherCase(name: string, model: Model, count: number): Case {
  return {
    name: `${name}, Fisher matrix of ${count} rows`,
    run() {
      const parameters = drawn(model.parameters.length, -3, 3, 1);
      const session = openSession(model, rowsOf(model, count), null);
      const found = joined(session.jacobian(parameters), session.fisher(parameters));
      session.close();
      return found;
    },
  };
}

const fisherCases = engineCases.flatMap(({ name, model }) =>
  // One row, a full chunk and several chunks where a row takes little.
  (name.endsWith('on two qubits') ? [1, 2, 67] : [7]).map((count) => fisherCase(name, model, count)),
);

/** Rotations about x in front of everything: their last Hadamards are more than one pass takes behind a diagonal. */
const turnedFirst = classifier({
  network: bellNetwork({ ebits: 1, qubits: 4 }),
  circuit: customCircuit({
    circuit: [0, 1, 2, 3]
      .reduce((built, q) => built.rx(parameter(q), q), circuit(4))
      .cz(0, 1)
      .cz(2, 3)
      .cz(0, 2)
      .ry(parameter(4), 0),
    readout: 0,
  }),
});

/** The columns of a Hadamard matrix, whose products are exact. */
const signs = [
  [1, 1, 1, 1],
  [1, -1, 1, -1],
  [1, 1, -1, -1],
  [1, -1, -1, 1],
];

/** [re, im] of a unitary on two qubits, whose column n is the sign vector columns[n], that of 2 times i. */
function signUnitary(columns: readonly number[]): number[] {
  return [0, 1, 2, 3].flatMap((row) =>
    columns.flatMap((c) => (c === 2 ? [0, signs[c][row] / 2] : [signs[c][row] / 2, 0])),
  );
}

/**
 * Two processors of which one, behind nothing but its unitary, has no response at all to any row but the fourth, and there
 * one to Y on its half alone: of the matrix that weights the other's states a single number is not 0.
 *
 * @param trained - which of the two has a circuit
 */
function loneWeight(trained: 0 | 1): Case {
  const circuits = [
    { circuit: circuit(2).ry(parameter(0), 0).rx(parameter(1), 1).cz(0, 1).rx(parameter(2), 0), readout: 0 },
    { circuit: circuit(2), readout: 0 },
  ];
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 2 }),
    embedding: unitaryEmbedding(),
    circuit: customCircuit(trained === 0 ? circuits : circuits.reverse()),
  });
  return {
    name: `one number alone weights the states of processor ${trained}, Jacobian`,
    run() {
      const haar = haarUnitaries({ qubits: 2, count: 6, seed: 1, stream: 'digest' });
      const rows = Array.from({ length: 6 }, (_, n) => {
        const parts = [haar.subarray(32 * n, 32 * n + 32), signUnitary(n === 3 ? [0, 1, 2, 3] : [0, 2, 1, 3])];
        return joined(...(trained === 0 ? parts : parts.reverse()));
      });
      const session = openSession(model, joined(...rows), null);
      const found = session.jacobian(drawn(model.parameters.length, -3, 3, 1));
      session.close();
      return found;
    },
  };
}

/**
 * An outcome as likely as the bound below which it is left out, to the last bit, or next to it: read where the qubit is as
 * often 0 as 1, by a readout that is never right for 1, which no network of the surface has.
 */
const rareCases = [1e-14, 1.0005e-14].map(
  (probability): Case => ({
    name: `an outcome of probability ${probability}, Fisher matrix`,
    run() {
      const {
        network: right,
        programs,
        angles,
        angleStart,
      } = compiledModel(
        classifier({
          network: network({ processors: [{ name: 'A', qubits: 1 }] }),
          circuit: customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 }),
        }),
      );
      const readout = { flip0: 2 * probability, flip1: 1 };
      const processors = right.processors.map((processor) => ({ ...processor, readout }));
      const sources = [{ ...programs[0].source, firstAngle: 0 }];
      const net = { ...right, processors };
      const model = new CompiledModel({ network: net, sources, angles, angleStart, bytes: 0 });
      const engine = new FisherEngine({
        model,
        rows: Float64Array.of(0.4),
        samples: 1,
        labels: null,
        classes: null,
        weights: null,
      });
      const found = engine.fisher(Float64Array.of(0));
      engine.close();
      return found;
    },
  }),
);

export const jacobianCases: readonly Case[] = [
  ...rareCases,
  ...fisherCases,
  fisherCase('rotations about x first', turnedFirst, 3),
  ...noisyCases.map(({ name, model }) => fisherCase(name, model, 5)),
  loneWeight(0),
  loneWeight(1),
];
