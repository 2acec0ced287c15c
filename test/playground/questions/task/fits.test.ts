import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { taskData } from '../../../../src/playground/questions/task/asked.js';
import { breastCancerTable } from '../../../../src/playground/questions/task/breast-cancer.js';
import { taskFit, taskRows } from '../../../../src/playground/questions/task/fits.js';
import { fitTask } from '../../../../src/tasks/fit-task.js';
import { rowsOf } from '../../../../src/tasks/make.js';
import { pathNames } from '../../../../src/tasks/naming.js';
import { taskId } from '../../../../src/tasks/task.js';
import { comparePlan } from '../../../../src/worth/plan.js';

const whole = () => readFileSync('src/data/breast-cancer-wisconsin.csv', 'utf8');

describe('the real rows', () => {
  it('are those of the table, column by column', () => {
    const cells = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => line.split(','));
    const [[...names], ...rows] = cells(whole());
    const [[...own], ...ownRows] = cells(breastCancerTable());
    expect(ownRows).toHaveLength(569);
    for (const [i, name] of own.entries()) {
      const column = names.indexOf(name);
      expect(ownRows.map((row) => row[i])).toEqual(rows.map((row) => row[column]));
    }
  });

  it('are split and scaled as a comparison does', () => {
    const columns = { A: ['worst_concave_points'], B: ['worst_area'] };
    const data = { kind: 'table', path: 'x', columns, seed: 3 } as const;
    const plan = comparePlan({ data, seeds: 1, ebits: [1], coins: [1] }, pathNames, whole);
    const compared = rowsOf(plan.data, whole);
    const { training, choosing, reported } = taskRows('cancer-2', 3);
    expect(training).toEqual(compared.training);
    expect(choosing).toEqual(compared.validation);
    expect(reported).toEqual(compared.test);
  });
});

describe('the clusters', () => {
  it('are chosen by one half of what is kept back, and reported on the other', () => {
    const { validation } = rowsOf(fitTask({ data: { kind: 'clusters', seed: 2 } }).data);
    const { choosing, reported } = taskRows('clusters', 2);
    expect([...choosing.rows, ...reported.rows]).toEqual([...(validation?.rows ?? [])]);
    expect([choosing.length, reported.length]).toEqual([512, 512]);
  });

  it('with labels by chance have the same rows, and labels that say nothing of the right ones', () => {
    const [right, chance] = [taskRows('clusters', 2), taskRows('chance', 2)];
    for (const name of ['training', 'choosing', 'reported'] as const) {
      expect(chance[name].rows).toEqual(right[name].rows);
      const same = chance[name].labels.filter((label, n) => label === right[name].labels[n]).length;
      const { length } = right[name];
      expect(Math.abs(same - length / 2)).toBeLessThan(2 * Math.sqrt(length));
    }
  });
});

describe('the trainings', () => {
  it('say what is shared, and train for the price', () => {
    const asked = { data: 'clusters', seed: 4, resource: { ebits: 1, fidelity: 0.85, coins: 0 } } as const;
    const training = { iterations: 1200, evaluateEvery: 1200, seed: 4, loss: { kind: 'shots', shots: 100 } } as const;
    const data = { kind: 'clusters', seed: 4 } as const;
    const wanted = fitTask({ data, network: { ebits: 1, fidelity: 0.85 }, model: { depth: 10 }, training });
    expect(taskId(taskFit({ ...asked, price: 100 }))).toBe(taskId(wanted));
    expect(taskFit({ ...asked, price: null }).training.loss).toBe('mse');
  });

  it.each(taskData)('of %s are tasks that a worker takes', (data) => {
    const task = taskFit({ data, seed: 1, price: 10, resource: { ebits: 0, coins: 1 } });
    expect(fitTask(task)).toEqual(task);
    expect(structuredClone(task)).toEqual(task);
  });
});
