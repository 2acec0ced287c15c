import { describe, expect, test } from 'vitest';
import { EbitError } from '../../src/errors.js';
import type { Executor } from '../../src/jobs/job.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { runStudy, type StudyProgress } from '../../src/studies/run-study.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { type Task, taskId } from '../../src/tasks/task.js';
import { taskWork } from '../../src/tasks/work.js';
import { memoryStore } from '../jobs/memory-store.js';

const game = (seed: number) =>
  fitTask({
    data: { kind: 'chsh' },
    model: { depth: 1, weights: 'parity' },
    training: { seed, iterations: 10, evaluateEvery: 10, batch: 'full' },
  });
const rank = (ebits: number, depth = 1, draws = 1) =>
  dimensionTask({ inputs: { kind: 'haar', count: 4 }, network: { ebits }, model: { depth }, measure: { draws } });
const played = evaluationTask({
  data: { kind: 'chsh' },
  rows: 'training',
  model: { depth: 1, weights: 'parity' },
  parameters: new Array(13).fill(0.5),
  shots: [1, 3],
});
const tasks = [game(1), game(2), game(1), rank(0), played, game(3)];
const DIFFERENT = 5;

async function ran(store: ReturnType<typeof memoryStore>, executor: Executor = callingThread()) {
  return runStudy(tasks, { store, executor });
}

test('every task is run once and kept under its name', async () => {
  const store = memoryStore();
  const progress: StudyProgress[] = [];
  await runStudy(tasks, { store, executor: callingThread(), onProgress: (one) => progress.push(one) });
  expect([...store.written].sort()).toEqual([game(1), game(2), game(3), rank(0), played].map(taskId).sort());
  const outcome = (task: Task) => store.read(taskId(task))?.outcome;
  expect(outcome(game(2))).toMatchObject({ kind: 'fit', iterations: 10 });
  expect(outcome(rank(0))).toMatchObject({ rank: 8, cap: 8, atCap: true });
  expect(outcome(played)).toMatchObject({ kind: 'evaluation', shots: [expect.any(Number), expect.any(Number)] });
  expect(progress.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(progress[DIFFERENT].total).toBe(DIFFERENT);
  expect(progress[DIFFERENT].workDone).toBeCloseTo(progress[DIFFERENT].work, 12);
});

test('two ways to say one task are run once', async () => {
  const listed = fitTask({ ...game(1), network: { ...game(1).network, ebits: [{ between: ['A.0', 'B.0'] }] } });
  const store = memoryStore();
  await runStudy([game(1), listed], { store, executor: callingThread() });
  expect(store.written).toEqual([taskId(game(1))]);
});

test('the longest come first', async () => {
  const store = memoryStore();
  await ran(store);
  const works = new Map(tasks.map((task) => [taskId(task), taskWork(task)]));
  const inOrder = store.written.map((id) => works.get(id) ?? Number.NaN);
  expect(inOrder).toEqual([...inOrder].sort((a, b) => b - a));
});

test('what is in the store is not run again', async () => {
  const store = memoryStore();
  await ran(store);
  const never: Executor = {
    ...callingThread(),
    run: () => {
      throw new Error('run again');
    },
  };
  expect(await ran(store, never)).toEqual({ done: DIFFERENT, total: DIFFERENT, failed: 0 });
  expect(store.written).toHaveLength(DIFFERENT);
});

test('an outcome of another kind counts as missing', async () => {
  const store = memoryStore();
  await ran(store);
  const first = store.entries.get(taskId(rank(0)));
  store.entries.set(taskId(rank(0)), store.entries.get(taskId(game(1))) ?? '');
  await ran(store);
  expect(store.written.slice(DIFFERENT)).toEqual([taskId(rank(0))]);
  expect(store.entries.get(taskId(rank(0)))).toBe(first);
});

test('outcomes do not depend on the number of lanes, nor on which machine ran which task', async () => {
  const [one, other] = [memoryStore(), memoryStore()];
  await ran(one);
  await ran(other, { ...callingThread(), width: 3 });
  expect(new Map([...other.entries].sort())).toEqual(new Map([...one.entries].sort()));
  const merged = memoryStore();
  for (const [i, [id, text]] of [...one.entries, ...other.entries].entries()) if (i % 2) merged.entries.set(id, text);
  await ran(merged);
  expect(new Map([...merged.entries].sort())).toEqual(new Map([...one.entries].sort()));
});

describe('an interruption', () => {
  test('keeps what is finished; the next session does only the rest', async () => {
    const store = memoryStore();
    const controller = new AbortController();
    let count = 0;
    const stopping: Executor = {
      ...callingThread(),
      run(job, onEvent, signal) {
        count += 1;
        if (count === 2) controller.abort();
        return callingThread().run(job, onEvent, signal);
      },
    };
    const games = [game(1), game(2), game(3)];
    const stopped = runStudy(games, { store, executor: stopping, signal: controller.signal });
    expect(await stopped).toEqual({ done: 1, total: 3, failed: 0, aborted: true });
    expect(store.written).toEqual([taskId(game(1))]);
    await ran(store);
    expect(store.written).toHaveLength(DIFFERENT);
    const whole = memoryStore();
    await ran(whole);
    expect(new Map([...store.entries].sort())).toEqual(new Map([...whole.entries].sort()));
  });

  test.each([
    ['an effective dimension', rank(1, 30, 2000)],
    ['an evaluation', played],
  ])('of %s leaves no outcome', async (_, task) => {
    const store = memoryStore();
    const controller = new AbortController();
    const stopping: Executor = {
      ...callingThread(),
      run(job, onEvent, signal) {
        controller.abort();
        return callingThread().run(job, onEvent, signal);
      },
    };
    const stopped = runStudy([task], { store, executor: stopping, signal: controller.signal });
    expect(await stopped).toEqual({ done: 0, total: 1, failed: 0, aborted: true });
    expect(store.written).toEqual([]);
  });

  test('by a lost worker is tried again, but not for ever', async () => {
    let losses = 0;
    const losing = (times: number): Executor => ({
      ...callingThread(),
      run(job, onEvent, signal) {
        losses += 1;
        if (losses <= times) return Promise.reject(new EbitError('worker', 'gone'));
        return callingThread().run(job, onEvent, signal);
      },
    });
    await ran(memoryStore(), losing(2));
    expect(losses).toBe(DIFFERENT + 2);
    losses = 0;
    // The first is given up, after three tries; the next goes on from its third.
    expect(await ran(memoryStore(), losing(5))).toEqual({ done: DIFFERENT - 1, total: DIFFERENT, failed: 1 });
    expect(losses).toBe(DIFFERENT + 2 + 2);
  });
});
