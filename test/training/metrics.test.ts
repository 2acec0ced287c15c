import { describe, expect, it } from 'vitest';
import { data } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { dataset } from '../../src/data/dataset.js';
import { EbitError } from '../../src/errors.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding } from '../../src/models/embedding.js';
import { network } from '../../src/network/network.js';
import {
  accuracy,
  balancedAccuracy,
  type ConfusionTable,
  confusionTable,
  evaluate,
  meanLoss,
} from '../../src/training/metrics.js';
import { refusal } from '../refusal.js';

const expectations = Float64Array.of(0.5, -0.25, 0, 1, -1, 0);
const labels = Float64Array.of(1, 1, 1, -1, -1, -1);

describe('metrics', () => {
  it('counts the sign of E as the label, and 0 as wrong', () => {
    expect(accuracy(expectations, labels)).toBe(2 / 6);
    expect(confusionTable(expectations, labels)).toStrictEqual({
      positive: { positive: 1, negative: 1, undecided: 1 },
      negative: { positive: 1, negative: 1, undecided: 1 },
    });
  });

  it('averages the loss', () => {
    // 0.25 + 1.5625 + 1 + 4 + 0 + 1
    expect(meanLoss(expectations, labels, 'mse')).toBeCloseTo(7.8125 / 6, 15);
    // -0.5 + 0.25 - 0 + 1 - 1 + 0
    expect(meanLoss(expectations, labels, 'product')).toBeCloseTo(-0.25 / 6, 15);
  });
});

describe('what the metrics refuse', () => {
  const metrics = [
    ['accuracy', accuracy],
    ['meanLoss', (e: Float64Array, y: Float64Array) => meanLoss(e, y, 'mse')],
    ['confusionTable', confusionTable],
  ] as const;

  it.each(metrics)('%s: lists that do not go together, and labels that are none', (_, metric) => {
    const code = (e: unknown, y: unknown) => refusal(() => metric(e as Float64Array, y as Float64Array)).code;
    expect(code([0.1, 0.2], [1])).toBe('shape');
    expect(code([0.1], [1, -1])).toBe('shape');
    expect(code([], [])).toBe('labels');
    expect(code([0.1], [0])).toBe('labels');
    expect(code([0.1], null)).toBe('labels');
    expect(code([Number.NaN], [1])).toBe('not-finite');
    expect(code(undefined, [1])).toBe('shape');
  });

  it('takes plain lists', () => {
    expect(accuracy(Array.from(expectations), Array.from(labels))).toBe(2 / 6);
    expect(meanLoss([0.5], Int8Array.of(1), 'product')).toBe(-0.5);
  });

  it('a misspelt loss', () => {
    const { code, message } = refusal(() => meanLoss(expectations, labels, 'MSE' as 'mse'));
    expect([code, message]).toStrictEqual([
      'config',
      'There is no loss "MSE". Did you mean "mse"? Use "mse", "product", "logistic" or "hinge".',
    ]);
  });

  it('a table of counts that is none', () => {
    for (const none of [undefined, null, 7, {}, { positive: {}, negative: {} }, { positive: null, negative: null }]) {
      expect(() => balancedAccuracy(none as unknown as ConfusionTable)).toThrow(EbitError);
    }
  });
});

describe('evaluate', () => {
  /** One qubit that RX(x) turns: E = cos x. */
  const model = classifier({
    network: network({ processors: [{ name: 'A', qubits: 1 }] }),
    embedding: customEmbedding(circuit(1).rx(data(0), 0)),
    circuit: customCircuit({ circuit: circuit(1), readout: 0 }),
    weights: 'fixed',
  });

  it('judges a model by rows', () => {
    const rows = dataset([[0], [Math.PI / 3], [Math.PI], [2]], [1, -1, 1, -1]);
    const { accuracy: share, loss, confusion } = evaluate(model, rows);
    expect(share).toBe(0.5);
    expect(loss).toBeCloseTo((0 + 2.25 + 4 + (-1 - Math.cos(2)) ** 2) / 4, 12);
    expect(confusion).toStrictEqual({
      positive: { positive: 1, negative: 1, undecided: 0 },
      negative: { positive: 1, negative: 1, undecided: 0 },
    });
    expect(evaluate(model, rows, { loss: 'product' }).loss).toBeCloseTo((-1 + 0.5 + 1 + Math.cos(2)) / 4, 12);
  });

  it('refuses what it cannot judge', () => {
    const rows = dataset([[0], [1]], [1, -1]);
    expect(refusal(() => evaluate(model, { ...rows, labels: Float64Array.of(1) })).code).toBe('shape');
    expect(
      refusal(() => evaluate(model, rows, { lossName: 'product' } as unknown as { loss: 'product' })).message,
    ).toBe('evaluate has no option "lossName". It takes loss, rows.');
    expect(refusal(() => evaluate(model, { ...rows, labels: null as unknown as Float64Array })).code).toBe('labels');
    expect(refusal(() => evaluate(model, 7 as unknown as typeof rows)).code).toBe('config');
    const { code, message } = refusal(() => evaluate(model, rows, { loss: 'square' as 'mse' }));
    expect(code).toBe('config');
    expect(message).toBe('There is no loss "square". Use "mse", "product", "logistic" or "hinge".');
  });
});
