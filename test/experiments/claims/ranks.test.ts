import { describe, expect, test } from 'vitest';
import { comparison, finding, verdictOn } from './made-up.js';

const depths = (ranks: Readonly<Record<number, readonly number[]>>, atCap: boolean) =>
  finding(
    'fig2c',
    Object.entries(ranks).flatMap(([depth, own]) =>
      own.map((rank, ebits) => ({
        ebits,
        mixing: 0,
        depth: Number(depth),
        inputs: 100,
        rank,
        atCap: atCap && Number(depth) > 1 && ebits === 0,
        published: rank,
      })),
    ),
  );

describe('verdicts on ranks', () => {
  test.each([
    ['confirmed', 32, 40],
    ['bounded', 33, 40],
    ['corrected', 33, 41],
  ] as const)('met: %s', (verdict, first, second) => {
    const ranks = [comparison('Table S6, a', 32, first), comparison('Table S6, b', 40, second)];
    expect(verdictOn('Each circuit has the rank', [finding('table-s6', [], ranks)])).toBe(verdict);
  });

  test.each([
    ['confirmed', [200, 256], false],
    ['bounded', [200, 256], true],
    ['corrected', [32, 256], false],
  ] as const)('growth: %s', (verdict, deep, atCap) => {
    expect(verdictOn('The effective dimension grows', [depths({ 1: [32, 32], 30: deep }, atCap)])).toBe(verdict);
  });

  test.each([
    ['corrected', [256, 256, 256], false],
    ['confirmed', [256, 256, 200], false],
    ['unmeasured', [200, 300, 100], true],
  ] as const)('plateaus: %s', (verdict, ranks, atCap) => {
    const records = ranks.map((rank, ebits) => ({ ebits, mixing: 0, inputs: 600, rank, atCap }));
    expect(verdictOn('Too many ebits', [finding('rank-inputs', records)])).toBe(verdict);
  });

  test.each([
    ['confirmed', 238],
    ['corrected', 264],
  ] as const)('parameters: %s', (verdict, parameters) => {
    const records = [{ ebits: 1, mixing: 0, depth: 20, parameters }];
    expect(verdictOn('The classifier of depth 20', [finding('fig2c', records)])).toBe(verdict);
  });

  test('are there in the quick size, and not in the tiny one', () => {
    const ranks = [finding('table-s6', [], [comparison('Table S6, a', 32, 32)])];
    expect(verdictOn('Each circuit', ranks, { name: 'quick', choices: { learningRate: 1 } })).toBe('confirmed');
    expect(verdictOn('Each circuit', ranks, { name: 'tiny', choices: {} })).toBe('unmeasured');
  });
});
