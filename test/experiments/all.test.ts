import { beforeAll, describe, expect, test } from 'vitest';
import { experiments, experimentsNamed, type Finding, runExperiments } from '../../src/experiments/all.js';
import { reportOf } from '../../src/experiments/report.js';
import { resultBook } from '../../src/experiments/results.js';
import { scales } from '../../src/experiments/scale.js';
import { trialsInThisThread } from '../../src/experiments/trial-threads.js';
import { htmlReport } from '../../src/report/html-report.js';
import { refusal } from '../refusal.js';
import { memoryStore } from './memory-store.js';

const { tiny } = scales;

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
});

describe('all experiments at their smallest', () => {
  let findings: readonly Finding[];
  const store = memoryStore();

  beforeAll(async () => {
    const done = await runExperiments(experiments, tiny, resultBook(), { store, executor: trialsInThisThread() });
    findings = done.findings;
    expect(new Set(Object.values(done.choice ?? {}))).toEqual(new Set([1, 2, 3, 4, 5]));
  }, 60_000);

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
    const { words, comparisons } = findings.find(({ experiment }) => experiment.name === 'table-s6')!.findings;
    expect(words[0]).toMatch(/^20 of 20 published ranks are met exactly\.$/);
    expect(comparisons).toEqual([]);
  });

  test('compare every cell of Tables S2, S3 and S5 with what was published', () => {
    const count = (name: string) =>
      findings.find(({ experiment }) => experiment.name === name)!.findings.comparisons.length;
    expect([count('table-s2'), count('table-s3'), count('table-s5')]).toEqual([2, 15, 10]);
  });

  test('make a report with every figure and nothing that it would have to load', () => {
    const html = htmlReport(reportOf(tiny, findings, '0'));
    const names = findings.flatMap(({ findings: { figures } }) => figures.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(12);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(html).toContain(`<figure id="${name}">\n<svg `);
    expect(html.match(/<svg /g)).toHaveLength(names.length);
    for (const { experiment } of findings) expect(html).toContain(`<section id="section-${experiment.name}">`);
    expect(html).not.toMatch(/<(script|link|img|iframe)\b/);
    expect(html).not.toMatch(/(?:href|src)="https?:/);
  });

  test('a second time run nothing, and find the same', async () => {
    const before = store.written.length;
    const again = await runExperiments(experiments, tiny, resultBook(), { store, executor: trialsInThisThread() });
    expect(store.written).toHaveLength(before);
    expect(again.findings.map((one) => one.findings)).toEqual(findings.map((one) => one.findings));
  });
});
