import { describe, expect, test } from 'vitest';
import { accuracyAtShots, shotsFor } from '../../src/analysis/accuracy-at-shots.js';
import { successProbability } from '../../src/analysis/chsh-score.js';
import { readTable } from '../../src/data/csv.js';
import { dataset, subset } from '../../src/data/dataset.js';
import { applyScale } from '../../src/data/scale.js';
import { scaledSplit } from '../../src/data/scaled-split.js';
import { classifier } from '../../src/models/classifier.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';
import { createModel, modelToJSON, parseModel } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { evaluate } from '../../src/training/metrics.js';
import { jointProbabilities } from '../oracle/joint.js';
import { refusal } from '../refusal.js';

const scale = { minimum: [10, -5, 0.5], maximum: [30, 5, 0.75] };
const columns = { features: { A: ['age', 'dose'], B: ['weight'] }, label: null };
const bare = classifier({
  network: bellNetwork({ ebits: 1, qubits: 2 }),
  circuit: reuploading({ layers: 1, features: [2, 1] }),
  seed: 4,
});
const model = bare.withTable({ columns, scale });
const many = classifier({
  network: bellNetwork({ ebits: 1, qubits: 2 }),
  circuit: reuploading({ layers: 1, features: [2, 1] }),
  classes: 3,
}).withTable({ columns, scale });

/** The second lies beyond the scale. */
const raw = [
  [12, 4, 0.7],
  [45, 0, 0.5],
];
/** By the formula, by hand. */
const angles = raw.map((row) =>
  row.map((x, c) => Math.PI * ((x - scale.minimum[c]) / (scale.maximum[c] - scale.minimum[c]) - 0.5)),
);

const methods = {
  probabilities: (one: Model, rows: number[][], options?: { rows?: 'raw' | 'scaled' }) =>
    one.probabilities(rows, options),
  expectations: (one: Model, rows: number[][], options?: { rows?: 'raw' | 'scaled' }) =>
    one.expectations(rows, options),
  predict: (one: Model, rows: number[][], options?: { rows?: 'raw' | 'scaled' }) => one.predict(rows, options),
  sample: (one: Model, rows: number[][], options?: { rows?: 'raw' | 'scaled' }) => one.sample(rows, 100, 1, options),
};
const manyMethods = {
  logits: (rows: number[][], options?: { rows?: 'raw' | 'scaled' }) => many.logits(rows, options),
  classProbabilities: (rows: number[][], options?: { rows?: 'raw' | 'scaled' }) =>
    many.classProbabilities(rows, options),
};

test('raw rows give what a dense simulator gives of rows scaled by hand', () => {
  const found = model.probabilities(raw, { rows: 'raw' });
  angles.forEach((row, n) => {
    jointProbabilities(model, model.parameters, row).forEach((p, a) => {
      expect(Math.abs(found[4 * n + a] - p)).toBeLessThan(1e-12);
    });
  });
});

describe.each(Object.entries(methods))('%s', (_, ask) => {
  test('takes rows as they are declared', () => {
    expect(ask(model, raw, { rows: 'raw' })).toEqual(ask(bare, angles));
    expect(ask(model, angles, { rows: 'scaled' })).toEqual(ask(bare, angles));
    expect(ask(model, angles.slice(0, 1))).toEqual(ask(bare, angles.slice(0, 1)));
    expect(ask(bare, raw)).toEqual(ask(bare, raw, { rows: 'scaled' }));
  });

  test('refuses what no scale has made', () => {
    const { code, message } = refusal(() => ask(model, [angles[0], angles[1]]));
    expect(code).toBe('range');
    expect(message).toBe(
      `Row 1 has ${angles[1][0]} for feature 0, "age" (both counted from 0), and the model keeps a scale, whose training rows ` +
        "lie from -pi/2 to pi/2. Say which they are: rows: 'raw' in the units of the table, which the scale is applied to, or " +
        "rows: 'scaled' if it has been.",
    );
  });
});

test.each(Object.entries(manyMethods))('%s of more than two classes takes rows as they are declared', (_, ask) => {
  expect(ask(raw, { rows: 'raw' })).toEqual(ask(angles, { rows: 'scaled' }));
  expect(refusal(() => ask(raw)).code).toBe('range');
});

test('rows that ebit scaled are known, wherever they lie', () => {
  const made = applyScale(raw, scale);
  expect(made[3]).toBeGreaterThan(Math.PI / 2);
  expect(model.predict(made)).toEqual(model.predict(angles, { rows: 'scaled' }));
  const part = subset(dataset(made, [1, -1]), [1]);
  expect(model.probabilities(part.rows)).toEqual(model.probabilities(angles.slice(1), { rows: 'scaled' }));
  const lines = Array.from({ length: 40 }, (_, n) => `${(n * 7) % 13},${n ** 3},${-n},${n % 2 ? 'ill' : 'well'}`);
  const table = readTable(['a,b,c,y', ...lines].join('\n'), { columns: { A: ['a', 'b'], B: ['c'] }, label: 'y' });
  const split = scaledSplit(table, { seed: 1, fraction: 0.9 });
  expect(Math.max(...split.validation.rows)).toBeGreaterThan(Math.PI / 2);
  const fitted = bare.withTable({ columns: table.columns, scale: split.scale });
  expect(evaluate(fitted, split.validation)).toEqual(evaluate(bare, split.validation));
});

test('single precision, and the ends of the scale, are within it', () => {
  expect(model.predict(Float32Array.of(Math.PI / 2, -Math.PI / 2, Math.PI / 2))).toHaveLength(1);
  expect(refusal(() => model.predict([1.5709, 0, 0])).code).toBe('range');
  expect(refusal(() => model.predict([0, 0, -1.5709])).message).toContain('"weight"');
});

test('functions that take a model and rows take their form', () => {
  const known = dataset(raw, [1, -1]);
  const asAngles = dataset(angles, [1, -1]);
  expect(evaluate(model, known, { rows: 'raw' })).toEqual(evaluate(bare, asAngles));
  expect(accuracyAtShots(model, known, 5, { rows: 'raw' })).toEqual(accuracyAtShots(bare, asAngles, 5));
  expect(shotsFor(model, known, 0.4, { rows: 'raw' })).toEqual(shotsFor(bare, asAngles, 0.4));
  expect(successProbability(model, known, { rows: 'raw' })).toBe(successProbability(bare, asAngles));
  expect(lossAndGradient(model, raw, [1, -1], { rows: 'raw' })).toEqual(lossAndGradient(bare, angles, [1, -1]));
  const labels = dataset(raw, [0, 2], { classes: 3 });
  expect(evaluate(many, labels, { rows: 'raw' }).loss).toBe(
    evaluate(many, dataset(angles, [0, 2], { classes: 3 }), { rows: 'scaled' }).loss,
  );
  for (const act of [
    () => evaluate(model, known),
    () => accuracyAtShots(model, known, 5),
    () => shotsFor(model, known, 0.5),
    () => successProbability(model, known),
    () => lossAndGradient(model, raw, [1, -1]),
  ]) {
    expect(refusal(act).code).toBe('range');
  }
});

describe('refuses', () => {
  const message = (act: () => unknown) => refusal(act).message;

  test('raw rows where there is no scale', () => {
    expect(message(() => bare.predict(raw, { rows: 'raw' }))).toContain('keeps no scale');
  });

  test('raw rows of a model whose columns hold words, by the name of what reads them', () => {
    const preparation = {
      missing: null,
      columns: [
        { column: 'age', kind: 'number', median: null },
        { column: 'dose', kind: 'ordinal', categories: ['low', 'high'], median: null },
        { column: 'weight', kind: 'number', median: null },
      ],
    } as const;
    const worded = bare.withTable({ columns, scale, preparation });
    expect(message(() => worded.predict(raw, { rows: 'raw' }))).toMatch(/"dose" holds words.*predictTable/);
  });

  test('rows that were scaled and are said to be raw', () => {
    expect(message(() => model.predict(applyScale(raw, scale), { rows: 'raw' }))).toContain("use rows: 'scaled'");
  });

  test('other options and words', () => {
    expect(message(() => model.predict(raw, { row: 'raw' } as object))).toContain(
      'no option "row". Did you mean "rows"?',
    );
    expect(message(() => model.predict(raw, { rows: 'rew' as 'raw' }))).toContain('Did you mean "raw"?');
    expect(refusal(() => model.predict([[1, 2, Number.NaN]], { rows: 'raw' })).code).toBe('not-finite');
    expect(refusal(() => model.predict([[1, 2]], { rows: 'raw' })).code).toBe('shape');
  });
});

describe('toJSON', () => {
  test('makes a model file of JSON.stringify, bit for bit', () => {
    for (const one of [model, bare, many, model.withInitialParameters(9)]) {
      const text = JSON.stringify(one);
      expect(text).toBe(JSON.stringify(modelToJSON(one)));
      const again = parseModel(text);
      expect(new BigUint64Array(again.parameters.slice().buffer)).toEqual(
        new BigUint64Array(one.parameters.slice().buffer),
      );
      expect(again.scale).toEqual(one.scale);
    }
    expect(createModel(JSON.parse(JSON.stringify({ model })).model).parameters).toEqual(model.parameters);
  });
});
