import { describe, expect, test } from 'vitest';
import { EbitError } from '../../src/errors.js';
import { resultBook } from '../../src/experiments/results.js';
import { runTrials, type TrialsProgress } from '../../src/experiments/run-trials.js';
import { chshTrial, rankTrial, scales } from '../../src/experiments/scale.js';
import { trialName } from '../../src/experiments/trial.js';
import { type TrialExecutor, trialsInThisThread } from '../../src/experiments/trial-threads.js';
import { memoryStore } from './memory-store.js';

const { tiny } = scales;
const game = (seed: number) => chshTrial(tiny, seed, { ebits: 1, embedding: 'original', loss: 'mse' });
const trials = [game(1), game(2), game(1), rankTrial(tiny, 0, 1, 0, { inputs: 4 }), game(3)];

async function ran(store: ReturnType<typeof memoryStore>, executor: TrialExecutor = trialsInThisThread()) {
  const book = resultBook();
  await runTrials(trials, book, { store, executor });
  return book;
}

test('every trial is run once and kept under its name', async () => {
  const store = memoryStore();
  const progress: TrialsProgress[] = [];
  const book = resultBook();
  await runTrials(trials, book, { store, executor: trialsInThisThread(), onProgress: (one) => progress.push(one) });
  const names = [game(1), game(2), trials[3], game(3)].map(trialName);
  expect([...store.written].sort()).toEqual([...names].sort());
  expect(book.training(game(2)).parameters).toHaveLength(13);
  expect(book.rank(rankTrial(tiny, 0, 1, 0, { inputs: 4 }))).toMatchObject({ rank: 8, cap: 8, atCap: true });
  expect(progress.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4]);
  expect(progress[4].total).toBe(4);
  expect(progress[4].workDone).toBeCloseTo(progress[4].work, 12);
});

test('what is in the store is not run again, and says the same', async () => {
  const store = memoryStore();
  const first = await ran(store);
  const never: TrialExecutor = {
    ...trialsInThisThread(),
    run: () => {
      throw new Error('run again');
    },
  };
  const second = await ran(store, never);
  expect(store.written).toHaveLength(4);
  expect(second.training(game(3))).toEqual(first.training(game(3)));
});

test('results do not depend on the number of lanes, nor on which machine ran which trial', async () => {
  const [one, other] = [memoryStore(), memoryStore()];
  await ran(one);
  await ran(other, { ...trialsInThisThread(), width: 3 });
  expect(other.entries).toEqual(one.entries);
  const merged = memoryStore();
  for (const [i, [name, text]] of [...one.entries, ...other.entries].entries())
    if (i % 2) merged.entries.set(name, text);
  await ran(merged);
  expect(merged.entries).toEqual(one.entries);
});

describe('an interruption', () => {
  test('keeps what is finished; the next session does only the rest', async () => {
    const store = memoryStore();
    const controller = new AbortController();
    let count = 0;
    const stopping: TrialExecutor = {
      ...trialsInThisThread(),
      async run(job, onEvent, signal) {
        count += 1;
        if (count === 2) controller.abort();
        return trialsInThisThread().run(job, onEvent, signal);
      },
    };
    const stopped = runTrials(trials.slice(0, 3).concat(trials[4]), resultBook(), {
      store,
      executor: stopping,
      signal: controller.signal,
    });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(store.written).toEqual([trialName(game(1))]);
    await ran(store);
    expect(store.written).toHaveLength(4);
    const whole = memoryStore();
    await ran(whole);
    expect(store.entries).toEqual(whole.entries);
  });

  test('by a lost worker is tried again, but not for ever', async () => {
    let losses = 0;
    const losing = (times: number): TrialExecutor => ({
      ...trialsInThisThread(),
      run(job, onEvent, signal) {
        losses += 1;
        if (losses <= times) return Promise.reject(new EbitError('worker', 'gone'));
        return trialsInThisThread().run(job, onEvent, signal);
      },
    });
    await ran(memoryStore(), losing(2));
    expect(losses).toBe(6);
    losses = 0;
    await expect(ran(memoryStore(), losing(9))).rejects.toMatchObject({ code: 'worker' });
    expect(losses).toBe(3);
  });
});

test('a failure ends everything, the trials of other lanes too', async () => {
  const store = memoryStore();
  const broken: TrialExecutor = {
    ...trialsInThisThread(),
    width: 2,
    run: (trial, ...others) =>
      trial.kind === 'rank' && trial.ebits === 1
        ? Promise.reject(new EbitError('memory', 'too large'))
        : trialsInThisThread().run(trial, ...others),
  };
  const ranks = [1, 2, 3, 4].map((ebits) => rankTrial({ ...tiny, rankDraws: 200 }, ebits, 30, 0));
  const failing = runTrials([game(1), ...ranks], resultBook(), { store, executor: broken });
  await expect(failing).rejects.toMatchObject({ code: 'memory', message: 'too large' });
  expect(store.written.length).toBeLessThan(2);
});

test('an experiment that asks for what was not run is told so', () => {
  expect(() => resultBook().training(game(1))).toThrow(/was not run/);
});
