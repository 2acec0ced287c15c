import { describe, expect, it } from 'vitest';
import { dataset } from '../../src/data/dataset.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { lossNames } from '../../src/models/session-types.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';
import { parseCheckpoint } from '../../src/training/checkpoint.js';
import type { FitOptions } from '../../src/training/fit-options.js';
import type { OptimiserSettings } from '../../src/training/optimisers.js';
import type { ScheduleSettings } from '../../src/training/schedule.js';
import fc from '../seeded.js';

const model = classifier({
  network: bellNetwork({ ebits: 1, qubits: 2 }),
  circuit: qcnn({ depth: 0 }),
  weights: 'free',
});
const stream = randomStream(3, 'resume-test');
const features = model.features.reduce((sum, n) => sum + n, 0);
const rows = (count: number, at: number) =>
  Float64Array.from({ length: count * features }, (_, i) => 3 * stream.uniform(at + i));
const training = dataset(rows(11, 0), [1, -1, 1, 1, -1, -1, 1, -1, 1, 1, 1]);
const validation = dataset(rows(5, 1000), [1, -1, -1, 1, -1]);
const iterations = 14;

const optimiser: fc.Arbitrary<OptimiserSettings> = fc.oneof(
  fc.constant({ kind: 'adam' as const, learningRate: 0.1 }),
  fc.record({ kind: fc.constant('adamw' as const), weightDecay: fc.constantFrom(0, 0.1, 30) }),
  fc.record({ kind: fc.constant('sgd' as const), momentum: fc.constantFrom(0.5, 0.9), nesterov: fc.boolean() }),
);
const schedule: fc.Arbitrary<ScheduleSettings> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), warmUp: fc.constantFrom(0, 5) }),
  fc.record({ kind: fc.constant('cosine' as const), warmUp: fc.constantFrom(0, 3), end: fc.constantFrom(0, 0.1) }),
  fc.record({ kind: fc.constant('step' as const), every: fc.constantFrom(1, 4), factor: fc.constantFrom(0.3, 1) }),
);
const own = (e: number, y: number) => ({
  value: (y - e) * (y - e) * (y - e) * (y - e),
  slope: 4 * (e - y) * (e - y) * (e - y),
});
const settings = fc.record({
  optimiser,
  schedule,
  loss: fc.constantFrom(...lossNames, own, { kind: 'shots' as const, shots: 20, warmUp: 5 }),
  l2: fc.constantFrom(0, 0.01, { weights: 0.1 }, { angles: 1, perRow: true }, { weights: 0.2, logits: 0 }),
  clip: fc.constantFrom(null, 0.2),
  classWeights: fc.constantFrom('balanced' as const, { positive: 1 }, { positive: 0.5, negative: 2 }),
  sampling: fc.constantFrom('epochs' as const, 'replacement' as const),
  weighted: fc.boolean(),
});

async function bitsOf(options: FitOptions) {
  const { model: trained, ...rest } = await fit(model, training, options);
  return { ...rest, parameters: trained.parameters };
}

describe('a fit that is interrupted anywhere', () => {
  it('equals the one that was not, bit for bit, whatever its optimiser, schedule, loss, penalties and weights', async () => {
    const all = fc.asyncProperty(
      settings,
      fc.integer({ min: 0, max: iterations }),
      async ({ weighted, ...one }, stop) => {
        const options: FitOptions = {
          ...one,
          ...(weighted ? { sampleWeights: Array.from({ length: 11 }, (_, n) => 0.5 + n / 4) } : {}),
          seed: 5,
          iterations,
          evaluateEvery: 3,
          progressEvery: 1,
          validation,
        };
        const controller = new AbortController();
        if (stop === 0) controller.abort();
        const first = await fit(model, training, {
          ...options,
          signal: controller.signal,
          onProgress: ({ iteration }) => iteration === stop && controller.abort(),
        });
        expect(first.iterations).toBe(stop);
        const resume = parseCheckpoint(JSON.stringify(first.checkpoint));
        expect(resume).toStrictEqual(first.checkpoint);
        expect(await bitsOf({ ...options, resume })).toStrictEqual(await bitsOf(options));
      },
    );
    await fc.assert(all, { numRuns: 40 });
  });
});

describe('a checkpoint', () => {
  const options: FitOptions = { iterations: 4, seed: 1 };
  const refused = async (made: FitOptions, resumed: FitOptions): Promise<string> => {
    const { checkpoint } = await fit(model, training, { ...options, ...made });
    const failure = fit(model, training, { ...options, ...resumed, iterations: 6, resume: checkpoint });
    return failure.then(
      () => 'nothing was refused',
      (error: Error) => error.message,
    );
  };

  it.each<[string, FitOptions, FitOptions]>([
    ['optimiser adam, this run has sgd', {}, { optimiser: { kind: 'sgd' } }],
    [
      'momentum 0.5, this run has 0.9',
      { optimiser: { kind: 'sgd', momentum: 0.5 } },
      { optimiser: { kind: 'sgd', momentum: 0.9 } },
    ],
    ['schedule constant, this run has cosine', {}, { schedule: { kind: 'cosine' } }],
    ['loss shots, this run has mse', { loss: { kind: 'shots', shots: 9 } }, {}],
    ['loss.warmUp 3, this run has 5', { loss: { kind: 'shots', shots: 9 } }, { loss: { kind: 'shots', shots: 9 } }],
    ['schedule.over 4, this run has 6', { schedule: { kind: 'cosine' } }, { schedule: { kind: 'cosine' } }],
    ['l2.angles 0.1, this run has 0', { l2: 0.1 }, { l2: { weights: 0.1 } }],
    ['clip 1, this run has null', { clip: 1 }, {}],
    ['classWeights.positive 2, this run has 1', { classWeights: { positive: 2 } }, {}],
    ['loss custom, this run has mse', { loss: own }, {}],
    ['loss mse, this run has custom', {}, { loss: own }],
  ])('is refused by another run: made with %s', async (words, made, resumed) => {
    expect(await refused(made, resumed)).toBe(`The checkpoint was made with ${words}; give the same.`);
  });

  it('is refused by a run whose rows weigh other than its own', async () => {
    const weights = training.labels.map((_, n) => 1 + n);
    expect(await refused({ sampleWeights: weights }, {})).toContain('made with other sample weights');
  });

  it('of a cosine goes on where its length is said', async () => {
    const cosine: FitOptions = { schedule: { kind: 'cosine', over: 6 } };
    expect(await refused(cosine, cosine)).toBe('nothing was refused');
  });
});
