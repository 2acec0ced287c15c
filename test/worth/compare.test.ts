import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accuracyAtShots } from '../../src/analysis/accuracy-at-shots.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { memoryStore } from '../../src/jobs/store.js';
import { evaluationTask } from '../../src/tasks/evaluation-task.js';
import { evaluatedModel, rowsOf } from '../../src/tasks/make.js';
import { pathNames } from '../../src/tasks/naming.js';
import { storedOutcome } from '../../src/tasks/outcome.js';
import { runTask } from '../../src/tasks/run.js';
import { compare } from '../../src/worth/compare.js';
import type { Comparison } from '../../src/worth/comparison.js';
import { comparisonFigure } from '../../src/worth/comparison-figure.js';
import { comparisonNote, comparisonTable, verdictLines } from '../../src/worth/comparison-words.js';
import { fewestOf, shotsTried } from '../../src/worth/measured.js';
import { comparePlan } from '../../src/worth/plan.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const executor = callingThread();
const small = { model: { depth: 1 }, training: { iterations: 6 } };
const clusters = { data: { kind: 'clusters', dimension: 3 }, shots: [3], seeds: 2, ...small } as const;

const csv = [
  'a,b,label',
  ...Array.from({ length: 60 }, (_, n) => `${(n * 7) % 40},${(n * 11) % 17},${(n * 7) % 40 < 18 ? 'yes' : 'no'}`),
].join('\n');
const path = join(temporaryFolder(), 'table.csv');
writeFileSync(path, csv);
const read = () => csv;

describe('on clusters', () => {
  const store = memoryStore();
  const settings = { ...clusters, ebits: [1], coins: [1], fidelities: [0.5] };
  let made: Comparison;

  test('every number is that of the tasks it stands on', async () => {
    made = await compare(settings, { store, executor });
    expect(made.arms.map(({ name, kind }) => [name, kind])).toEqual([
      ['nothing shared', 'nothing'],
      ['1 coin', 'correlated'],
      ['1 ebit', 'entangled'],
      ['1 separable pair (F = 0.5)', 'correlated'],
      ['logistic regression', 'classical'],
    ]);
    expect(made.seeds).toEqual({ choosing: [1, 2], reported: [3, 4] });
    // One of them by hand: the ebit trained for three shots, on the second fresh data set.
    const plan = comparePlan(settings, pathNames, read);
    const task = plan.fit(plan.resources[2], 3, 4);
    const { parameters, network, model, data } = { ...task, ...storedOutcome(await runTask(task)) } as never as {
      parameters: number[];
      network: never;
      model: never;
      data: never;
    };
    const { validation } = rowsOf(data);
    const trained = evaluatedModel(evaluationTask({ data, network, model, parameters }));
    const { accuracy } = accuracyAtShots(trained, validation as never, 3, { seed: 4 });
    expect(made.arms[2].prices[1].accuracies[1]).toBe(accuracy);
    expect(made.arms[2].prices[1].mean).toBeCloseTo(
      made.arms[2].prices[1].accuracies.reduce((sum, one) => sum + one / 2, 0),
      14,
    );
    // Two values a and b have the mean m +- t |a - b| / 2, t = 12.706.
    const [a, b] = made.arms[1].prices[0].accuracies;
    expect(made.arms[1].prices[0].high).toBeCloseTo((a + b) / 2 + (12.706205 * Math.abs(a - b)) / 2, 10);
  });

  test('what is in the store is not run again', async () => {
    const steps: number[] = [];
    const again = await compare(settings, { store, executor, onProgress: ({ workDone }) => steps.push(workDone) });
    expect(again).toEqual(made);
    expect(Math.max(...steps)).toBe(0);
  });

  test('fewer than five seeds have no verdict', () => {
    expect(made.verdict.findings.map(({ kind }) => kind)).toEqual(['not-tested']);
  });

  test('words and picture say it all', () => {
    // What so short a training reaches is no more than guessing, for which no fewest shots are looked for.
    const shown = { ...made, target: { accuracy: 0.6, told: false, most: 10_000 } };
    const table = comparisonTable(shown);
    expect(table.split('\n')).toHaveLength(6);
    expect(table).toMatch(/^shared +exact mean +3 shots +balanced +for 60\.0 %/);
    expect(table).toMatch(/1 ebit +\d\d\.\d ± \d+\.\d % .* (\d+ shots?, \d+ pairs?|none to 10000)/);
    const note = comparisonNote(shown);
    expect(note).toContain('Accuracy on validation rows of 2 fresh data sets');
    expect(note).toContain(
      'what the best coins reach with the most shots, on the rows that numbers are chosen by, rounded down',
    );
    expect(verdictLines(made).at(-1)).toContain('were chosen on other rows');
    const figure = comparisonFigure(made);
    expect(figure).toContain('logistic regression');
    expect(figure).toContain('pairs, F = 0.5');
  });
});

test('on a table: the best of each split by its validation rows, reported on its test rows', async () => {
  const data = { kind: 'table', path, columns: { A: ['a'], B: ['b'] } } as const;
  const made = await compare({ data, shots: [], seeds: 5, accuracy: 0.9, ...small }, { executor, read });
  expect([made.data, made.split, made.target]).toEqual([path, { training: 35, test: 12 }, null]);
  expect(made.arms.map(({ name }) => name)).toEqual(['nothing shared', '1 coin', '1 ebit', 'logistic regression']);
  expect(made.verdict.basis).toContain('conditional on this table');
  expect(made.verdict.basis).toContain('none was chosen as the primary one');
  const plan = comparePlan({ data, shots: [], ...small }, pathNames, read);
  const { test: score } = await runTask(plan.baselineFit('logistic', 2), { read });
  expect(made.arms[3].prices[0].accuracies[1]).toBe(score?.accuracy);
  const { test: nothing } = await runTask(plan.fit(plan.resources[0], null, 3), { read });
  expect(made.arms[0].prices[0].accuracies[2]).toBe(nothing?.accuracy);
  expect(comparisonNote(made)).toContain('the 12 test rows of 5 splits');
});

describe('the fewest shots', () => {
  test('are looked for among odd numbers that grow by at most a twentieth', () => {
    const tried = shotsTried();
    expect(tried.slice(0, 3)).toEqual([1, 3, 5]);
    expect(tried.every((count) => count % 2 === 1)).toBe(true);
    for (let i = 1; i < tried.length; i++) {
      expect(tried[i]).toBeGreaterThan(tried[i - 1]);
      expect(tried[i] - tried[i - 1]).toBeLessThanOrEqual(Math.max(2, 0.05 * tried[i - 1] + 1));
    }
    expect(tried.at(-1)).toBeGreaterThan(9500);
    expect(tried.at(-1)).toBeLessThanOrEqual(10_000);
  });

  test('are the first at which the mean of the curves is high enough', () => {
    const rising = shotsTried().map((count) => 1 - 1 / (count + 1));
    const flat = rising.map(() => 0.8);
    expect(fewestOf([rising], 0.9)).toBe(9);
    // (1 - 1/(n+1) + 0.8) / 2 >= 0.85: n + 1 >= 10
    expect(fewestOf([rising, flat], 0.85)).toBe(9);
    expect(fewestOf([flat], 0.9)).toBeNull();
  });
});

test('an abort ends it, and what is done is kept', async () => {
  const controller = new AbortController();
  const store = memoryStore();
  const running = compare(
    { ...clusters, ebits: [1], coins: [1] },
    { store, executor, signal: controller.signal, onProgress: ({ done }) => done > 1 && controller.abort() },
  );
  await expect(running).rejects.toMatchObject({ code: 'aborted' });
});

test('what is no option or no setting is refused', async () => {
  await expect(compare({ ...clusters, coin: [1] } as never)).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('Did you mean "coins"?'),
  });
  await expect(compare({ ...clusters, shots: 100 } as never)).rejects.toMatchObject({ code: 'config' });
  await expect(compare(clusters, { storage: 1 } as object)).rejects.toMatchObject({ code: 'config' });
  await expect(compare(clusters, { read: 'x' as never })).rejects.toMatchObject({ code: 'config' });
});

test('a store that forgets is refused, and not run for ever', async () => {
  const store = { ...memoryStore(), read: () => null };
  const error = await compare({ ...clusters, ebits: [], coins: [1], shots: [] }, { store, executor }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'config', message: expect.stringContaining('The store does not give back') });
});
