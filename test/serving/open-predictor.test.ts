import { describe, expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { classifier } from '../../src/models/classifier.js';
import { parseModel } from '../../src/models/model-file.js';
import type { Model, ModelTable } from '../../src/models/model-types.js';
import { reuploading } from '../../src/models/reuploading.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';
import { openPredictor } from '../../src/serving/open-predictor.js';
import { openSimulator } from '../../src/simulator/simulator.js';
import { jointProbabilities } from '../oracle/joint.js';
import { refusal } from '../refusal.js';

const network = bellNetwork({ ebits: 1, qubits: 2 });
const reads = reuploading({ layers: 1, features: [2, 1] });
const scale = { minimum: [10, -5, 0.5], maximum: [30, 5, 0.75] };
const features = { A: ['age', 'dose'], B: ['weight'] };
const table: ModelTable = {
  columns: { features, label: { column: 'y', positive: 'ill', negative: 'well' } },
  scale,
};
const model = classifier({ network, circuit: reads, seed: 4 }).withTable(table);
const many = classifier({ network, circuit: reads, classes: 3, seed: 2 }).withTable({
  columns: { features, label: { column: 'y', classes: ['1', '2', 'x'] } },
  scale,
});

/** Rows in the units of the table, in its range. */
function rawRows(count: number, seed: number): number[][] {
  const stream = randomStream(seed, 'rows');
  return Array.from({ length: count }, (_, n) =>
    scale.minimum.map((low, c) => low + stream.uniform(3 * n + c) * (scale.maximum[c] - low)),
  );
}

/** By the formula, by hand. */
function byHand(row: readonly number[]): number[] {
  return row.map((x, c) => Math.PI * ((x - scale.minimum[c]) / (scale.maximum[c] - scale.minimum[c]) - 0.5));
}

describe('a predictor', () => {
  test('says what the model says, to the bit, in any company, and what a dense simulator says', () => {
    const rows = rawRows(300, 1);
    const raw = { rows: 'raw' } as const;
    for (const one of [model, model.withInitialParameters(7)]) {
      const predictor = openPredictor(one);
      expect(predictor.model).toBe(one);
      expect(predictor.probabilities(rows, raw)).toEqual(one.probabilities(rows, raw));
      expect(predictor.expectations(rows, raw)).toEqual(one.expectations(rows, raw));
      expect(predictor.predict(rows, raw)).toEqual(one.predict(rows, raw));
      expect(predictor.sample(rows, 10, 3, raw)).toEqual(one.sample(rows, 10, 3, raw));
      const alone = rows.flatMap((row) => Array.from(predictor.probabilities(row, raw)));
      expect(alone).toEqual(Array.from(one.probabilities(rows, raw)));
      for (const n of [0, 256, 299]) {
        jointProbabilities(one, one.parameters, byHand(rows[n])).forEach((p, a) => {
          expect(Math.abs(alone[4 * n + a] - p)).toBeLessThan(1e-12);
        });
      }
      predictor.close();
    }
    const predictor = openPredictor(many);
    expect(predictor.logits(rows, raw)).toEqual(many.logits(rows, raw));
    expect(predictor.classProbabilities(rows, raw)).toEqual(many.classProbabilities(rows, raw));
    predictor.close();
  });

  test('says the form of rows once for all calls, unless one says otherwise', () => {
    const rows = rawRows(3, 2);
    const predictor = openPredictor(model, { rows: 'raw' });
    expect(predictor.predict(rows)).toEqual(model.predict(rows, { rows: 'raw' }));
    expect(predictor.expectations(rows.map(byHand), { rows: 'scaled' })).toEqual(predictor.expectations(rows));
    expect(refusal(() => openPredictor(model).predict(rows)).code).toBe('range');
    predictor.close();
  });

  test('keeps the parameters that it was opened with', () => {
    const own = model.withParameters(model.parameters);
    const predictor = openPredictor(own);
    const row = byHand(rawRows(1, 3)[0]);
    const before = predictor.expectations(row);
    own.parameters.fill(0.1);
    expect(predictor.expectations(row)).toEqual(before);
    predictor.close();
  });
});

describe('probabilityOf', () => {
  const rows = rawRows(50, 5);
  const predictor = openPredictor(model, { rows: 'raw' });

  test('of two classes is by the link', () => {
    const e = predictor.expectations(rows);
    const linear = Array.from(e, (value) => Math.min(1, Math.max(0, (1 + value) / 2)));
    expect(Array.from(predictor.probabilityOf('ill', rows))).toEqual(linear);
    expect(predictor.probabilityOf(1, rows)).toEqual(predictor.probabilityOf('ill', rows));
    expect(Array.from(predictor.probabilityOf('well', rows))).toEqual(linear.map((p) => 1 - p));
    expect(predictor.probabilityOf(-1, rows)).toEqual(predictor.probabilityOf(' well ', rows));
    Array.from(predictor.probabilityOf(1, rows, { link: 'logistic' })).forEach((p, n) => {
      expect(Math.abs(p - 1 / (1 + Math.exp(-e[n])))).toBeLessThan(1e-15);
    });
    const logistic = openPredictor(model, { rows: 'raw', link: 'logistic' });
    expect(logistic.probabilityOf(1, rows)).toEqual(predictor.probabilityOf(1, rows, { link: 'logistic' }));
    logistic.close();
  });

  test('of more is the softmax, by the word or by a number that is no other word', () => {
    const asked = openPredictor(many, { rows: 'raw' });
    const all = asked.classProbabilities(rows);
    const column = (c: number) => Array.from(rows, (_, n) => all[3 * n + c]);
    expect(Array.from(asked.probabilityOf('1', rows))).toEqual(column(0));
    expect(Array.from(asked.probabilityOf('2.0', rows))).toEqual(column(1));
    expect(Array.from(asked.probabilityOf('x', rows))).toEqual(column(2));
    expect(Array.from(asked.probabilityOf(0, rows))).toEqual(column(0));
    asked.close();
  });

  test('refuses what is no class, and a number that means two', () => {
    const asked = openPredictor(many, { rows: 'raw' });
    const message = (act: () => unknown) => {
      const { code, message: words } = refusal(act);
      expect(code).toBe('labels');
      return words;
    };
    expect(message(() => predictor.probabilityOf('il', rows))).toBe(
      'There is no class "il". Did you mean "ill"? The classes are "ill", "well", or their numbers, 1 or -1.',
    );
    expect(message(() => predictor.probabilityOf(0, rows))).toContain('There is no class 0');
    expect(message(() => predictor.probabilityOf(null as unknown as string, rows))).toContain('null');
    expect(message(() => asked.probabilityOf(1, rows))).toBe(
      'The class 1 is "2", and "1" is the word of another; give the word, as text.',
    );
    expect(message(() => asked.probabilityOf(3, rows))).toContain('from 0 to 2');
    asked.close();
  });
});

describe('closing', () => {
  test('a closed predictor refuses every call, and closes twice', () => {
    const predictor = openPredictor(model);
    predictor.close();
    predictor.close();
    const row = [0.1, 0.2, 0.3];
    for (const act of [
      () => predictor.probabilities(row),
      () => predictor.predict(row),
      () => predictor.expectations(row),
      () => predictor.sample(row, 1, 1),
      () => predictor.probabilityOf(1, row),
      () => predictor.predictTable([]),
    ]) {
      expect(refusal(act).code).toBe('closed');
    }
  });

  test('`using` closes predictors, sessions and simulators where the engine has it', () => {
    const row = [0.1, 0.2, 0.3];
    const open = [
      { one: openPredictor(model), ask: (p: ReturnType<typeof openPredictor>) => p.predict(row) },
      { one: openSession(model, row), ask: (s: ReturnType<typeof openSession>) => s.probabilities(model.parameters) },
      { one: openSimulator(circuit(1).h(0)), ask: (s: ReturnType<typeof openSimulator>) => s.probabilities() },
    ] as { one: { close(): void }; ask(one: unknown): unknown }[];
    for (const { one, ask } of open) {
      expect(() => ask(one)).not.toThrow();
      (one as unknown as Record<symbol, () => void>)[Symbol.dispose]();
      expect(refusal(() => ask(one)).code).toBe('closed');
    }
  });
});

test('a predictor that is closed gives its instance of the core back', () => {
  const instance = acquireCore();
  releaseCore(instance);
  for (let i = 0; i < 20; i++) {
    const predictor = openPredictor(model.withInitialParameters(i));
    predictor.probabilities([0.1, 0.2, 0.3]);
    predictor.close();
    const again = acquireCore();
    expect(again).toBe(instance);
    releaseCore(again);
  }
});

test('options and models are looked at', () => {
  expect(refusal(() => openPredictor({} as Model)).code).toBe('model');
  expect(refusal(() => openPredictor(model, { link: 'log' as 'linear' })).message).toContain('no link "log"');
  expect(refusal(() => openPredictor(model, { rows: 'row' as 'raw' })).message).toContain('Did you mean "raw"?');
  expect(refusal(() => openPredictor(model, { row: 'raw' } as object)).code).toBe('config');
  const copy = openPredictor(parseModel(JSON.stringify(model)), { rows: 'raw' });
  const rows = rawRows(5, 8);
  expect(copy.probabilities(rows)).toEqual(model.probabilities(rows, { rows: 'raw' }));
  copy.close();
});
