import { beforeAll, describe, expect, test } from 'vitest';
import { experimentsNamed } from '../../src/experiments/all.js';
import { NEXT_STEPS } from '../../src/experiments/experiment.js';
import { present } from '../../src/experiments/measured.js';
import { outcomeBook } from '../../src/experiments/outcome-book.js';
import { reportOf } from '../../src/experiments/report.js';
import { type Finding, runExperiments } from '../../src/experiments/run-experiments.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { htmlReport } from '../../src/report/html-report.js';
import { memoryStore } from '../jobs/memory-store.js';

const names = ['gate-noise', 'memory', 'distil', 'topologies', 'cost-curves'];
const tiny = { name: 'tiny', choices: {} } as const;

describe('the experiments about real links, noisy processors and many parties', () => {
  let found: readonly Finding[];
  const named = (name: string) =>
    present(
      found.find(({ experiment }) => experiment.name === name),
      name,
    ).findings;

  beforeAll(async () => {
    const options = { store: memoryStore(), executor: callingThread() };
    found = await runExperiments(experimentsNamed(names), tiny, outcomeBook(), options);
  }, 120_000);

  test('stand together in the report, under a heading of their own', () => {
    expect(found.map(({ experiment }) => experiment.part)).toEqual(names.map(() => NEXT_STEPS));
    const html = htmlReport(reportOf(tiny, found, '0'));
    expect(html.split(`<h2 class="part">${NEXT_STEPS}</h2>`)).toHaveLength(2);
  });

  test('put the same noise behind the gates of all rivals', () => {
    const { records, words } = named('gate-noise');
    const scores = (at: number) => records.filter((one) => one.what === 'S' && one.at === at);
    expect(scores(0)).toHaveLength(5);
    expect(new Set(scores(0.03).map(({ shared }) => shared)).size).toBe(5);
    for (const { value } of scores(0)) expect(Math.abs(Number(value))).toBeLessThanOrEqual(2 * Math.SQRT2 + 1e-9);
    expect(words.join(' ')).toMatch(/(the|an) advantage of one ebit over the best of nothing and coins in accuracy/);
    expect(words.join(' ')).toContain('not tested');
  });

  test('keep S below the closed forms of dephased and of Werner pairs, and coins as they are', () => {
    const { records } = named('memory');
    const forms: Record<string, (at: number) => number> = {
      waiting: (at) => 2 * Math.sqrt(1 + Math.exp(-4 * at)),
      'link-fidelity': (at) => (2 * Math.SQRT2 * (4 * at - 1)) / 3,
    };
    const scores = records.filter(({ what, shared }) => what === 'S' && shared === '1 ebit');
    expect(scores).toHaveLength(4);
    for (const { sweep, at, value } of scores) {
      expect(Number(value)).toBeLessThanOrEqual(Math.max(2, forms[String(sweep)](Number(at))) + 1e-9);
    }
    const coins = records.filter(({ what, shared, seed }) => what === 'S' && shared === '1 coin' && seed === 1);
    expect(new Set(coins.map(({ value }) => value)).size).toBe(1);
  });

  test('give distilled pairs as many shots as there are pairs left', () => {
    const { records } = named('distil');
    const shots = (way: string) => records.filter((one) => one.way === way).map((one) => one.shots);
    // One round from a Werner pair of .7 takes 2.94 pairs.
    expect(shots('distilled')).toEqual([3, 34]);
    expect(shots('raw')).toEqual([10, 100]);
  });

  test('have coins on the edges of every topology, and compare equal numbers of ebits', () => {
    const { records, words } = named('topologies');
    expect(records).toHaveLength(2 * (1 + 2 * 7) * 2);
    expect(words).toHaveLength(4);
    const ring = records.filter(({ shape, shots }) => shape === 'ring' && shots === null);
    expect(ring.map(({ data, kind, pairs }) => [data, kind, pairs])).toEqual([
      ['clusters', 'ebits', 4],
      ['clusters', 'coins', 4],
      ['ring', 'ebits', 4],
      ['ring', 'coins', 4],
    ]);
  });

  test('count what joining takes, more with more', () => {
    const { records } = named('cost-curves');
    for (const against of ['parties', 'ebits']) {
      const products = records.filter((one) => one.against === against).map((one) => Number(one.products));
      expect(products[1]).toBeGreaterThan(products[0]);
    }
  });
});
