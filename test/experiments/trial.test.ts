import { expect, test } from 'vitest';
import { chshTrial, clusterTrial, dnnTrial, rankTrial, scales } from '../../src/experiments/scale.js';
import { canonicalText, type Trial, trainedModel, trialModel, trialName } from '../../src/experiments/trial.js';

const { tiny } = scales;

test('text of equal data is equal, whatever the order of keys', () => {
  expect(canonicalText({ b: 1, a: { d: [2, { f: 3, e: 4 }], c: null } })).toBe(
    '{"a":{"c":null,"d":[2,{"e":4,"f":3}]},"b":1}',
  );
});

test('a name is a hash of the whole configuration: everything in it changes it', () => {
  const base = clusterTrial(tiny, 1, 1, { ebits: 1 });
  const others: Trial[] = [
    clusterTrial(tiny, 2, 1, { ebits: 1 }),
    clusterTrial(tiny, 1, 2, { ebits: 1 }),
    ...[
      { fidelity: 0.9 },
      { dephased: true },
      { mixing: 1 },
      { depth: 3 },
      { weights: 'parity' as const },
      { pairs: 'all' as const },
      { corners: 'distinct' as const },
      { corners: 'independent' as const },
      { learningRate: 0.02 },
      { beta2: 0.99 },
      { batch: 9 },
      { sampling: 'replacement' as const },
    ].map((variation) => clusterTrial(tiny, 1, 1, { ebits: 1, ...variation })),
    clusterTrial({ ...tiny, iterations: 5 }, 1, 1, { ebits: 1 }),
    dnnTrial(tiny, 1, 1, 'grid'),
    rankTrial(tiny, 1, 1, 0),
    rankTrial(tiny, 1, 1, 3),
    chshTrial(tiny, 1, { ebits: 1, embedding: 'original', loss: 'mse' }),
    chshTrial(tiny, 1, { ebits: 1, embedding: 'original', loss: 'product' }),
  ];
  const names = [base, ...others].map(trialName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect(trialName(Object.fromEntries(Object.entries(base).reverse()) as unknown as Trial)).toBe(names[0]);
});

test('a name is the same in every version that gives the same numbers', () => {
  expect(trialName(rankTrial(scales.full, 4, 10, 0))).toMatchInlineSnapshot(`"2a1eac441da339dcad46eec106ec8370"`);
});

test('a trained model has the parameters of the result', () => {
  const trial = chshTrial(tiny, 1, { ebits: 1, embedding: 'original', loss: 'mse' });
  // Two processors of two qubits, depth 1: 2 (2 + 4) angles and a parity weight.
  const parameters = Array.from({ length: 13 }, (_, i) => i / 8);
  const result = {
    kind: 'training',
    training: { accuracy: 1, balancedAccuracy: 1, baseRate: 0.5 },
    validation: null,
    course: { iterations: [], loss: [], training: [], validation: null },
    parameters,
  } as const;
  expect([...trainedModel(trial, result).parameters]).toEqual(parameters);
});

test('a dephased pair is a shared coin: both bits alike, and nothing in X and Y', () => {
  const model = trialModel(clusterTrial(tiny, 1, 1, { ebits: 2, dephased: true }));
  expect(model.network.ebits.map(({ correlations }) => [...correlations])).toEqual([
    [0, 0, 1],
    [0, 0, 1],
  ]);
});
