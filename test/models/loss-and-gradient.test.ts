import { describe, expect, test } from 'vitest';
import { classifier } from '../../src/models/classifier.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { qcnn } from '../../src/models/qcnn.js';
import type { LossName, SessionOptions } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { refusal } from '../refusal.js';

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 1 }), circuit: qcnn({ depth: 1 }), seed: 2 });
const rows = [
  [0.5, 0.25],
  [-0.75, 1],
];

describe('lossAndGradient', () => {
  test('takes every kind of list for the same numbers', () => {
    const expected = lossAndGradient(model, Float64Array.from(rows.flat()), Float64Array.of(1, -1));
    expect(lossAndGradient(model, rows, [1, -1])).toEqual(expected);
    expect(lossAndGradient(model, rows.flat(), Int32Array.of(1, -1))).toEqual(expected);
    expect(lossAndGradient(model, Float32Array.from(rows.flat()), Int8Array.of(1, -1))).toEqual(expected);
  });

  test('refuses misspelt words and options, with the one that was probably meant', () => {
    const words = (options: Record<string, unknown>) => {
      const { code, message } = refusal(() => lossAndGradient(model, rows, [1, -1], options as SessionOptions));
      return [code, message];
    };
    expect(words({ loss: 'Product' })).toEqual([
      'config',
      'There is no loss "Product". Did you mean "product"? Use "mse", "product", "logistic" or "hinge".',
    ]);
    expect(words({ engine: 'State' })).toEqual([
      'config',
      'There is no engine "State". Did you mean "state"? Use "auto", "observable" or "state".',
    ]);
    expect(words({ los: 'mse' })).toEqual([
      'config',
      'lossAndGradient has no option "los". Did you mean "loss"? It takes loss, engine, weights, rows.',
    ]);
  });

  test('refuses labels that are missing, too few, or other than 1 and -1', () => {
    const refused = (labels: unknown) => refusal(() => lossAndGradient(model, rows, labels as number[]));
    expect(refused(undefined).code).toBe('labels');
    expect(refused([1]).code).toBe('shape');
    expect(refused([1, 0]).message).toBe(
      'The label of row 1 (counted from 0) is 0; a label is 1 or -1; of more ' +
        'than two classes say how many by "classes", and count them from 0.',
    );
    expect(refusal(() => lossAndGradient(model, rows, [1, -1], { loss: null as unknown as LossName })).code).toBe(
      'config',
    );
  });
});
