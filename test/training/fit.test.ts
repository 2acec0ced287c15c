import { describe, expect, it } from 'vitest';
import { data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { chsh } from '../../src/data/chsh.js';
import { clusters } from '../../src/data/clusters.js';
import { subset } from '../../src/data/dataset.js';
import { isEbitError } from '../../src/errors.js';
import { fit, fitSteps } from '../../src/jobs/fit.js';
import { fitMany } from '../../src/jobs/fit-many.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import type { Model, WeightForm } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { parseCheckpoint } from '../../src/training/checkpoint.js';
import type { FitOptions } from '../../src/training/fit-options.js';
import { evaluate } from '../../src/training/metrics.js';
import type { FitResult } from '../../src/training/training-run.js';
import { toyData, toyModel } from './toy.js';

const table = chsh();
const mine = new Error('mine');
const small = (weights: WeightForm, layers = 0) =>
  classifier({
    network: bellNetwork({ ebits: 1, qubits: 2, fidelity: 0.9 }),
    mixing: { layers },
    circuit: qcnn({ depth: 2 }),
    weights,
  });
/** Data angles between trainable ones: only the state engine can run it. */
const reuploading = classifier({
  network: bellNetwork({ ebits: 1, qubits: 2 }),
  circuit: customCircuit({
    circuit: circuit(2)
      .ry(parameter(0), 0)
      .cx(0, 1)
      .rz(data(1), 1)
      .ry(parameter(1), 1)
      .rx(data(0), 0)
      .rx(parameter(2), 1),
    readout: 1,
  }),
});
const plain = ({ model, ...rest }: FitResult) => ({ ...rest, parameters: model.parameters });

describe('fit', () => {
  it.each<[string, Model, FitOptions]>([
    ['free weights', small('free'), {}],
    ['a parity weight, product loss', small('parity'), { loss: 'product' }],
    ['fixed weights, all rows', small('fixed'), { batch: 'full' }],
    ['mixing', small('free', 1), { batch: 5 }],
    ['the state engine', small('free'), { engine: 'state' }],
    ['re-uploading', reuploading, {}],
  ])('interrupted and resumed equals the uninterrupted one, bit for bit: %s', async (_, model, more) => {
    const options: FitOptions = {
      ...more,
      validation: subset(table, [1, 2, 3, 4]),
      seed: 3,
      evaluateEvery: 4,
      progressEvery: 1,
    };
    const whole = plain(await fit(model, table, { ...options, iterations: 25 }));
    for (const stop of [1, 10, 24]) {
      const controller = new AbortController();
      const { checkpoint } = await fit(model, table, {
        ...options,
        iterations: 25,
        signal: controller.signal,
        onProgress: ({ iteration }) => iteration === stop && controller.abort(),
      });
      expect(checkpoint.iteration).toBe(stop);
      const resume = parseCheckpoint(JSON.stringify(checkpoint));
      expect(plain(await fit(model, table, { ...options, iterations: 25, resume }))).toStrictEqual(whole);
    }
  });

  it.each([
    [
      'throws',
      () => {
        throw mine;
      },
    ],
    [
      'rejects with',
      async () => {
        throw mine;
      },
    ],
  ])('ends with what a callback %s, as it is', async (_, fails) => {
    const model = small('free');
    const short = { iterations: 3, progressEvery: 1 };
    await expect(fit(model, table, { ...short, onProgress: fails })).rejects.toBe(mine);
    await expect(fit(model, table, { ...short, checkpoint: { every: 1, save: fails } })).rejects.toBe(mine);
    await expect(fitMany(model, table, { ...short, seeds: [1, 2], workers: 0, onProgress: fails })).rejects.toBe(mine);
  });

  it('goes on when the promise of a callback is kept', async () => {
    const model = small('free');
    const seen: string[] = [];
    const slow = (what: string) => async () => {
      seen.push(`${what} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(`${what} ends`);
    };
    const save = slow('save');
    await fit(model, table, {
      iterations: 2,
      progressEvery: 1,
      checkpoint: { every: 2, save },
      onProgress: slow('told'),
    });
    expect(seen.map((what, i) => (i % 2 === 0 ? what : what.replace('ends', 'begins')))).toEqual(
      ['told', 'told', 'save', 'save', 'told', 'told'].map((what) => `${what} begins`),
    );
  });

  it('saves every fifty iterations where nothing else is said', async () => {
    const model = small('free');
    const saved: number[] = [];
    const save = ({ iteration }: { iteration: number }) => void saved.push(iteration);
    await fit(model, table, { iterations: 120, checkpoint: { save } });
    expect(saved).toEqual([50, 100]);
  });

  it('wins more of the CHSH game with an ebit than any model can without', async () => {
    const options: FitOptions = { loss: 'product', batch: 'full', iterations: 300, learningRate: 0.05, seed: 1 };
    const value = async (ebits: number) => {
      const model = classifier({
        network: bellNetwork({ ebits, qubits: 2 }),
        circuit: qcnn({ depth: 3 }),
        weights: 'fixed',
      });
      const run = await fit(model, table, options);
      // With the product loss the mean of y E is minus the loss; |S| <= 2 allows 1/2 of it, Tsirelson sqrt(1/2).
      return { correlation: -run.loss.training, accuracy: run.accuracy.training };
    };
    const [without, withOne] = [await value(0), await value(1)];
    expect(without.correlation).toBeLessThanOrEqual(0.5 + 1e-12);
    expect(without.correlation).toBeGreaterThan(0.45);
    expect(withOne.correlation).toBeGreaterThan(0.69);
    expect(withOne.correlation).toBeLessThanOrEqual(Math.SQRT1_2 + 1e-12);
    expect(withOne.accuracy).toBe(1);
  });

  it('learns clusters, and says of itself what the trained model says', async () => {
    const all = clusters({ seed: 1 });
    const training = subset(
      all.training,
      Int32Array.from({ length: 600 }, (_, i) => i),
    );
    const validation = subset(
      all.validation,
      Int32Array.from({ length: 200 }, (_, i) => i),
    );
    const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 3 }) });
    const run = await fit(model, training, {
      validation,
      iterations: 200,
      seed: 7,
      learningRate: 0.05,
      evaluateEvery: 50,
    });
    const { accuracy, loss } = evaluate(run.model, validation);
    expect(run.accuracy.validation).toBe(accuracy);
    expect(run.loss.validation).toBeCloseTo(loss, 12);
    expect(run.accuracy.training).toBe(evaluate(run.model, training).accuracy);
    expect(run.accuracy.training).toBe(run.history.trainingAccuracy[4]);
    expect(run.history.trainingLoss[0]).toBeGreaterThan(0.9);
    expect(run.loss.training).toBeLessThan(0.75);
    expect(run.accuracy.training).toBeGreaterThan(0.7);
  });
});

describe('fitSteps', () => {
  it('yields what fit reports and returns what fit returns', async () => {
    const options: FitOptions = { iterations: 10, seed: 4, progressEvery: 4, evaluateEvery: 5 };
    const reported: unknown[] = [];
    const whole = await fit(small('free'), table, { ...options, onProgress: (progress) => reported.push(progress) });
    const steps = fitSteps(small('free'), table, options);
    const yielded: unknown[] = [];
    let next = await steps.next();
    for (; !next.done; next = await steps.next()) yielded.push(next.value);
    expect(yielded).toStrictEqual(reported);
    expect(plain(next.value)).toStrictEqual(plain(whole));
  });

  it('refuses bad options at the first step', async () => {
    await expect(fitSteps(small('free'), table, { iterations: 0 }).next()).rejects.toMatchObject({ code: 'range' });
  });
});

describe('what a fit asks of its options', () => {
  const refused = async (options: unknown, model: unknown = toyModel, data: unknown = toyData(6)) => {
    try {
      await fit(model as typeof toyModel, data as ReturnType<typeof toyData>, options as FitOptions);
    } catch (error) {
      if (isEbitError(error)) return [error.code, error.message];
      throw error;
    }
    throw new Error('nothing was refused');
  };

  it('names the option or the word that was probably meant', async () => {
    const save = () => {};
    expect((await refused({ iteration: 5 }))[1]).toContain('fit has no option "iteration". Did you mean "iterations"?');
    expect((await refused({ engine: 'State' }))[1]).toContain('no engine "State". Did you mean "state"?');
    expect((await refused({ loss: 'Product' }))[1]).toContain('no loss "Product". Did you mean "product"?');
    expect((await refused({ earlyStop: { pacience: 3 }, validation: toyData(6) }))[1]).toContain('mean "patience"?');
    expect((await refused({ checkpoint: { evry: 3, save } }))[1]).toContain('mean "every"?');
    expect((await refused({ batch: 'Full' }))[1]).toContain('mean "full"?');
  });

  it('refuses a checkpoint without save, and callbacks that are none', async () => {
    expect(await refused({ iterations: 2, checkpoint: { every: 1 } })).toStrictEqual([
      'config',
      'checkpoint.save is undefined; give a function.',
    ]);
    expect((await refused({ onProgress: 7 }))[0]).toBe('config');
  });

  it('refuses what is no model and no data set, and a table without labels', async () => {
    expect((await refused({}, {}))[0]).toBe('model');
    expect((await refused({}, toyModel, 7))[0]).toBe('config');
    expect((await refused({}, toyModel, { ...toyData(6), labels: null }))[0]).toBe('labels');
    expect((await refused({ validation: [] }))[0]).toBe('config');
    expect((await refused(null))[0]).toBe('config');
  });

  it('ends with the very error that an onProgress rejects with', async () => {
    const own = new Error('mine');
    const seen: number[] = [];
    const run = fit(toyModel, toyData(6), {
      iterations: 60,
      onProgress: async ({ iteration }) => {
        seen.push(iteration);
        if (iteration === 40) throw own;
      },
    });
    await expect(run).rejects.toBe(own);
    expect(seen).toStrictEqual([20, 40]);
  });
});
