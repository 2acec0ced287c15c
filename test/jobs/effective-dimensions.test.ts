import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EffectiveDimension, effectiveDimension } from '../../src/analysis/effective-dimension.js';
import { chsh } from '../../src/data/chsh.js';
import { effectiveDimensions } from '../../src/jobs/effective-dimensions.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { bundledWorker } from './bundled-worker.js';

const models = [1, 2, 3].map((depth) =>
  classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth }), mixing: { layers: 1 } }),
);

let script: URL;
beforeAll(async () => {
  script = await bundledWorker('src/jobs/worker.ts');
});
afterAll(() => {
  rmSync(script, { force: true });
});

describe('effectiveDimensions', () => {
  it.each([0, 1, 2])('gives what effectiveDimension gives, on %i workers', async (workers) => {
    const options = { inputs: 9, draws: 3, seed: 4, tolerance: 1e-9 };
    const expected = [];
    for (const model of models) expected.push(await effectiveDimension(model, options));
    const seen: number[][] = [];
    const early = new Map<number, EffectiveDimension>();
    const found = await effectiveDimensions(models, {
      ...options,
      workers,
      script,
      onProgress: ({ model, draw, draws }) => seen.push([model, draw, draws]),
      onResult: (result, model) => early.set(model, result),
    });
    expect(found).toStrictEqual(expected);
    expect(found.map((_, i) => early.get(i))).toStrictEqual(expected);
    for (const model of [0, 1, 2]) {
      const mine = seen.filter(([which]) => which === model);
      expect(mine).toEqual(expected[model].ranks.map((_, i) => [model, i + 1, 3]));
    }
  });

  it('takes rows', async () => {
    const { rows } = chsh();
    const [found] = await effectiveDimensions(models.slice(0, 1), { rows, draws: 2, workers: 1, script });
    expect(found).toStrictEqual(await effectiveDimension(models[0], { rows, draws: 2 }));
  });

  it.each([0, 2])('stops when it is aborted, on %i workers', async (workers) => {
    const controller = new AbortController();
    const stopped = effectiveDimensions(models, {
      inputs: 30,
      draws: 100_000,
      workers,
      script,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  });

  it('passes on what a model or an option is refused for', async () => {
    await expect(effectiveDimensions(models, { inputs: -1, workers: 1, script })).rejects.toMatchObject({
      code: 'range',
      message: 'The number of inputs is -1; give an integer from 1 to 1000000.',
    });
    await expect(effectiveDimensions(models, { workers: 0.5, script })).rejects.toMatchObject({ code: 'range' });
    await expect(effectiveDimensions(models, { rows: [[1]], workers: 0 })).rejects.toMatchObject({ code: 'shape' });
  });

  it('gives nothing for no models', async () => {
    expect(await effectiveDimensions([], { workers: 0 })).toEqual([]);
  });
});
