import { describe, expect, test } from 'vitest';
import { fisherMatrix } from '../../src/analysis/fisher.js';
import { normalisedEffectiveDimension } from '../../src/analysis/normalised-effective-dimension.js';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { randomStream } from '../../src/random.js';
import { rowsFor } from '../models/engine-cases.js';

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const rows = Float64Array.from(rowsFor(model, 6, 2).flat());

/** log det by elimination, after Gauss. */
function logDeterminant(matrix: number[][]): number {
  let sum = 0;
  for (let k = 0; k < matrix.length; k++) {
    sum += Math.log(matrix[k][k]);
    for (let i = k + 1; i < matrix.length; i++) {
      const factor = matrix[i][k] / matrix[k][k];
      for (let j = k; j < matrix.length; j++) matrix[i][j] -= factor * matrix[k][j];
    }
  }
  return sum;
}

describe('normalisedEffectiveDimension', () => {
  test.each([
    [1000, 1],
    [100, 0.5],
  ])('is the formula of Abbas et al. at n = %i, gamma = %d', async (n, gamma) => {
    const draws = 4;
    const d = model.angles;
    const chance = randomStream(3, 'effective-dimension/angles');
    const matrices = Array.from({ length: draws }, (_, k) =>
      fisherMatrix(
        model,
        rows,
        Float64Array.from({ length: d }, (_, i) => 2 * Math.PI * chance.uniform(k * d + i)),
      ),
    );
    const trace = matrices.reduce(
      (sum, f) => sum + Array.from({ length: d }, (_, i) => f[i * d + i]).reduce((a, b) => a + b),
      0,
    );
    const kappa = (gamma * n) / (2 * Math.PI * Math.log(n));
    const roots = matrices.map((f) => {
      const shifted = Array.from({ length: d }, (_, i) =>
        Array.from({ length: d }, (_, j) => (i === j ? 1 : 0) + kappa * d * (f[i * d + j] / (trace / draws))),
      );
      return Math.sqrt(Math.exp(logDeterminant(shifted)));
    });
    const expected = (2 * Math.log(roots.reduce((a, b) => a + b) / draws)) / Math.log(kappa);
    const found = await normalisedEffectiveDimension(model, { rows, draws, seed: 3, observations: n, gamma });
    expect(found.value).toBeCloseTo(expected, 9);
    expect(found.normalised).toBeCloseTo(expected / d, 9);
    expect(found.parameters).toBe(d);
    expect(found.resolution).toBeCloseTo(kappa, 9);
  });

  test('is log(1 + kappa) / log kappa for one angle with the same information everywhere', async () => {
    const one = classifier({
      network: network({ processors: [{ name: 'A', qubits: 1 }] }),
      circuit: customCircuit({ circuit: circuit(1).h(0).ry(parameter(0), 0), readout: 0 }),
    });
    // H undoes the embedding's, and RZ(0) is the identity: P = cos^2, sin^2 of theta / 2, whose Fisher number is 1.
    const { value, resolution } = await normalisedEffectiveDimension(one, { rows: [[0]], observations: 500, draws: 5 });
    expect(value).toBeCloseTo(Math.log(1 + resolution) / Math.log(resolution), 10);
  });

  test('keeps determinants in range that are none of a number', async () => {
    const deep = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }) });
    const found = await normalisedEffectiveDimension(deep, { inputs: 80, draws: 2, observations: 1e300 });
    expect(found.normalised).toBeGreaterThan(0.69);
    expect(found.normalised).toBeLessThan(0.7);
  });

  test.each([
    ['too few observations', { observations: 10 }, 'range'],
    ['observations without end', { observations: Number.POSITIVE_INFINITY }, 'range'],
    ['no number of them', { observations: Number.NaN }, 'range'],
    ['gamma 0', { observations: 1000, gamma: 0 }, 'range'],
    ['gamma above 1', { observations: 1000, gamma: 1.1 }, 'range'],
  ])('refuses %s', async (_, options, code) => {
    await expect(normalisedEffectiveDimension(model, options)).rejects.toMatchObject({ code });
  });

  test('refuses a model whose outcomes depend on no angle', async () => {
    const idle = classifier({
      network: bellNetwork({ ebits: 0, qubits: 1 }),
      circuit: customCircuit({ circuit: circuit(1).rz(parameter(0), 0), readout: 0 }),
    });
    const refused = normalisedEffectiveDimension(idle, { observations: 1000, draws: 2 });
    await expect(refused).rejects.toMatchObject({ code: 'circuit' });
  });
});
