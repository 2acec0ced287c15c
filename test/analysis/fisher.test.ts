import { describe, expect, test } from 'vitest';
import { fisherMatrix, outcomeJacobian } from '../../src/analysis/fisher.js';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { rowsFor } from '../models/engine-cases.js';
import { refusal } from '../refusal.js';

const three = network({
  processors: [
    { name: 'A', qubits: 2 },
    { name: 'B', qubits: 2, readoutError: { flip0: 0.1, flip1: 0.02 } },
    { name: 'C', qubits: 1 },
  ],
  ebits: [{ between: ['A.0', 'B.0'], fidelity: 0.9 }, { between: ['B.1', 'C.0'] }],
});

const models: readonly (readonly [string, Model])[] = [
  ['Bell-0', classifier({ network: bellNetwork({ ebits: 0, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 3 })],
  ['Bell-1', classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 2 }), seed: 4 })],
  ['Bell-2', classifier({ network: bellNetwork({ ebits: 2, qubits: 2 }), circuit: qcnn({ depth: 1 }), seed: 5 })],
  [
    'mixing and a poor ebit',
    classifier({
      network: bellNetwork({ ebits: 1, qubits: 2, fidelity: 0.7 }),
      circuit: qcnn({ depth: 1 }),
      mixing: { layers: 1 },
      seed: 6,
    }),
  ],
  [
    'three processors',
    classifier({
      network: three,
      circuit: customCircuit([
        { circuit: circuit(2).rx(parameter(0), 0).cx(0, 1).ry(parameter(1), 1), readout: 1 },
        { circuit: circuit(2).ry(parameter(0), 0).cz(0, 1).rx(parameter(1), 0), readout: 0 },
        { circuit: circuit(1).rx(parameter(0), 0), readout: 0 },
      ]),
      seed: 7,
    }),
  ],
];

/** d log P(a|x_n) / d theta_i by central differences; shape [n][a][i]. */
function logDerivatives(model: Model, rows: Float64Array, step: number): number[][][] {
  const outcomes = 1 << model.network.processors.length;
  const at = (i: number, shift: number): Float64Array => {
    const parameters = Float64Array.from(model.parameters);
    parameters[i] += shift;
    return model.withParameters(parameters).probabilities(rows);
  };
  const ends = Array.from({ length: model.angles }, (_, i) => [at(i, step), at(i, -step)]);
  const places = Array.from({ length: ends[0][0].length }, (_, place) =>
    ends.map(([up, down]) => (Math.log(up[place]) - Math.log(down[place])) / (2 * step)),
  );
  return Array.from({ length: places.length / outcomes }, (_, n) => places.slice(n * outcomes, (n + 1) * outcomes));
}

describe.each(models)('%s', (_, model) => {
  const rows = Float64Array.from(rowsFor(model, 5, 11).flat());
  const probabilities = model.probabilities(rows);
  const outcomes = 1 << model.network.processors.length;
  const derivatives = logDerivatives(model, rows, 1e-5);

  test('the Fisher matrix is the mean of P dlogP dlogP, by finite differences', () => {
    const fisher = fisherMatrix(model, rows);
    for (let i = 0; i < model.angles; i++) {
      for (let j = 0; j < model.angles; j++) {
        let sum = 0;
        derivatives.forEach((ofRow, n) => {
          ofRow.forEach((d, a) => {
            sum += (probabilities[n * outcomes + a] * d[i] * d[j]) / derivatives.length;
          });
        });
        expect(fisher[i * model.angles + j]).toBeCloseTo(sum, 8);
      }
    }
  });

  test('the Jacobian is P dlogP', () => {
    const jacobian = outcomeJacobian(model, rows);
    derivatives.forEach((ofRow, n) => {
      ofRow.forEach((d, a) => {
        d.forEach((value, i) => {
          const place = n * outcomes + a;
          expect(jacobian[place * model.angles + i]).toBeCloseTo(probabilities[place] * value, 8);
        });
      });
    });
  });
});

test('angles other than the model’s own may be given, and are checked', () => {
  const [, model] = models[1];
  const rows = Float64Array.from(rowsFor(model, 2, 1).flat());
  const angles = Float64Array.from({ length: model.angles }, (_, i) => i / 7);
  const parameters = Float64Array.from(model.parameters);
  parameters.set(angles);
  expect(fisherMatrix(model, rows, angles)).toEqual(fisherMatrix(model.withParameters(parameters), rows));
  expect(refusal(() => fisherMatrix(model, rows, [1])).code).toBe('shape');
  expect(refusal(() => fisherMatrix(model, rows, angles.fill(Number.NaN, 3, 4))).message).toContain('Angle 3 is NaN');
  expect(refusal(() => outcomeJacobian(model, [[1, 2]])).code).toBe('shape');
});

describe('near P = 0', () => {
  // RY(theta) on |0> gives P(1) = sin^2(theta/2), of which F = 1 at every angle.
  const turning = customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 });
  const alone = classifier({
    network: network({ processors: [{ name: 'A', qubits: 1 }], ebits: [] }),
    embedding: customEmbedding(circuit(1).rz(data(0), 0)),
    circuit: turning,
  });

  test.each([
    [0, 0],
    [1e-8, 0],
    [1e-6, 1],
    [1e-3, 1],
    [Math.PI / 2, 1],
  ])(
    'an RY of %d has F = %d: outcomes rarer than 1e-14 are left out, and F_ii is short by at most 1',
    (angle, expected) => {
      const [found] = fisherMatrix(alone, [[0.3]], [angle]);
      // P has an error of 1e-16, at 1e-6 a part of 4e-4 of itself.
      expect(Math.abs(found - expected)).toBeLessThan(angle === 1e-6 ? 1e-3 : 1e-9);
    },
  );
});
