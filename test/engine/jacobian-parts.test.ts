// Jacobians by either way against the gradient of the state engine, which knows nothing of tangents: with labels of -1 the
// product loss over one row is the weighted sum of its outcomes' probabilities.
import { describe, expect, test } from 'vitest';
import { haarUnitaries } from '../../src/data/haar.js';
import { usesTangents } from '../../src/engine/jacobian-parts.js';
import { classifier } from '../../src/models/classifier.js';
import { unitaryEmbedding } from '../../src/models/embedding.js';
import { engineInput } from '../../src/models/engine-input.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { outcomeBits } from '../../src/models/readouts.js';
import { openSession } from '../../src/models/session.js';
import { signProducts } from '../../src/models/weights.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { engineCases, parametersFor, rowsFor } from '../models/engine-cases.js';
import { greatestGap } from '../oracle/random.js';

function expectGradients(model: Model, parameters: Float64Array, rows: Float64Array, count: number): void {
  const outcomes = 1 << outcomeBits(model);
  const session = openSession(model, rows, null);
  const jacobian = session.jacobian(parameters);
  session.close();
  const steps = openSession(model, rows, new Float64Array(count).fill(-1), { engine: 'state' });
  const gradient = new Float64Array(parameters.length);
  // One outcome at a time where the weights are free, else the product of the signs with its one weight.
  const choices =
    model.weightForm === 'free'
      ? Array.from({ length: outcomes }, (_, a) => Float64Array.from({ length: outcomes }, (_, b) => (a === b ? 1 : 0)))
      : [signProducts(outcomeBits(model))];
  for (let n = 0; n < count; n++) {
    for (const weights of choices) {
      const weighted = parameters.slice();
      for (let i = 0; i < model.weightCount; i++)
        weighted[model.angles + i] = model.weightForm === 'free' ? weights[i] : 1;
      steps.step(weighted, Int32Array.of(n), 'product', gradient);
      const expected = Array.from({ length: model.angles }, (_, i) =>
        weights.reduce((sum, weight, a) => sum + weight * jacobian[(n * outcomes + a) * model.angles + i], 0),
      );
      const gap = greatestGap(expected, gradient.subarray(0, model.angles));
      expect(gap).toBeLessThanOrEqual(1e-14 * Math.max(8, parameters.length));
    }
  }
  steps.close();
}

describe('the Jacobian is the gradient of every outcome of every row', () => {
  test.each(engineCases)('$name', ({ model }) => {
    expectGradients(model, parametersFor(model, 5), Float64Array.from(rowsFor(model, 5, 6).flat()), 5);
  });

  test.each([0, 1, 2, 3, 4])("of the paper's circuit at depth 20 behind unitaries, %d ebits", (ebits) => {
    const model = classifier({
      network: bellNetwork({ ebits }),
      embedding: unitaryEmbedding(),
      circuit: qcnn({ depth: 20 }),
      seed: 3,
    });
    const count = 3;
    const unitaries = haarUnitaries({ qubits: 4, count: 2 * count, seed: 4, stream: 'jacobian' });
    expectGradients(model, model.parameters, Float64Array.from(unitaries), count);
  });
});

test('tangents are used where no data stand behind an angle, and where they are cheaper', () => {
  const used = (model: Model) => {
    const features = model.features.reduce((sum, n) => sum + n, 0);
    const compiled = engineInput(model, new Float64Array(features), null).model;
    return compiled.programs.map((program, p) => usesTangents(program, compiled.angleCount(p)));
  };
  const paper = (qubits: number, ebits: number, mixing = 0) =>
    classifier({
      network: bellNetwork({ ebits, qubits }),
      embedding: unitaryEmbedding(),
      mixing: { layers: mixing },
      circuit: qcnn({ depth: 20 }),
      seed: 3,
    });
  expect(used(paper(4, 1))).toEqual([true, true]);
  expect(used(paper(4, 4))).toEqual([true, true]);
  expect(used(paper(4, 1, 1))).toEqual([false, false]);
  expect(used(paper(8, 0))).toEqual([false, false]);
});
