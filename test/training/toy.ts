import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { type Dataset, dataset } from '../../src/data/dataset.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { expectationValues } from '../../src/models/predict.js';
import { outcomeWeights } from '../../src/models/weights.js';
import { network } from '../../src/network/network.js';
import type { OpenSession, TrainingSession } from '../../src/training/subject.js';

/** One qubit, two angles, two free weights: four parameters. What it computes does not matter here. */
export const toyModel = classifier({
  network: network({ processors: [{ name: 'A', qubits: 1 }] }),
  circuit: customCircuit({ circuit: circuit(1).rx(parameter(0), 0).ry(parameter(1), 0), readout: 0 }),
});

/** Rows of one feature: the target of every parameter. */
export function toyData(length: number, offset = 0): Dataset {
  const rows = Array.from({ length }, (_, n) => [offset + n / 7]);
  return dataset(
    rows,
    rows.map((_, n) => (n % 3 === 0 ? 1 : -1)),
  );
}

/** The mean over rows of sum_j (j + 1) (parameter_j - x)^2, and its gradient. */
export function toyStep(rows: Float64Array, indices: Int32Array | null, parameters: Float64Array, out: Float64Array) {
  const chosen = indices ?? Int32Array.from(rows.keys());
  let loss = 0;
  out.fill(0);
  for (const n of chosen) {
    for (let j = 0; j < parameters.length; j++) {
      const error = parameters[j] - rows[n];
      loss += ((j + 1) * error * error) / chosen.length;
      out[j] += (2 * (j + 1) * error) / chosen.length;
    }
  }
  return loss;
}

/** Sessions with that loss in place of the model's, and a record of what became of them. */
export function toyOpen(): { open: OpenSession; steps: (Int32Array | null)[]; opened: number[]; closed: number[] } {
  const steps: (Int32Array | null)[] = [];
  const opened: number[] = [];
  const closed: number[] = [];
  const open: OpenSession = (model, rows) => {
    opened.push(rows.length);
    const session: TrainingSession = {
      engine: 'observable',
      samples: rows.length,
      step(parameters, indices, _loss, gradient) {
        steps.push(indices && Int32Array.from(indices));
        return toyStep(rows, indices, parameters, gradient);
      },
      expectations: (parameters) =>
        expectationValues(session.probabilities(parameters), outcomeWeights(model, parameters)),
      logits: () => new Float64Array(0),
      // P(+1) is 1 for rows below the first parameter.
      probabilities: (parameters) => Float64Array.from([...rows].flatMap((x) => (x < parameters[0] ? [1, 0] : [0, 1]))),
      close: () => closed.push(rows.length),
    };
    return session;
  };
  return { open, steps, opened, closed };
}
