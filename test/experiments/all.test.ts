import { beforeAll, describe, expect, test } from 'vitest';
import { EbitError } from '../../src/errors.js';
import { experiments, experimentsNamed } from '../../src/experiments/all.js';
import { dataSetNames } from '../../src/experiments/choice.js';
import type { Scale } from '../../src/experiments/experiment.js';
import { fidelity as fidelityExperiment } from '../../src/experiments/figures/fidelity.js';
import { price as priceExperiment } from '../../src/experiments/figures/price.js';
import { present } from '../../src/experiments/measured.js';
import { outcomeBook } from '../../src/experiments/outcome-book.js';
import { reportOf } from '../../src/experiments/report.js';
import {
  askedOf,
  type ExperimentsProgress,
  type Finding,
  runExperiments,
} from '../../src/experiments/run-experiments.js';
import type { Executor } from '../../src/jobs/job.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { htmlReport } from '../../src/report/html-report.js';
import { memoryStore } from '../jobs/memory-store.js';
import { refusal } from '../refusal.js';

const tiny: Scale = { name: 'tiny', choices: {} };

/** What the paper has. */
const PUBLISHED = 'fig2c fig3 fig4a fig4b fig4c fig4d fig4e figS6 table-s2 table-s3 table-s4 table-s5 table-s6'.split(
  ' ',
);

test('every figure and table of the paper has an experiment', () => {
  const names = experiments.map(({ name }) => name);
  for (const name of PUBLISHED) expect(names).toContain(name);
  expect(new Set(names).size).toBe(names.length);
});

test('experiments are named once each, in the order of the report', () => {
  expect(experimentsNamed(['table-s2', 'fig3', 'fig3']).map(({ name }) => name)).toEqual(['fig3', 'table-s2']);
  expect(experimentsNamed(['all'])).toEqual(experiments);
  const error = refusal(() => experimentsNamed(['fig9']));
  expect(error.code).toBe('usage');
  expect(error.message).toContain('fig9');
  expect(error.message).toContain('table-s6');
  expect(refusal(() => experimentsNamed(['fidelty'])).message).toContain('Did you mean "fidelity"?');
});

describe('all experiments at their smallest', () => {
  let findings: readonly Finding[];
  const store = memoryStore();
  const book = outcomeBook();
  const said: ExperimentsProgress[] = [];
  const named = (name: string) =>
    present(
      findings.find(({ experiment }) => experiment.name === name),
      name,
    ).findings;

  beforeAll(async () => {
    const onProgress = (progress: ExperimentsProgress) => said.push(progress);
    findings = await runExperiments(experiments, tiny, book, { store, executor: callingThread(), onProgress });
  }, 600_000);

  test('choose five different data sets for A to E', () => {
    const chosen = new Map(named('fig4b').records.map(({ dataSet, dataSeed }) => [dataSet, dataSeed]));
    expect([...chosen.keys()]).toEqual([...dataSetNames]);
    expect([...chosen.values()].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test('say from the beginning how much there is to do, to within what data sets will be chosen', () => {
    const [first, last] = [said[0], said[said.length - 1]];
    expect(first.done).toBe(0);
    expect(last).toMatchObject({ done: last.total, workLeft: 0 });
    expect(Math.abs(first.total - last.total)).toBeLessThan(0.1 * last.total);
    expect(Math.abs(first.workLeft - last.workDone)).toBeLessThan(0.1 * last.workDone);
    for (const [i, { done, workDone }] of said.slice(1).entries()) {
      expect(done).toBeGreaterThanOrEqual(said[i].done - 20);
      expect(workDone).toBeGreaterThanOrEqual(said[i].workDone);
    }
  });

  test('say something, in numbers that are all finite', () => {
    for (const { experiment, findings: one } of findings) {
      expect(one.words.length, experiment.name).toBeGreaterThan(0);
      expect(one.records.length, experiment.name).toBeGreaterThan(0);
      const texts = JSON.stringify(one);
      expect(texts, experiment.name).not.toMatch(/NaN|Infinity|undefined/);
      for (const record of one.records) {
        for (const value of Object.values(record)) {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
      }
    }
  });

  test('meet the published ranks', () => {
    const { words, comparisons = [] } = named('table-s6');
    expect(words[0]).toMatch(/^20 of 20 published ranks are met exactly\.$/);
    expect(comparisons).toHaveLength(20);
    for (const { ours, published } of comparisons) expect(ours).toBe(published);
  });

  test('compare every cell of Tables S2, S3 and S5 with what was published', () => {
    const count = (name: string) => named(name).comparisons?.length;
    expect([count('table-s2'), count('table-s3'), count('table-s5')]).toEqual([2, 15, 10]);
  });

  test('count each published number once, and apart what data sets were chosen by', () => {
    const { summary, introduction } = reportOf(tiny, findings, '0');
    const all = findings.flatMap(({ findings: one }) => one.comparisons ?? []);
    const once = new Set(all.map(({ number }) => number));
    expect(once.size).toBeLessThan(all.length);
    const [tests, matched, ranks] = summary;
    // Two of S2, ten of S3 beside Bell-0, ten of S5; five of Bell-0 in S3; twenty ranks at these depths.
    expect([tests, matched].map(({ rows }) => rows.length)).toEqual([22, 5]);
    expect(ranks.rows).toEqual([['Table S6, met exactly', 20, 20]]);
    expect(tests.rows.length + matched.rows.length + 20).toBe(once.size);
    expect(introduction.join(' ')).toContain('20 of 20 published ranks');
    expect(introduction.join(' ')).toContain('5 more are matched by choice');
  });

  test('call nothing tested that has fewer than five data sets', () => {
    const words = (name: string) => named(name).words.join(' ');
    expect(words('fidelity')).toContain('not tested');
    expect(words('fidelity')).not.toContain('95 %');
    expect(words('sensitivity')).toContain('is not tested');
  });

  test('put the accuracies of A to E in Fig. 4b and the training losses in Fig. 4c', () => {
    const of = (name: string) => named(name).records;
    expect(new Set(of('fig4b').map(({ dataSet }) => dataSet))).toEqual(new Set(['A', 'B', 'C', 'D', 'E']));
    expect(new Set(of('fig4c').map(({ learner }) => learner))).toEqual(
      new Set(['DNN', 'Bell-0', '1 coin', 'Bell-1', 'Bell-1 parity']),
    );
    for (const { trainingLoss } of of('fig4c')) expect(trainingLoss).toBeGreaterThan(0);
  });

  test('draw corners independently for Table S3 and on a grid for Table S4, or as the user says for both', () => {
    const corners = (name: string, scale: Scale) => {
      const one = present(
        experiments.find((experiment) => experiment.name === name),
        name,
      );
      return new Set(
        askedOf(one, scale, outcomeBook()).tasks.map((task) =>
          task.kind !== 'dimension' && task.data.kind === 'clusters' ? task.data.corners : null,
        ),
      );
    };
    for (const name of ['fig4b', 'table-s3']) expect(corners(name, tiny)).toEqual(new Set(['independent']));
    for (const name of ['fig4c', 'fig4d', 'fig4e', 'table-s4', 'table-s5', 'fidelity', 'price']) {
      expect([...corners(name, tiny)].filter((one) => one !== null)).toEqual(['grid']);
    }
    const asked = { ...tiny, choices: { corners: 'distinct' } } as const;
    for (const name of ['fig4b', 'fig4c', 'table-s3', 'table-s5']) {
      expect(corners(name, asked)).toEqual(new Set(['distinct']));
    }
  });

  test('go down to a fidelity of 1/4, say what is separable, and have the coin', () => {
    const { tables = [], records } = named('fidelity');
    expect(Math.min(...fidelityExperiment.sizes.full.fidelities)).toBe(0.25);
    expect(tables[0].rows.map((row) => row.slice(0, 2))).toEqual([
      ['1.00', 'entangled'],
      ['0.25', 'separable'],
      ['coins', 'separable'],
    ]);
    // A model whose pairs carry nothing wins no more shots than three quarters.
    for (const { what, fidelity, value } of records) {
      if (what === 'chsh success, coins' || (what === 'chsh success' && fidelity === 0.25)) {
        expect(value).toBeLessThanOrEqual(0.75 + 1e-12);
      }
    }
  });

  test('have coins wherever ebits have accuracies', () => {
    const counts = (name: string) => new Set(named(name).records.map(({ coins }) => coins));
    for (const name of ['fig4d', 'fig4e', 'table-s4', 'table-s5']) {
      expect(counts(name), name).toEqual(new Set([0, 1, 2, 3, 4]));
    }
    expect(counts('fig3')).toEqual(new Set([0, 1]));
    for (const name of ['fig4b', 'fig4c', 'table-s3']) {
      expect(named(name).records.map(({ learner }) => learner)).toContain(name === 'table-s3' ? 'coin1' : '1 coin');
    }
    const coinRows = (name: string) =>
      named(name)
        .tables?.at(-1)
        ?.rows.map(([what]) => what);
    expect(coinRows('table-s4')?.slice(0, 4)).toEqual(
      [1, 2, 3, 4].map((count) => `depth 1, ${count} coin${count === 1 ? '' : 's'}`),
    );
    expect(coinRows('table-s5')).toHaveLength(8);
  });

  test('put eleven rivals side by side by each rule, on A to E and on data that nothing was chosen by', () => {
    const { records, tables = [] } = named('rivals');
    expect(tables.map(({ rows }) => rows.map(([name]) => name))).toEqual(
      new Array(3).fill([
        'nothing',
        ...['1 coin', '2 coins', '3 coins', '4 coins', '1 ebit', '2 ebits', '3 ebits', '4 ebits', 'F = 0.5', 'DNN'],
      ]),
    );
    for (const corners of ['grid', 'distinct', 'independent']) {
      const own = records.filter((one) => one.corners === corners);
      expect(own).toHaveLength(6 * 11);
      const seeds = (standsFor: boolean) =>
        new Set(own.filter((one) => (one.standsFor !== null) === standsFor).map(({ dataSeed }) => dataSeed));
      expect([...seeds(true)].sort()).toEqual([1, 2, 3, 4, 5]);
      expect([...seeds(false)]).toEqual([6]);
    }
    // What stands in Fig. 4b too is the same training.
    const [first] = named('fig4b').records.filter(({ dataSet, learner }) => dataSet === 'A' && learner === '1 coin');
    const same = records.filter((one) => one.standsFor === 'A' && one.shared === '1 coin');
    expect(same.find(({ corners }) => corners === 'independent')?.accuracy).toBe(first.accuracy);
  });

  test('give the price of every rival at every number of shots, by what it was trained for', () => {
    const { records, tables = [] } = named('price');
    const { prices, shots } = priceExperiment.sizes.tiny;
    expect(records).toHaveLength(7 * prices.length * 2 * (shots.length + 1));
    expect(new Set(records.map((one) => one.shots))).toEqual(new Set([...shots, null]));
    expect(tables[0].head).toEqual(['', '', 'for 10 shots', 'by the squared error']);
    const { full } = priceExperiment.sizes;
    for (const one of full.prices) if (one !== null) expect(full.shots).toContain(one);
  });

  test('begin the report with its conclusion, and with what was not run', () => {
    const { conclusion } = reportOf(tiny, findings, '0');
    expect(conclusion).toHaveLength(6);
    expect(conclusion[0]).toContain('tiny size');
    expect(conclusion.join(' ')).toMatch(/not entangled: 1 \w+.* minus nothing shared is \S+ points \(not tested\)/);
    expect(conclusion.join(' ')).toContain('too few to see whose the plateaus');
    expect(conclusion.join(' ')).toContain('they are not counted as agreeing or not');
    const { contrasts } = present(named('price').worth, 'worth of price').verdict;
    expect(contrasts.length).toBeGreaterThan(0);
    const without = reportOf(tiny, findings.slice(0, 1), '0').conclusion.join(' ');
    expect(without).toMatch(/was not measured in this run \(“rivals”\).*was not measured in this run \(“price”\)/);
  });

  test('make a report with every figure and nothing that it would have to load', () => {
    const html = htmlReport(reportOf(tiny, findings, '0'));
    const names = findings.flatMap(({ findings: { figures = [] } }) => figures.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(12);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(html).toContain(`<figure id="${name}">\n<div class="picture" `);
    expect(html.match(/<svg /g)).toHaveLength(names.length);
    for (const { experiment } of findings) expect(html).toContain(`<section id="section-${experiment.name}" `);
    expect(html).not.toMatch(/<(script|link|img|iframe)\b/);
    expect(html).not.toMatch(/src="/);
    const elsewhere = [...html.matchAll(/href="(https?:[^"]*)"/g)].map(([, address]) => address);
    expect([...new Set(elsewhere)]).toEqual(['https://arxiv.org/abs/2605.03864']);
  });

  test('a second time run nothing, and find the same', async () => {
    const before = store.written.length;
    const progress: ExperimentsProgress[] = [];
    const again = await runExperiments(experiments, tiny, outcomeBook(), {
      store,
      executor: callingThread(),
      onProgress: (one) => progress.push(one),
    });
    expect(store.written).toHaveLength(before);
    expect(again.map((one) => one.findings)).toEqual(findings.map((one) => one.findings));
    expect(progress).toHaveLength(1);
    expect(progress[0]).toMatchObject({ done: before, total: before, workLeft: 0 });
  });

  test('ask for what depends on a choice when it is made, and then wait for nothing', () => {
    const tableS4 = present(
      experiments.find(({ name }) => name === 'table-s4'),
      'table-s4',
    );
    const before = askedOf(tableS4, tiny, outcomeBook());
    const after = askedOf(tableS4, tiny, book);
    expect([before.waits, after.waits]).toEqual([true, false]);
    expect(after.cells.length).toBeGreaterThan(before.cells.length);
  });
});

test('a task that fails ends the experiments when the others are kept, and is run again the next time', async () => {
  const chosen = experimentsNamed(['table-s2']);
  const store = memoryStore();
  let count = 0;
  const broken: Executor = {
    ...callingThread(),
    run: (...given) => {
      count += 1;
      return count === 1 ? Promise.reject(new EbitError('memory', 'too large')) : callingThread().run(...given);
    },
  };
  const failing = runExperiments(chosen, tiny, outcomeBook(), { store, executor: broken });
  await expect(failing).rejects.toMatchObject({
    code: 'memory',
    message: expect.stringMatching(/^1 task failed, the others are kept; the first, [0-9a-f]{32}: too large$/),
  });
  expect(store.written).toHaveLength(count - 1);
  expect(await runExperiments(chosen, tiny, outcomeBook(), { store, executor: callingThread() })).toHaveLength(1);
  expect(store.written.length).toBeGreaterThan(count - 1);
  expect(new Set(store.written).size).toBe(store.written.length);
});
