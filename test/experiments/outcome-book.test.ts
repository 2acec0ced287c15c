import { expect, test } from 'vitest';
import { loadStored, outcomeBook } from '../../src/experiments/outcome-book.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { runStudy } from '../../src/studies/run-study.js';
import { dimensionTask } from '../../src/tasks/dimension-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { taskId } from '../../src/tasks/task.js';
import { memoryStore } from '../jobs/memory-store.js';
import { refusal } from '../refusal.js';

const game = (seed: number) =>
  fitTask({
    data: { kind: 'chsh' },
    model: { depth: 1, weights: 'parity' },
    training: { seed, iterations: 10, evaluateEvery: 10, batch: 'full' },
  });
const listed = fitTask({ ...game(1), network: { ...game(1).network, ebits: [{ between: ['A.0', 'B.0'] }] } });
const rank = dimensionTask({ inputs: { kind: 'haar', count: 4 }, model: { depth: 1 }, measure: { draws: 1 } });

test('a book has what was loaded, by every way to say a task', async () => {
  const [store, book] = [memoryStore(), outcomeBook()];
  await runStudy([game(1), rank], { store, executor: callingThread() });
  const missing = loadStored([game(1), listed, game(2), rank], book, store);
  expect([...missing]).toEqual([[taskId(game(2)), [game(2)]]]);
  expect(book.outcome(game(1)).parameters).toHaveLength(13);
  expect(book.outcome(listed)).toEqual(book.outcome(game(1)));
  expect(book.outcome(rank).kind).toBe('dimension');
  expect([book.has(game(1)), book.has(game(2))]).toEqual([true, false]);
});

test('what is missing is named once, with all ways in which it was said', () => {
  const missing = loadStored([game(1), listed, game(1)], outcomeBook(), memoryStore());
  expect([...missing]).toEqual([[taskId(game(1)), [game(1), listed]]]);
});

test('an outcome of another kind is none', async () => {
  const store = memoryStore();
  await runStudy([game(1)], { store, executor: callingThread() });
  store.entries.set(taskId(rank), store.entries.get(taskId(game(1))) ?? '');
  expect(loadStored([rank], outcomeBook(), store).size).toBe(1);
});

test('who asks for what was not run is told so', () => {
  const error = refusal(() => outcomeBook().outcome(game(1)));
  expect(error.code).toBe('config');
  expect(error.message).toContain('was not run');
});
