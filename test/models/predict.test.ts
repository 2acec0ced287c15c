import { describe, expect, test } from 'vitest';
import { parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { dataset } from '../../src/data/dataset.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { decidedValues, expectationValues, handedOut, signLabels } from '../../src/models/predict.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { evaluate } from '../../src/training/metrics.js';
import { refusal } from '../refusal.js';

describe('expectationValues', () => {
  test('weighs the outcomes of each row', () => {
    const probabilities = Float64Array.of(0.5, 0.25, 0.125, 0.125, 0, 0, 1, 0);
    expect([...expectationValues(probabilities, Float64Array.of(1, -1, -2, 4))]).toEqual([0.5, -2]);
  });
});

describe('handedOut', () => {
  test('puts back into [0, 1] what rounding put outside', () => {
    expect([...handedOut(Float64Array.of(-3e-17, 0, 0.5, 1, 1 + 4e-16, -1e-12))]).toEqual([0, 0, 0.5, 1, 1, 0]);
  });

  test.each([-2e-12, 1 + 2e-12, Number.NaN, Number.POSITIVE_INFINITY])('owns up to %s', (value) => {
    const { code, message } = refusal(() => handedOut(Float64Array.of(0.5, value)));
    expect(code).toBe('range');
    expect(message).toContain(`Internal error: a probability came out as ${value}`);
  });
});

describe('decidedValues', () => {
  test('measures 0 by the largest weight', () => {
    expect([...decidedValues(Float64Array.of(1e-10, -2e-10, 1e-9), Float64Array.of(5, -150, 1, 2))]).toEqual([
      0, -2e-10, 1e-9,
    ]);
    expect([...decidedValues(Float64Array.of(0, 1e-300), Float64Array.of(0, 0))]).toEqual([0, 1e-300]);
  });
});

describe('signLabels', () => {
  test('tells nothing at 0, nor where rounding alone keeps E from it', () => {
    const values = Float64Array.of(0.2, -1e-300, 0, -0, 7, 2e-12, -2.1e-12, 5.6e-17);
    expect([...signLabels(values, Float64Array.of(1, -2))]).toEqual([1, 0, 0, 0, 1, 0, -1, 0]);
    expect([...signLabels(values, Float64Array.of(1e-13, 0))]).toEqual([1, 0, 0, 0, 1, 1, -1, 1]);
  });
});

test('useless ebits, each whole processor one half, tell nothing: no label is made of rounding', async () => {
  const model = classifier({
    network: bellNetwork({ ebits: 1, qubits: 1, fidelity: 0.25 }),
    circuit: customCircuit({ circuit: circuit(1).ry(parameter(0), 0), readout: 0 }),
    weights: 'parity',
    seed: 2,
  });
  const rows = Array.from({ length: 8 }, (_, i) => [0.3 * i - 1, 0.7 - 0.2 * i]);
  const labels = rows.map((_, i) => (i % 2 === 0 ? 1 : -1));
  expect(model.expectations(rows).some((value) => value !== 0)).toBe(true);
  expect([...model.predict(rows)]).toEqual(new Array(8).fill(0));
  const data = dataset(rows, labels);
  const { accuracy, confusion } = evaluate(model, data);
  expect(accuracy).toBe(0);
  expect([confusion?.positive.undecided, confusion?.negative.undecided]).toEqual([4, 4]);
  const run = await fit(model, data, { iterations: 1, validation: data });
  expect(run.accuracy).toEqual({ training: 0, validation: 0 });
});
