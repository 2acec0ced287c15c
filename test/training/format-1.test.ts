import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dataset } from '../../src/data/dataset.js';
import { fit } from '../../src/jobs/fit.js';
import { createModel } from '../../src/models/model-file.js';
import { createCheckpoint } from '../../src/training/checkpoint.js';

/** What the first version of this program wrote after 12 iterations, and after 30 where nothing had interrupted it. */
const kept = JSON.parse(readFileSync(new URL('fixtures/checkpoint-format-1.json', import.meta.url), 'utf8'));

it('goes on from a checkpoint of the first format to the bits that the first version reached', async () => {
  const resume = createCheckpoint(kept.checkpoint);
  const validation = dataset(kept.validation.rows, kept.validation.labels);
  const training = dataset(kept.training.rows, kept.training.labels);
  const options = { ...kept.options, validation, iterations: 30 };
  for (const more of [{ resume }, {}]) {
    const { model, history } = await fit(createModel(kept.checkpoint.model), training, { ...options, ...more });
    expect([...model.parameters]).toStrictEqual([...createModel(kept.finished.model).parameters]);
    expect([...history.loss]).toStrictEqual(kept.finished.history.loss);
    expect([...history.trainingLoss]).toStrictEqual(kept.finished.history.trainingLoss);
    expect([...(history.validationLoss ?? [])]).toStrictEqual(kept.finished.history.validationLoss);
  }
});
