// Rows that are laid out once for all sessions over them: the first session makes what the later ones copy.
import { describe, expect, test } from 'vitest';
import { dataset } from '../../src/data/dataset.js';
import { keptLayouts } from '../../src/engine/plan.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { zz } from '../../src/models/embedding.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { engineCases, labelsFor, parametersFor, rowsFor } from '../models/engine-cases.js';
import { refusal } from '../refusal.js';

const observable = engineCases.filter(({ engines }) => engines.includes('observable'));

/** Loss, gradient and probabilities of a session that is opened for them. */
function answersOf(model: Model, rows: Float64Array, labels: readonly number[]) {
  const session = openSession(model, rows, labels, { engine: 'observable' });
  const parameters = parametersFor(model, 5);
  const gradient = new Float64Array(parameters.length);
  const loss = session.step(parameters, null, 'mse', gradient);
  const probabilities = session.probabilities(parameters);
  session.close();
  return { loss, gradient, probabilities };
}

describe.each(observable)('$name', ({ model }) => {
  const rows = Float64Array.from(rowsFor(model, 70, 41).flat());
  const labels = labelsFor(70, 42);

  test('a second session over equal rows has the same bits and keeps nothing more', () => {
    const first = answersOf(model, rows, labels);
    const { bytes } = keptLayouts;
    expect(answersOf(model, rows.slice(), labels)).toEqual(first);
    expect(keptLayouts.bytes).toBe(bytes);
  });

  test('rows that were written to are laid out anew, those of before are still there', () => {
    const own = rows.slice();
    const before = answersOf(model, own, labels);
    const row = own.length / 70;
    own.copyWithin(3 * row, 7 * row, 8 * row);
    const { probabilities } = answersOf(model, own, labels);
    const outcomes = probabilities.length / 70;
    const one = (n: number) => probabilities.slice(n * outcomes, (n + 1) * outcomes);
    const seventh = before.probabilities.slice(7 * outcomes, 8 * outcomes);
    expect([one(3), one(7)]).toEqual([seventh, seventh]);
    expect(answersOf(model, rows, labels)).toEqual(before);
  });
});

const model = (ebits: number, depth: number, pairs: 'ring' | 'all' = 'ring') =>
  classifier({ network: bellNetwork({ ebits }), embedding: zz({ pairs }), circuit: qcnn({ depth }), seed: 3 });
const rowsOf = (seed: number) => Float64Array.from(rowsFor(model(1, 1), 40, seed).flat());

/** How many bytes more are kept after a session. */
function growthOf(one: Model, rows: Float64Array): number {
  const { bytes } = keptLayouts;
  openSession(one, rows, null, { engine: 'observable' }).close();
  return keptLayouts.bytes - bytes;
}

test('models of other depths share rows, other embeddings and networks do not', () => {
  const rows = rowsOf(51);
  // Two processors with 16 phases of two numbers a row, and the row itself.
  expect(growthOf(model(1, 1), rows)).toBeGreaterThan(40 * (2 * 32 + 8) * 8);
  expect(growthOf(model(1, 2), rows)).toBe(0);
  expect(growthOf(model(1, 1, 'all'), rows)).toBeGreaterThan(0);
  expect(growthOf(model(2, 1), rows)).toBeGreaterThan(0);
  expect(growthOf(model(1, 1), rows.subarray(0, 160))).toBeGreaterThan(0);
  expect(growthOf(model(1, 1), rows)).toBe(0);
});

test('rows that are refused are not kept', () => {
  const rows = rowsOf(52);
  rows[9] = 1e308;
  const { bytes } = keptLayouts;
  for (let i = 0; i < 2; i++) expect(refusal(() => openSession(model(1, 1), rows)).code).toBe('not-finite');
  expect(keptLayouts.bytes).toBe(bytes);
});

test('fits one after another have the same bits, however some of them end, and what is kept does not grow', async () => {
  const training = dataset(rowsOf(53), labelsFor(40, 54));
  const options = { iterations: 3, seed: 1 };
  const first = await fit(model(1, 1), training, options);
  const { bytes } = keptLayouts;
  for (let i = 0; i < 300; i++) {
    if (i % 100 === 50) {
      const aborted = await fit(model(1, 1), training, { ...options, signal: AbortSignal.abort() });
      expect(aborted.stopped).toBe('aborted');
      const failed = fit(model(1, 1), training, {
        ...options,
        loss: () => {
          throw new Error('of the user');
        },
      });
      await expect(failed).rejects.toThrow();
    }
    const { model: trained, history } = await fit(model(1, 1), training, options);
    if (i % 50 === 0) expect([trained.parameters, history]).toEqual([first.model.parameters, first.history]);
  }
  expect(keptLayouts.bytes).toBe(bytes);
});
