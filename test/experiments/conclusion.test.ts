import { describe, expect, test } from 'vitest';
import { conclusionOf } from '../../src/experiments/conclusion.js';
import type { NumberRecord, Worth } from '../../src/experiments/experiment.js';
import type { Finding } from '../../src/experiments/run-experiments.js';
import type { WorthArm } from '../../src/report/worth-contrasts.js';
import { worthVerdict } from '../../src/report/worth-verdict.js';
import { around, comparison, finding, full } from './claims/made-up.js';

const quick = { name: 'quick', choices: {} } as const;

/** Rivals that share nothing, coins and ebits, each with accuracies at a price. */
function worth(name: string, shots: number | null, accuracies: Readonly<Record<'none' | 'coin' | 'ebit', number[]>>) {
  const arm = (resource: WorthArm['resource'], own: number[]): WorthArm => ({
    resource,
    prices: [{ shots, accuracies: own }],
  });
  const { none, coin, ebit } = accuracies;
  const arms = [
    arm({ ebits: 0, coins: 0 }, none),
    arm({ ebits: 0, coins: 2 }, coin),
    arm({ ebits: 1, coins: 0 }, ebit),
  ];
  const found: Worth = {
    basis: 'made up',
    verdict: worthVerdict({ arms, over: { kind: 'seeds', word: 'data seeds' } }),
    means: { 'nothing shared': 0.7, '2 coins': 0.8, '1 ebit': 0.9 },
    baseRate: 0.51,
  };
  const one = finding(name, []);
  return { ...one, findings: { ...one.findings, worth: found } };
}

const rivals = (coin: number): Finding =>
  worth('rivals', null, { none: around(0.7, 6), coin: around(coin, 6).reverse(), ebit: around(0.9, 6) });

/** Ranks of two networks by the number of inputs. */
function inputs(ranks: Readonly<Record<number, readonly [number, number]>>, atCap: readonly number[]): Finding {
  const records = Object.entries(ranks).flatMap(([count, own]) =>
    own.map(
      (rank, ebits): NumberRecord => ({ ebits, mixing: 0, inputs: Number(count), rank, atCap: atCap.includes(rank) }),
    ),
  );
  return finding('rank-inputs', records);
}

describe('the conclusion', () => {
  test('what was not run is said not to have been measured, in five sentences', () => {
    const said = conclusionOf(full, [], []);
    expect(said).toHaveLength(5);
    for (const sentence of said) expect(sentence).toMatch(/not measured in this run|No published/);
  });

  test('a coarse size says what it is before all else, and claims no agreement', () => {
    const said = conclusionOf(quick, [], [comparison('a', 0.8, 0.81, 0.02)]);
    expect(said).toHaveLength(6);
    expect(said[0]).toContain('no test of the paper');
    expect(said[5]).toBe(
      '1 published mean stands beside ours below; in the quick size it is not counted as agreeing or not.',
    );
  });

  test('the plateaus of the rank are the sample’s where they move with it', () => {
    const ranks = finding('table-s6', [], [comparison('Table S6, a', 32, 32), comparison('Table S6, b', 40, 41)]);
    const met = '1 of the 2 published ranks of Fisher matrices that were measured are met exactly; ';
    expect(conclusionOf(full, [ranks, inputs({ 100: [200, 256], 600: [256, 256] }, [200])], [])[0]).toBe(
      `${met}their plateaus are those of the sample: with 600 inputs instead of 100 the rank of Bell-0 goes from 200 to 256, and all 2 networks have the same rank.`,
    );
    expect(conclusionOf(full, [ranks, inputs({ 100: [200, 256], 600: [200, 256] }, [])], [])[0]).toBe(
      `${met}with 600 inputs the ranks are 200, 256 by the number of ebits.`,
    );
    expect(conclusionOf(full, [ranks], [])[0]).toContain('whose the plateaus of the rank are was not measured');
  });

  test('coins are told with their interval, and how much of what ebits add they do', () => {
    expect(conclusionOf(full, [rivals(0.85)], [])[1]).toMatch(
      /^Coins, which are not entangled, do most of what ebits do: with 2 coins the accuracy is 15\.0 points higher than with nothing shared \(95 % interval .*\), 0\.800 instead of 0\.700 \(exact mean, made up\); that is 75 % of what the best ebits add\.$/,
    );
    expect(conclusionOf(full, [rivals(0.75)], [])[1]).toMatch(/^Coins, which are not entangled: with 2 coins/);
    expect(conclusionOf(full, [rivals(0.7)], [])[1]).toContain('no difference is seen between 2 coins and nothing');
  });

  test('ebits are told by what they add to coins, with the base rate, and at the shots chosen beforehand', () => {
    const price = worth('price', 100, { none: around(0.7), coin: around(0.72), ebit: [0.75, 0.76, 0.75, 0.76, 0.75] });
    const [, , ebits, cost] = conclusionOf(full, [rivals(0.85), price], []);
    expect(ebits).toMatch(
      /^What entanglement adds to coins: by the exact mean with 1 ebit the accuracy is 5\.0 points higher than with 2 coins/,
    );
    expect(ebits).toContain('always saying the larger class is right in 0.510 of the rows');
    expect(ebits).toContain(
      '; at 100 shots a decision with 1 ebit the accuracy is 3.4 points higher than with 2 coins',
    );
    expect(cost).toBe(
      'Where a label is taken from a number of shots (made up), entanglement helps beyond coins at 100 shots.',
    );
  });

  test('what has too few data sets is not tested', () => {
    const few = worth('rivals', null, { none: [0.7, 0.7], coin: [0.8, 0.8], ebit: [0.9, 0.9] });
    const said = conclusionOf(quick, [few], []).join(' ');
    expect(said).toContain('2 coins minus nothing shared is +10.0 points (not tested)');
    expect(said).not.toContain('95 %');
    expect(said).not.toContain('do most of');
  });

  test('published means are counted once, matched ones apart', () => {
    const means = [
      comparison('a', 0.8, 0.81, 0.02),
      comparison('b', 0.8, 0.83, 0.02),
      { ...comparison('c', 0.8, 0.8, 0.02), matched: true },
      comparison('a rank', 32, 32),
    ];
    expect(conclusionOf(full, [], means).at(-1)).toBe(
      'Of 2 published means, each counted once, ours are within one published standard deviation of 1 and within two of 2; ' +
        '1 more was matched by the choice of data sets, and tests nothing.',
    );
  });
});
