import { expect, test } from 'vitest';
import { callingThread, EbitError, study, studyJobs, taskId } from '../../src/index.js';
import { runStudy } from '../../src/studies/run-study.js';
import { memoryStore } from '../jobs/memory-store.js';

const task = { data: 'chsh', model: { weights: 'parity' }, training: { iterations: 6, evaluateEvery: 6 } } as const;
const axes = [{ path: 'model.depth', list: [1, 2] }];
const plan = study({ task, axes, repeats: 3, checkpointEvery: 2 });
const ids = plan.cells.flatMap(({ repeats }) => repeats.map(({ id }) => id));

test('are all tasks of a study whose store is empty, each once', () => {
  const jobs = studyJobs(plan, { store: memoryStore() });
  expect(jobs.map((job) => taskId(job.task))).toEqual(ids);
  expect(jobs.map(({ checkpointEvery, progressEvery }) => [checkpointEvery, progressEvery])).toEqual(
    Array(6).fill([2, 6]),
  );
  // Without ebits their fidelity is none of the task's.
  const twice = study({
    task: { ...task, network: { ebits: 0 } },
    axes: [{ path: 'network.fidelity', list: [0.9, 1] }],
    repeats: 3,
  });
  expect(studyJobs(twice, { store: memoryStore() })).toHaveLength(3);
});

test('are without what is there, and go on from checkpoints', async () => {
  const store = memoryStore();
  const executor = callingThread();
  await runStudy(study({ task, axes, repeats: 1 }), { store, executor });
  const seen: unknown[] = [];
  const job = { ...studyJobs(plan, { store })[0] };
  await executor.run(
    job,
    (event) => {
      if (event.kind !== 'checkpoint' || seen.length > 0) return;
      seen.push(event.checkpoint);
      store.keepCheckpoint(taskId(job.task), event.checkpoint);
    },
    undefined,
  );
  const left = studyJobs(plan, { store });
  expect(left.map((one) => taskId(one.task))).toEqual(ids.filter((_, i) => i % 3 !== 0));
  expect(left.map(({ resume }) => resume?.iteration)).toEqual([2, undefined, undefined, undefined]);
});

test('are without what failed, unless it is asked for again', () => {
  const store = memoryStore();
  const { id, task: failed } = plan.cells[1].repeats[0];
  store.keepFailure(id, { task: failed, code: 'memory', message: 'too large', tries: 1 });
  expect(studyJobs(plan, { store }).map((job) => taskId(job.task))).toEqual(ids.filter((one) => one !== id));
  expect(studyJobs(plan, { store, again: true })).toHaveLength(6);
});

test('are those that a stopping rule asks for by what is known', async () => {
  const ruled = study({ task, axes, repeats: 20, stop: { standardError: 1e9, metric: 'training.accuracy' } });
  const store = memoryStore();
  expect(studyJobs(ruled, { store })).toHaveLength(10);
  await runStudy(ruled, { store, executor: callingThread() });
  expect(studyJobs(ruled, { store })).toEqual([]);
});

test('refuse what is no study, no store or no option', () => {
  expect(() => studyJobs({} as never, { store: memoryStore() })).toThrow(EbitError);
  expect(() => studyJobs(plan, { store: {} as never })).toThrow(/The store is/);
  expect(() => studyJobs(plan, { store: memoryStore(), agian: true } as never)).toThrow(/again/);
});
