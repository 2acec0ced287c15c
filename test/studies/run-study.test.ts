import { describe, expect, test } from 'vitest';
import {
  callingThread,
  EbitError,
  type Executor,
  fitTask,
  type Job,
  runTask,
  type StudySettings,
  study,
  taskId,
} from '../../src/index.js';
import { studyRows } from '../../src/studies/results.js';
import { type RunStudyOptions, runStudy, type StudyProgress } from '../../src/studies/run-study.js';
import { studyStatus } from '../../src/studies/study-progress.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { memoryStore } from '../jobs/memory-store.js';

const game: StudySettings['task'] = {
  data: 'chsh',
  model: { weights: 'parity' },
  training: { iterations: 6, evaluateEvery: 6 },
};
const plan = study({ task: game, axes: [{ path: 'model.depth', list: [1, 2] }], repeats: 3 });
const ids = plan.cells.flatMap(({ repeats }) => repeats.map(({ id }) => id)).sort();

/** An executor that makes of each job what a test wants, and remembers the jobs. */
function executorBy(act: (job: Job, count: number) => void, width = 1): Executor & { readonly jobs: Job[] } {
  const jobs: Job[] = [];
  const inner = callingThread();
  return {
    width,
    jobs,
    close: async () => {},
    async run(job, ...others) {
      jobs.push(job);
      act(job, jobs.length);
      return inner.run(job, ...others);
    },
  };
}

/** The accuracy on the training rows, as it is kept. */
function scoreIn(store: ReturnType<typeof memoryStore>, id: string): number {
  const outcome = store.read(id)?.outcome;
  return outcome?.kind === 'fit' ? outcome.training.accuracy : Number.NaN;
}

const all = (store: ReturnType<typeof memoryStore>) => new Map([...store.entries].sort());

test('every task is run once, kept under its name, and is what the task alone comes to', async () => {
  const store = memoryStore();
  const progress: StudyProgress[] = [];
  const summary = await runStudy(plan, { store, executor: callingThread(), onProgress: (one) => progress.push(one) });
  expect(summary).toEqual({ done: 6, total: 6, failed: 0 });
  expect([...store.written].sort()).toEqual(ids);
  const { id, task } = plan.cells[1].repeats[2];
  expect(store.read(id)?.outcome).toEqual(storedOutcome(await runTask(task)));
  expect(progress.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(progress.at(-1)?.workDone).toBeCloseTo(progress[0].work, 12);
  // The deeper cells take longer and come first where work tells them apart; nothing is run again.
  const again = executorBy(() => {});
  expect(await runStudy(plan, { store, executor: again })).toEqual(summary);
  expect(again.jobs).toEqual([]);
});

test('results do not depend on how many run at once, nor on which machine ran what', async () => {
  const stores = [memoryStore(), memoryStore(), memoryStore()];
  await runStudy(plan, { store: stores[0], executor: callingThread() });
  await runStudy(plan, { store: stores[1], executor: executorBy(() => {}, 4) });
  for (const [i, [id, text]] of [...stores[0].entries, ...stores[1].entries].entries())
    if (i % 2) stores[2].entries.set(id, text);
  await runStudy(plan, { store: stores[2], executor: callingThread() });
  expect(all(stores[1])).toEqual(all(stores[0]));
  expect(all(stores[2])).toEqual(all(stores[0]));
});

test('an executor hears that an outcome was kept, and that a failure was', async () => {
  const store = memoryStore();
  const heard: [id: string, isKept: boolean][] = [];
  const executor: Executor = {
    ...executorBy((_, count) => {
      if (count === 2) throw new EbitError('range', 'mine');
    }),
    async acknowledge({ task }) {
      const id = taskId(task);
      heard.push([id, store.read(id) !== null || store.failure(id) !== null]);
    },
  };
  await runStudy(plan, { store, executor });
  expect(heard.map(([id]) => id).sort()).toEqual(ids);
  expect(heard.every(([, isKept]) => isKept)).toBe(true);
});

test('a task in two cells is run once and stands in both', async () => {
  const twice = study({
    task: game,
    axes: [
      { path: 'model.depth', list: [1] },
      { path: 'network.ebits', list: [1, [{ between: ['A.0', 'B.0'] }]], labels: ['one', 'listed'] },
    ],
    repeats: 2,
  });
  const store = memoryStore();
  expect(await runStudy(twice, { store, executor: callingThread() })).toEqual({ done: 2, total: 2, failed: 0 });
  expect(studyRows(twice, store)).toHaveLength(4);
});

test('a list of tasks is run too', async () => {
  const [store, tasks] = [
    memoryStore(),
    [1, 2].map((seed) => fitTask({ data: { kind: 'chsh' }, training: { iterations: 2, seed } })),
  ];
  await runStudy(tasks, { store, executor: callingThread() });
  expect([...store.written].sort()).toEqual(tasks.map(taskId).sort());
});

describe('a failure', () => {
  const failing = (code: 'memory' | 'worker', message: string) =>
    executorBy(({ task }) => {
      if (task.kind === 'fit' && task.training.seed === 1) throw new EbitError(code, message);
    }, 2);

  test('of one task is kept with its reason, and the others go on', async () => {
    const store = memoryStore();
    const failed: string[] = [];
    const executor = failing('memory', 'too large');
    const onFailure: RunStudyOptions['onFailure'] = ({ task, error }) => failed.push(`${task.seed} ${error.message}`);
    expect(await runStudy(plan, { store, executor, onFailure })).toEqual({ done: 4, total: 6, failed: 2 });
    expect(failed).toEqual(['1 too large', '1 too large']);
    expect(executor.jobs).toHaveLength(6);
    const { id } = plan.cells[0].repeats[1];
    expect(store.failure(id)).toMatchObject({ code: 'memory', message: 'too large', tries: 1 });
    const status = studyStatus(plan, store);
    expect([status.done, status.failed.length, status.workLeft]).toEqual([4, 2, 0]);
    // It would fail again, so it is left alone until somebody asks for it.
    const idle = executorBy(() => {});
    expect(await runStudy(plan, { store, executor: idle })).toEqual({ done: 4, total: 6, failed: 2 });
    expect(idle.jobs).toEqual([]);
    expect(await runStudy(plan, { store, executor: callingThread(), again: true })).toEqual({
      done: 6,
      total: 6,
      failed: 0,
    });
    expect(store.failure(id)).toBeNull();
  });

  test('of a task that kills every worker is told after so many tries', async () => {
    const store = memoryStore();
    const executor = failing('worker', 'gone');
    await runStudy(plan, { store, executor, tries: 2 });
    expect(executor.jobs).toHaveLength(8);
    expect(store.failure(plan.cells[1].repeats[1].id)).toMatchObject({ code: 'worker', tries: 2 });
  });

  test.each(['closed', 'runtime'] as const)('that stops all tasks ends the run: %s', async (code) => {
    const store = memoryStore();
    const executor = executorBy(() => {
      throw new EbitError(code, 'no more');
    });
    await expect(runStudy(plan, { store, executor })).rejects.toMatchObject({ code });
    expect([executor.jobs.length, store.contents().failures.size]).toEqual([1, 0]);
  });

  test.each(['keepCheckpoint', 'keepRate'] as const)('of the store in %s is no failure of a task', async (name) => {
    const store = memoryStore();
    const locked = () => {
      throw new EbitError('file', 'locked');
    };
    const often = study({ task: game, repeats: 2, checkpointEvery: 2 });
    const running = runStudy(often, { store: { ...store, [name]: locked }, executor: callingThread() });
    await expect(running).rejects.toMatchObject({ code: 'file', message: 'locked' });
    expect(store.contents().failures.size).toBe(0);
  });

  test('of the store ends the run', async () => {
    const store = memoryStore();
    const full = {
      ...store,
      write: () => {
        throw new EbitError('disk', 'full');
      },
    };
    await expect(runStudy(plan, { store: full, executor: callingThread() })).rejects.toMatchObject({ code: 'disk' });
  });
});

describe('an interruption', () => {
  const long = study({
    task: { ...game, training: { iterations: 60, evaluateEvery: 20 } },
    repeats: 2,
    checkpointEvery: 10,
  });

  test('leaves checkpoints, from which the same call goes on to the same bits', async () => {
    const [whole, cut] = [memoryStore(), memoryStore()];
    await runStudy(long, { store: whole, executor: callingThread() });
    const controller = new AbortController();
    const stopping = {
      ...cut,
      keepCheckpoint: (...given: Parameters<typeof cut.keepCheckpoint>) => {
        cut.keepCheckpoint(...given);
        controller.abort();
      },
    };
    const stopped = runStudy(long, { store: stopping, executor: callingThread(), signal: controller.signal });
    expect(await stopped).toEqual({ done: 0, total: 2, failed: 0, aborted: true });
    expect(studyStatus(long, cut)).toMatchObject({ done: 0, begun: 1, total: 2 });
    const executor = executorBy(() => {});
    await runStudy(long, { store: cut, executor });
    expect(executor.jobs.map(({ resume }) => (resume?.iteration ?? 0) >= 10)).toEqual([true, false]);
    expect(all(cut)).toEqual(all(whole));
    expect(cut.contents().checkpoints.size).toBe(0);
  });

  test('by a lost worker goes on from the last checkpoint', async () => {
    const store = memoryStore();
    const jobs: Job[] = [];
    const inner = callingThread();
    const losing: Executor = {
      ...inner,
      async run(job, onEvent, signal) {
        jobs.push(job);
        const outcome = await inner.run(job, onEvent, signal);
        if (jobs.length === 1) throw new EbitError('worker', 'gone');
        return outcome;
      },
    };
    await runStudy(long, { store, executor: losing });
    expect(jobs.map(({ resume }) => resume?.iteration ?? 0)).toEqual([0, 60, 0]);
    const whole = memoryStore();
    await runStudy(long, { store: whole, executor: callingThread() });
    expect(all(store)).toEqual(all(whole));
  });
});

describe('with a stopping rule', () => {
  const ruled = (standardError: number) =>
    study({
      task: game,
      axes: [{ path: 'model.depth', list: [1, 2] }],
      repeats: 12,
      stop: { standardError, metric: 'training.accuracy' },
    });

  test('what is run does not depend on how many run at once', async () => {
    const stores = [1, 2, 7].map(() => memoryStore());
    // Between those of the two cells, so that one goes on and one does not.
    const full = memoryStore();
    const every = study({
      task: game,
      axes: [{ path: 'model.depth', list: [1, 2] }],
      repeats: 12,
      collect: ['training.accuracy'],
    });
    await runStudy(every, { store: full, executor: callingThread() });
    const errors = every.cells.map(({ repeats }) => {
      const values = repeats.slice(0, 5).map(({ id }) => scoreIn(full, id));
      const mean = values.reduce((a, b) => a + b) / 5;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4 / 5);
    });
    expect(errors[0]).not.toBe(errors[1]);
    const plan = ruled((errors[0] + errors[1]) / 2);
    for (const [i, width] of [1, 2, 7].entries()) {
      await runStudy(plan, { store: stores[i], executor: executorBy(() => {}, width) });
    }
    expect(all(stores[1])).toEqual(all(stores[0]));
    expect(all(stores[2])).toEqual(all(stores[0]));
    const counts = studyStatus(plan, stores[0]).cells.map(({ wanted }) => wanted);
    expect(Math.min(...counts)).toBe(5);
    expect(Math.max(...counts)).toBeGreaterThan(5);
    expect(stores[0].written).toHaveLength(counts[0] + counts[1]);
    // Whoever ran all of them sees the same rows.
    expect(studyRows(plan, full)).toEqual(studyRows(plan, stores[0]));
    expect(studyStatus(plan, full)).toMatchObject({ done: counts[0] + counts[1], most: 24 });
  });

  test('a cell with a failed task asks for no more', async () => {
    const executor = executorBy(({ task }) => {
      if (task.kind === 'fit' && task.training.seed === 2) throw new EbitError('memory', 'too large');
    });
    expect(await runStudy(ruled(1e-9), { store: memoryStore(), executor })).toEqual({ done: 8, total: 10, failed: 2 });
  });

  test('by what the tasks do not have it is refused', async () => {
    const blind = study({ task: game, repeats: 6, stop: { standardError: 0.1 } });
    const running = runStudy(blind, { store: memoryStore(), executor: callingThread() });
    await expect(running).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('"validation.accuracy"'),
    });
  });
});

test('an outcome of another kind counts as damaged, is named, and run again', async () => {
  const store = memoryStore();
  await runStudy(plan, { store, executor: callingThread() });
  const whole = all(store);
  store.entries.set(ids[0], JSON.stringify({ outcome: { kind: 'dimension' } }));
  expect(studyStatus(plan, store)).toMatchObject({ done: 5, total: 6, damaged: [store.placeOf(ids[0])] });
  const damaged: string[] = [];
  await runStudy(plan, { store, executor: callingThread(), onDamage: (place) => damaged.push(place) });
  expect(damaged).toEqual([store.placeOf(ids[0])]);
  expect(all(store)).toEqual(whole);
});

test('the time left comes from what finished tasks took', async () => {
  const store = memoryStore();
  expect(studyStatus(plan, store).secondsLeft).toBeNull();
  store.keepRate('fit', { work: 2, seconds: 3 });
  const { workLeft, secondsLeft } = studyStatus(plan, store);
  expect(secondsLeft).toBeCloseTo(1.5 * workLeft, 12);
  await runStudy(plan, { store, executor: callingThread() });
  expect(store.rate('fit')?.work).toBeCloseTo(2 + workLeft, 12);
});

test.each([
  ['no study', 3, {}],
  ['no store', plan, { store: undefined }],
  ['an option that there is not', plan, { stores: 3 }],
  ['an executor that is none', plan, { executor: {} }],
])('%s is refused', async (_, what, options) => {
  const given = { store: memoryStore(), executor: callingThread(), ...options } as RunStudyOptions;
  await expect(runStudy(what as never, given)).rejects.toMatchObject({ code: 'config' });
});
