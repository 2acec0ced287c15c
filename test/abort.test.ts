// One rule for every public function that takes a signal: see src/abort.ts.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bellNetwork,
  benchmark,
  budget,
  callingThread,
  classifier,
  clusters,
  compare,
  dataset,
  dimensionTask,
  type Executor,
  effectiveDimension,
  effectiveDimensions,
  evaluationTask,
  fit,
  fitDnn,
  fitMany,
  fitMlp,
  fitSteps,
  fitTask,
  game,
  type Job,
  memoryStore,
  normalisedEffectiveDimension,
  partyGame,
  qcnn,
  runStudy,
  runSweep,
  runTask,
  threadPool,
  trainPlayers,
  trainStrategy,
} from '../src/index.js';
import { bundledWorker } from './jobs/bundled-worker.js';

let script: URL;
beforeAll(async () => {
  script = await bundledWorker('src/jobs/worker.ts');
});
afterAll(() => rmSync(script));

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 0 }) });
/** Of less than full rank, so that its dimension is drawn to the end. */
const ranked = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }) });
const rows = Float64Array.from({ length: 8 * 4 }, (_, i) => Math.abs(((7 * i) % 11) / 11));
const training = dataset(rows, [1, -1, 1, -1, 1, -1, 1, -1]);
const wide = clusters({ seed: 1 });
const long = { iterations: 1_000_000, evaluateEvery: 1_000_000, progressEvery: 5 };
const data = { kind: 'clusters', seed: 1 } as const;
const small = { data, network: { qubits: 4 }, model: { depth: 0 } } as const;
const longFit = fitTask({ ...small, training: { iterations: 1_000_000, evaluateEvery: 1_000_000 } });
const longRank = dimensionTask({ model: { depth: 1 }, measure: { draws: 1_000_000 } });
const measured = evaluationTask({
  data: { kind: 'chsh' },
  rows: 'training',
  model: { depth: 0 },
  parameters: new Array(12).fill(0.1),
});
const compared = { data: { kind: 'clusters' }, ebits: [1], coins: [], training: { iterations: 100_000 } } as const;

/** An executor that nothing may be begun in. */
const untouched: Executor = {
  width: 3,
  run: () => Promise.reject(new Error('a job was begun')),
  close: async () => {},
};
/** A program for threads that is not there: a thread that is started fails otherwise than by the signal. */
const nowhere = new URL('file:///no/such/worker.js');

interface Call {
  /** The files below src/ whose option it is. */
  readonly from: readonly string[];
  /** Where the signal is aborted beforehand; `executor` and `script` begin nothing. */
  readonly before: (signal: AbortSignal) => Promise<unknown>;
  /** Where it is aborted on the way: by `stop`, or by a clock. Null for what has no way: it is over within a turn. */
  readonly within: ((signal: AbortSignal, stop: () => void) => Promise<unknown>) | null;
}

async function onPool<T>(run: (pool: Executor) => Promise<T>, from = script): Promise<T> {
  const pool = await threadPool({ workers: 2, script: from });
  return run(pool).finally(() => pool.close());
}
const onEvent = (stop: () => void) => () => stop();
const steps = async (signal: AbortSignal, stop: () => void) => {
  const run = fitSteps(model, training, { ...long, signal });
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
    stop();
  }
};
const ignore = () => {};
const jobsOf = (...tasks: Job['task'][]): Job[] => tasks.map((task) => ({ task }));

/** All that reject. */
const rejecting: Readonly<Record<string, Call>> = {
  benchmark: {
    from: ['benchmark/benchmark.ts'],
    before: (signal) => benchmark({ quick: true, only: ['predict-row'], signal }),
    within: (signal, onProgress) => benchmark({ only: ['predict-row'], signal, onProgress }),
  },
  'fitDnn, by the clock': {
    from: ['baselines/fit-dnn.ts'],
    before: (signal) => fitDnn(wide.training, wide.validation, { signal }),
    within: (signal) => fitDnn(wide.training, wide.validation, { signal, iterations: 1_000_000 }),
  },
  'fitMlp, by the clock': {
    from: ['baselines/mlp.ts'],
    before: (signal) => fitMlp(training, { signal }),
    within: (signal) => fitMlp(training, { signal, iterations: 1_000_000 }),
  },
  trainPlayers: {
    from: ['strategies/train-players.ts'],
    before: (signal) => trainPlayers(partyGame('mermin 3'), { signal }),
    within: (signal, stop) => trainPlayers(partyGame('mermin 3'), { signal, onProgress: stop }),
  },
  trainStrategy: {
    from: ['strategies/train-strategy.ts', 'strategies/best-of-starts.ts'],
    before: (signal) => trainStrategy(game('chsh'), { signal }),
    within: (signal, stop) => trainStrategy(game('chsh'), { signal, onProgress: stop }),
  },
  effectiveDimension: {
    from: ['analysis/fisher-draws.ts'],
    before: (signal) => effectiveDimension(ranked, { signal }),
    within: (signal, onProgress) => effectiveDimension(ranked, { signal, draws: 100_000, onProgress }),
  },
  normalisedEffectiveDimension: {
    from: ['analysis/fisher-draws.ts'],
    before: (signal) => normalisedEffectiveDimension(model, { observations: 1000, signal }),
    within: (signal, onProgress) =>
      normalisedEffectiveDimension(model, { observations: 1000, signal, draws: 100_000, onProgress }),
  },
  effectiveDimensions: {
    from: ['analysis/fisher-draws.ts'],
    before: (signal) => effectiveDimensions([ranked, ranked], { signal, workers: 2, script: nowhere }),
    within: (signal, onProgress) =>
      effectiveDimensions([ranked, ranked], { signal, draws: 100_000, workers: 2, script, onProgress }),
  },
  'runTask of a dimension': {
    from: ['tasks/run-context.ts'],
    before: (signal) => runTask(longRank, { signal }),
    within: (signal, stop) => runTask(longRank, { signal, onEvent: onEvent(stop) }),
  },
  'runTask of an evaluation': {
    from: ['tasks/run-context.ts'],
    before: (signal) => runTask(measured, { signal }),
    within: null,
  },
  'runTask of a logistic regression': {
    from: ['tasks/run-context.ts'],
    before: (signal) => runTask(fitTask({ data, model: { kind: 'logistic' } }), { signal }),
    within: null,
  },
  'runTask of the baseline, by the clock': {
    from: ['tasks/run-context.ts'],
    before: (signal) => runTask(fitTask({ data, model: { kind: 'dnn' } }), { signal }),
    within: (signal) =>
      runTask(fitTask({ data, model: { kind: 'dnn' }, training: { iterations: 1_000_000 } }), { signal }),
  },
  'the calling thread': {
    from: ['jobs/job.ts'],
    before: (signal) => callingThread().run({ task: longRank }, ignore, signal),
    within: (signal, stop) => callingThread().run({ task: longRank }, onEvent(stop), signal),
  },
  'a pool of threads': {
    from: ['jobs/job.ts'],
    before: (signal) => onPool((pool) => pool.run({ task: longFit }, ignore, signal), nowhere),
    within: (signal, stop) => onPool((pool) => pool.run({ task: longRank }, onEvent(stop), signal)),
  },
  runSweep: {
    from: ['jobs/sweep.ts'],
    before: (signal) => runSweep(untouched, jobsOf(longFit, longRank), { signal }),
    within: (signal, stop) => onPool((pool) => runSweep(pool, jobsOf(longFit, longRank), { signal, onEvent: stop })),
  },
  compare: {
    from: ['worth/compare-options.ts'],
    before: (signal) => compare(compared, { signal, executor: untouched, read: () => '' }),
    within: (signal) => compare({ ...compared, seeds: 1 }, { signal, executor: callingThread() }),
  },
  budget: {
    from: ['worth/compare-options.ts'],
    before: (signal) => budget({ ...compared, accuracy: 0.9 }, { signal, executor: untouched }),
    within: (signal) => budget({ ...compared, accuracy: 0.9 }, { signal, executor: callingThread() }),
  },
};

/** All that resolve with a part of their result. */
const partial: Readonly<Record<string, Call>> = {
  fit: {
    from: ['training/fit-options.ts'],
    before: (signal) => fit(model, training, { ...long, threads: 4, batch: 'full', signal }),
    within: (signal, onProgress) => fit(model, training, { ...long, signal, onProgress }),
  },
  fitSteps: {
    from: ['training/fit-options.ts'],
    before: (signal) => steps(signal, () => {}),
    within: steps,
  },
  fitMany: {
    from: ['training/fit-options.ts'],
    before: (signal) => fitMany(model, training, { ...long, seeds: [1, 2, 3], executor: untouched, signal }),
    within: (signal, onProgress) =>
      onPool((executor) => fitMany(model, training, { ...long, seeds: [1, 2, 3], executor, signal, onProgress })),
  },
  'fitMany over an executor that hands out nothing': {
    from: ['training/fit-options.ts'],
    before: (signal) => fitMany(model, training, { ...long, seeds: [1], workers: 2, signal }),
    within: (signal, onProgress) => {
      const waiting: Executor = {
        ...untouched,
        run: (_, __, ended) =>
          new Promise((_resolve, reject) => {
            onProgress();
            ended?.addEventListener('abort', () =>
              reject(Object.assign(new Error('gone'), { name: 'EbitError', code: 'aborted' })),
            );
            if (ended?.aborted) reject(Object.assign(new Error('gone'), { name: 'EbitError', code: 'aborted' }));
          }),
      };
      return fitMany(model, training, { ...long, seeds: [1, 2], executor: waiting, signal });
    },
  },
  'runTask of a fit': {
    from: ['tasks/run-context.ts'],
    before: (signal) => runTask(longFit, { signal }),
    within: (signal, stop) => runTask(longFit, { signal, onEvent: onEvent(stop) }),
  },
  'the calling thread, of a fit': {
    from: ['jobs/job.ts'],
    before: (signal) => callingThread().run({ task: longFit }, ignore, signal),
    within: (signal, stop) => callingThread().run({ task: longFit }, onEvent(stop), signal),
  },
  'runSweep of fits': {
    from: ['jobs/sweep.ts'],
    before: async () => [{ stopped: 'aborted', iterations: 0 }],
    within: (signal, stop) =>
      onPool((pool) => runSweep(pool, jobsOf(longFit, longFit, longFit), { signal, onEvent: stop })),
  },
};

const reason = { why: 'enough' };
/** A signal, and how it is aborted now or, where nothing calls, soon. */
function ending() {
  const controller = new AbortController();
  const clock = setTimeout(() => controller.abort(reason), 150);
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(clock);
      controller.abort(reason);
    },
  };
}

describe('what has no part of a result', () => {
  it.each(Object.entries(rejecting))('%s rejects by the reason of its signal', async (_, { before, within }) => {
    const aborted = { name: 'EbitError', code: 'aborted', cause: reason };
    await expect(before(AbortSignal.abort(reason))).rejects.toMatchObject(aborted);
    const { signal, stop } = ending();
    if (within !== null) await expect(within(signal, stop)).rejects.toMatchObject(aborted);
    stop();
  });
});

describe('what has a part of a result', () => {
  it.each(Object.entries(partial))('%s resolves with it', async (_, { before, within }) => {
    const first = [await before(AbortSignal.abort(reason))].flat();
    for (const one of first) expect(one).toMatchObject({ stopped: 'aborted', iterations: 0 });
    const { signal, stop } = ending();
    for (const one of [await within?.(signal, stop)].flat()) expect(one).toMatchObject({ stopped: 'aborted' });
  });

  it('a study says what is done of it, and begins nothing beforehand', async () => {
    const tasks = [1, 2, 3].map((seed) => fitTask({ ...small, training: { iterations: 4, seed } }));
    const store = memoryStore();
    const before = await runStudy(tasks, { store, executor: untouched, signal: AbortSignal.abort(reason) });
    expect(before).toEqual({ done: 0, total: 3, failed: 0, aborted: true });
    // Without an executor no thread is started either: there is no program for it beside the sources.
    const alone = await runStudy(tasks, { store, signal: AbortSignal.abort(reason) });
    expect(alone).toEqual(before);
    const { signal, stop } = ending();
    const onProgress = ({ done }: { readonly done: number }) => done === 1 && stop();
    const part = await runStudy(tasks, { store, executor: callingThread(), signal, onProgress });
    expect(part).toEqual({ done: 1, total: 3, failed: 0, aborted: true });
    expect(await runStudy(tasks, { store, executor: callingThread() })).toEqual({ done: 3, total: 3, failed: 0 });
    const whole = await runStudy(tasks, { store, executor: untouched, signal: AbortSignal.abort(reason) });
    expect(whole).toEqual({ done: 3, total: 3, failed: 0 });
  });
});

it('no option of a signal is missing here', () => {
  // Those of Redis are held to the rule where there is one; what is not public passes a signal on.
  const elsewhere = [
    'node/redis/collect.ts',
    'node/redis/executor.ts',
    'studies/run-study.ts',
    'jobs/job-context.ts',
    'jobs/run-job.ts',
    'baselines/beside.ts',
    'training/run.ts',
  ];
  const files = readdirSync(new URL('../src', import.meta.url), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/^(cli|playground)\//.test(path));
  const taking = files.filter((path) => {
    const text = readFileSync(join(import.meta.dirname, '../src', path), 'utf8');
    return /^\s*(readonly )?signal(\?: AbortSignal|: AbortSignal \| undefined)[;,]?$|signal: AbortSignal \| undefined\)/m.test(
      text,
    );
  });
  const known = [...Object.values(rejecting), ...Object.values(partial)].flatMap(({ from }) => from);
  const rest = taking.filter((path) => !known.includes(path) && !elsewhere.includes(path));
  expect(rest.sort()).toEqual(['abort.ts', 'options.ts']);
});
