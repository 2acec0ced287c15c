import { describe, expect, test } from 'vitest';
import { metricNames } from '../../src/studies/metrics.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { runTask } from '../../src/tasks/run.js';
import { settledTask, taskId } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

const csv = [
  'a,b,label',
  ...Array.from({ length: 40 }, (_, n) => `${(n * 7) % 40},${(n * 11) % 17},${(n * 7) % 40 < 18 ? 'yes' : 'no'}`),
].join('\n');
const read = () => csv;
const table = { kind: 'table', path: 'any.csv', columns: { A: ['a'], B: ['b'] } } as const;
const training = { iterations: 2, evaluateEvery: 1 };
const three = { ...table, test: 0.25 };

describe('a table in three parts', () => {
  test('is another task, and one in two has the name that it had', () => {
    const id = (data: typeof table) => taskId(settledTask(fitTask({ data, training }), read));
    expect(id(three)).not.toBe(id(table));
    expect(id({ ...table, test: 0 } as typeof table)).toBe(id(table));
    // The name that versions without test rows gave, and without another circuit for tables.
    const model = { circuit: 'qcnn' } as const;
    expect(taskId(settledTask(fitTask({ data: table, model }), read))).toBe('04ef7f9365dd3bb3c7104935d01fc590');
  });

  test('a fit says how it does on test rows, and an evaluation the same', async () => {
    const task = fitTask({ data: three, model: { depth: 1 }, training });
    const outcome = await runTask(task, { read });
    const { network, model, data } = task;
    const parameters = Array.from(outcome.parameters);
    const measured = await runTask(
      evaluationTask({ data, network: network ?? undefined, model, parameters, rows: 'test', shots: [11] }),
      { read },
    );
    expect(measured.score).toEqual(outcome.test);
    expect(measured.shots).toHaveLength(1);
    expect(storedOutcome(outcome)).toMatchObject({ test: outcome.test });
    expect(metricNames(task)).toContain('test.accuracy');
    expect(metricNames(fitTask({ data: table }))).not.toContain('test.accuracy');
  });

  test('a logistic regression does too', async () => {
    const { test: score } = await runTask(fitTask({ data: three, model: { kind: 'logistic' } }), { read });
    expect(score?.accuracy).toBeGreaterThan(0.5);
  });

  test('without test rows none can be measured', async () => {
    const trained = await runTask(fitTask({ data: table, model: { depth: 1 }, training }), { read });
    const parameters = Array.from(trained.parameters);
    const task = evaluationTask({ data: table, model: { depth: 1 }, parameters, rows: 'test' });
    const error = await runTask(task, { read }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining('have no test rows') });
  });

  test('a test share is a number', () => {
    const wrong = { ...table, test: 'some' } as unknown as typeof table;
    expect(refusal(() => fitTask({ data: wrong }))).toMatchObject({ code: 'config' });
  });
});
