import { describe, expect, it } from 'vitest';
import { type Dataset, dataset } from '../../src/data/dataset.js';
import { fit, fitSteps } from '../../src/jobs/fit.js';
import { fitMany } from '../../src/jobs/fit-many.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { classifier } from '../../src/models/classifier.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { runTask } from '../../src/tasks/run.js';
import { taskId } from '../../src/tasks/task.js';
import { type Checkpoint, createCheckpoint, parseCheckpoint } from '../../src/training/checkpoint.js';
import type { FitOptions } from '../../src/training/fit-options.js';
import type { History } from '../../src/training/history.js';
import { evaluate } from '../../src/training/metrics.js';
import type { Progress } from '../../src/training/progress.js';
import type { FitResult } from '../../src/training/training-run.js';
import { validationMetrics } from '../../src/training/watched-metric.js';

const network = bellNetwork({ ebits: 1, qubits: 2 });
const two = classifier({ network, circuit: qcnn({ depth: 1 }), weights: 'free' });
const three = classifier({ network, circuit: qcnn({ depth: 1 }), weights: 'free', classes: 3 });
const stream = randomStream(3, 'watched-test');
const width = two.features.reduce((sum, n) => sum + n, 0);

/** Rows whose labels the first feature tells, with some noise: a fit learns, then forgets a little. */
function noisy(count: number, at: number, classes: number): Dataset {
  const rows = Float64Array.from({ length: count * width }, (_, i) => 3 * stream.uniform(at + i) - 1.5);
  const labels = Array.from({ length: count }, (_, n) => {
    const score = rows[n * width] + 1.5 * (stream.uniform(9_000 + at + n) - 0.5);
    if (classes === 2) return score > 0 ? 1 : -1;
    return score > 0.5 ? 2 : score > -0.5 ? 1 : 0;
  });
  return dataset(rows, labels, classes === 2 ? undefined : { classes });
}

const kinds: readonly { name: string; model: Model; training: Dataset; validation: Dataset }[] = [
  { name: 'two classes', model: two, training: noisy(24, 0, 2), validation: noisy(13, 500, 2) },
  { name: 'three classes', model: three, training: noisy(24, 1000, 3), validation: noisy(16, 1500, 3) },
];
const common = { iterations: 40, evaluateEvery: 3, learningRate: 0.2, seed: 2 } as const;

/** What of the history is watched: written anew, as a check of what the fit makes of it. */
function columnOf(history: History, metric: string): number[] {
  if (metric === 'accuracy') return [...(history.validationAccuracy ?? [])];
  if (metric === 'loss') return [...(history.validationLoss ?? [])];
  return [...(history.validationMetric ?? [])];
}

const lessIsBetter = (metric: string) => ['loss', 'logLoss', 'brier'].includes(metric);

/** After how many evaluations a fit gives up, or null: by a walk that knows nothing of the library's own. */
function givesUpAt(values: readonly number[], patience: number, gain: number, falls: boolean): number | null {
  let record = 0;
  for (let i = 1; i < values.length; i++) {
    const ahead = falls ? values[record] - gain - values[i] : values[i] - gain - values[record];
    // The comparison itself is by the values, as their difference rounds.
    const beats = falls ? values[i] < values[record] - gain : values[i] > values[record] + gain;
    if (beats) record = i;
    else if (ahead > 0) throw new Error('the two ways to compare differ; choose another gain');
    if (i - record >= patience) return i;
  }
  return null;
}

const plain = ({ model, best, ...rest }: FitResult) => ({
  ...rest,
  parameters: model.parameters,
  best: best && { ...best, model: best.model.parameters },
});

describe.each(kinds)('a fit of $name', ({ model, training, validation }) => {
  const run = (options: FitOptions) => fit(model, training, { ...common, validation, ...options });

  it.each(validationMetrics)('restores the best model by %s, that of a fit of so many iterations', async (metric) => {
    const { best, ...result } = await run({ restoreBest: metric });
    const values = columnOf(result.history, metric);
    expect(values.length).toBe(14);
    const whole = await run({});
    const last = metric === 'loss' ? whole.loss.validation : metric === 'accuracy' ? whole.accuracy.validation : null;
    const end = last ?? evaluate(whole.model, validation)[metric as 'f1'];
    const all = [...values, end];
    const top = lessIsBetter(metric) ? Math.min(...all) : Math.max(...all);
    const at = all.indexOf(top) === 14 ? 40 : 3 * all.indexOf(top);
    expect([best?.metric, best?.iteration, best?.value]).toEqual([metric, at, top]);
    const exact = at === 0 ? model.withInitialParameters(2) : (await run({ iterations: at })).model;
    expect(best?.model.parameters).toStrictEqual(exact.parameters);
    expect(result.model.parameters).toStrictEqual(exact.parameters);
    // What is said of the result is of that model, and the checkpoint goes on from the last.
    expect(result.accuracy.validation).toBe(evaluate(exact, validation).accuracy);
    if (metric === 'loss') expect(result.loss.validation).toBe(top);
    else if (metric !== 'accuracy') expect(evaluate(exact, validation)[metric]).toBe(top);
    expect(result.checkpoint.model).toStrictEqual(whole.checkpoint.model);
    expect(result.history.validationLoss).toStrictEqual(whole.history.validationLoss);
    expect(result.checkpoint.version).toBe(3);
    expect(whole.checkpoint.version).toBe(2);
    expect(whole.best).toBeNull();
  });

  it.each(validationMetrics)('stops by %s where its history says so', async (metric) => {
    const { history } = await run({ restoreBest: metric });
    const values = columnOf(history, metric);
    let stops = 0;
    for (const patience of [1, 2, 3]) {
      for (const minimumGain of [0, 0.003]) {
        const stopped = await run({ earlyStop: { patience, minimumGain, metric } });
        const end = givesUpAt(values, patience, minimumGain, lessIsBetter(metric));
        if (end !== null) stops += 1;
        expect([stopped.stopped, stopped.iterations]).toEqual(end === null ? ['iterations', 40] : ['early', 3 * end]);
      }
    }
    expect(stops).toBeGreaterThan(0);
  });

  it('has the same best however it is interrupted', async () => {
    for (const options of [
      { restoreBest: true, earlyStop: { patience: 6, metric: 'brier' } },
      { restoreBest: 'loss' },
      { earlyStop: { patience: 3, metric: 'auc' } },
    ] as const satisfies readonly FitOptions[]) {
      const whole = plain(await run(options));
      for (const stop of [0, 1, 4, 12, 13, 31]) {
        const controller = new AbortController();
        if (stop === 0) controller.abort();
        const cut = await run({
          ...options,
          progressEvery: 1,
          signal: controller.signal,
          onProgress: ({ iteration }) => iteration === stop && controller.abort(),
        });
        const resume = parseCheckpoint(JSON.stringify(cut.checkpoint));
        expect(resume).toStrictEqual(cut.checkpoint);
        expect(plain(await run({ ...options, resume }))).toStrictEqual(whole);
      }
    }
  });

  it('comes to the same in many fits, in a task, and step by step', async () => {
    const options = { ...common, validation, restoreBest: true, earlyStop: { patience: 4, metric: 'f1' } } as const;
    const alone = plain(await fit(model, training, options));
    const { seed, ...rest } = options;
    for (const executor of [undefined, callingThread()]) {
      const [of] = await fitMany(model, training, { ...rest, seeds: [seed], workers: 0, executor });
      expect(plain(of)).toStrictEqual(alone);
    }
    const steps = fitSteps(model, training, options);
    for (;;) {
      const next = await steps.next();
      if (!next.done) continue;
      expect(plain(next.value)).toStrictEqual(alone);
      break;
    }
  });
});

describe('the settings', () => {
  const [{ model, training, validation }] = kinds;
  const refused = async (options: FitOptions) =>
    fit(model, training, { iterations: 2, ...options }).then(
      () => 'nothing was refused',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );

  it.each<[FitOptions, string]>([
    [{ restoreBest: true }, 'config: The best model is that of the validation rows; give'],
    [{ validation, restoreBest: 'acuracy' as never }, 'Did you mean "accuracy"?'],
    [{ validation, earlyStop: { patience: 1, metric: 'los' as never } }, 'config: There is no metric of an early stop'],
    [
      { validation, restoreBest: 'f1', earlyStop: { patience: 1, metric: 'loss' } },
      'config: The early stop watches loss and restoreBest f1; a fit watches one metric',
    ],
    [{ validation, earlyStop: { patience: 1, minimumGain: 2, metric: 'auc' } }, 'range: The minimum gain'],
    [{ validation, earlyStop: { patience: 1, minimumGain: Infinity, metric: 'loss' } }, 'finite number from 0 on'],
    [{ progressParameters: 'yes' as never }, 'config: progressParameters is "yes"; give true or false.'],
    [
      { validation: dataset(new Float64Array(2 * width), [1, 1]), restoreBest: 'auc' },
      'labels: All 2 validation labels are 1, of which there is no AUC',
    ],
  ])('refuse %j', async (options, words) => {
    expect(await refused(options)).toContain(words);
  });

  it('a checkpoint goes on only where the same is watched, and only if nobody changed it', async () => {
    const { checkpoint } = await fit(model, training, { ...common, iterations: 9, validation, restoreBest: 'auc' });
    const go = (options: FitOptions, resume: Checkpoint = checkpoint) =>
      refused({ ...common, iterations: 9, validation, ...options, resume });
    expect(await go({ restoreBest: 'auc' })).toBe('nothing was refused');
    expect(await go({})).toContain('made with watched.metric auc, this run has none');
    expect(await go({ restoreBest: 'f1' })).toContain('made with watched.metric auc, this run has f1');
    expect(await go({ earlyStop: { patience: 9, metric: 'auc' } })).toContain('watched.best true, this run has false');
    const { checkpoint: simple } = await fit(model, training, { ...common, iterations: 9, validation });
    expect(await go({ restoreBest: 'auc' }, simple)).toContain('made with watched.metric none, this run has auc');
    // An early stop by what every history has needs nothing of the checkpoint.
    expect(await go({ earlyStop: { patience: 9, metric: 'loss' } }, simple)).toBe('nothing was refused');
    type Draft = {
      version: number;
      best?: { iteration: number; parameters: number[] };
      history: { validationMetric?: number[] };
      settings: { watched?: { best: boolean } };
    };
    const spoilt: ((copy: Draft) => unknown)[] = [
      (copy) => delete copy.best,
      ({ best }) => Object.assign(best ?? {}, { iteration: 3 + (best?.iteration ?? 0) }),
      ({ best }) => best?.parameters.pop(),
      ({ history }) => delete history.validationMetric,
      ({ history }) => history.validationMetric?.pop(),
      (copy) => (copy.version = 2),
      ({ settings }) => delete settings.watched,
      ({ settings }) => Object.assign(settings.watched ?? {}, { best: false }),
    ];
    for (const change of spoilt) {
      const copy = structuredClone(checkpoint) as unknown as Draft;
      change(copy);
      expect(() => createCheckpoint(copy), String(change)).toThrow('contradicts itself');
    }
  });
});

describe('a task', () => {
  const settings = { data: { kind: 'clusters', seed: 1 }, network: { ebits: 1 }, model: { depth: 1 } } as const;
  const training = { iterations: 12, evaluateEvery: 2, seed: 1 };
  const task = (more: object = {}) => fitTask({ ...settings, training: { ...training, ...more } });

  it('is called as before unless something new is said', () => {
    // As they were called before there was a choice of what is watched.
    expect(taskId(task())).toBe('873064874760d6ee77ed83b22515cddc');
    expect(taskId(task({ earlyStop: 3 }))).toBe('4a98ffc089310e332050121a641c5b78');
    expect(taskId(task({ earlyStop: { patience: 3, metric: 'accuracy' }, restoreBest: false }))).toBe(
      '4a98ffc089310e332050121a641c5b78',
    );
    expect(taskId(task({ restoreBest: true }))).toBe(taskId(task({ restoreBest: 'accuracy' })));
    const names = [{}, { earlyStop: 3 }, { earlyStop: { patience: 3, metric: 'loss' } }, { restoreBest: true }];
    expect(new Set(names.map((one) => taskId(task(one)))).size).toBe(4);
  });

  it('has an outcome that is the best model, and says which', async () => {
    const told = task({ restoreBest: 'loss' });
    const outcome = await runTask(told);
    const at = outcome.best?.iteration ?? 0;
    const exact = await runTask(fitTask({ ...told, training: { ...training, iterations: Math.max(1, at) } }));
    expect(at).toBeGreaterThan(0);
    expect(outcome.parameters).toStrictEqual(exact.parameters);
    expect([outcome.training, outcome.validation, outcome.loss]).toEqual([
      exact.training,
      exact.validation,
      exact.loss,
    ]);
    expect(outcome.best).toEqual({ iteration: at, metric: 'loss', value: exact.loss.validation });
    expect(storedOutcome(outcome)).toMatchObject({ best: outcome.best });
    expect('best' in storedOutcome(exact)).toBe(false);
  });

  it('of the baseline has no best model', () => {
    expect(() =>
      fitTask({ data: { kind: 'clusters' }, model: { kind: 'dnn' }, training: { restoreBest: true } }),
    ).toThrow('"training.restoreBest" means nothing for the model "dnn"');
  });
});

describe('progress', () => {
  const [{ model, training }] = kinds;

  it('has a copy of the parameters where it is asked for', async () => {
    const options = { iterations: 6, progressEvery: 2, seed: 1 };
    const heard: Progress[] = [];
    await fit(model, training, { ...options, progressParameters: true, onProgress: (one) => heard.push(one) });
    for (const { iteration, parameters } of heard) {
      const exact = await fit(model, training, { ...options, iterations: iteration });
      expect(parameters).toStrictEqual(exact.model.parameters);
    }
    const plainly: Progress[] = [];
    await fit(model, training, { ...options, onProgress: (one) => plainly.push(one) });
    expect(plainly.map((one) => 'parameters' in one)).toEqual([false, false, false]);
    const many: Progress[] = [];
    const { seed, ...rest } = options;
    await fitMany(model, training, {
      ...rest,
      seeds: [seed],
      executor: callingThread(),
      progressParameters: true,
      onProgress: (one) => many.push(one),
    });
    expect(many).toEqual(heard);
  });
});
