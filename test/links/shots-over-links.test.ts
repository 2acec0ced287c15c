import { describe, expect, test } from 'vitest';
import { exactAges } from '../../src/links/exact-ages.js';
import { checkedLink, type LinkSettings } from '../../src/links/link.js';
import { sampledAges } from '../../src/links/sampled-ages.js';
import { shotsOverLinks } from '../../src/links/shots-over-links.js';
import { bellPair, expectations, slowRound, waited } from '../oracle/distillation.js';
import { refusal } from '../refusal.js';
import { coins, mean, type PlainLink, playShot } from './cycles.js';

const CYCLE = 1e-3;

/** Within five standard errors: about one in two million by chance, and the seeds are fixed. */
function expectNear(found: number, { mean: expected, error }: { mean: number; error: number }, own = 0): void {
  expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt(error * error + own * own) + 1e-12);
}

describe('closed forms', () => {
  test('one pair a shot is used at age 0, whatever the memories are', () => {
    const found = shotsOverLinks([{ probability: 0.01, cycle: 1e-4, fidelity: 0.9, memory: { t1: 1e-3, t2: 1e-3 } }], {
      shots: 50,
    });
    expect(found.method).toBe('exact');
    expect(found.pairs[0].ages).toEqual([{ seconds: 0, weight: 1 }]);
    expect(found.pairs[0].fidelity).toBeCloseTo(0.9, 14);
    expect(found.shotsPerSecond).toBeCloseTo(100, 10);
    expect(found.decisionsPerSecond).toBeCloseTo(2, 12);
    expect(found.pairsPerSecond[0]).toBeCloseTo(100, 10);
    expect(found.pairsPerShot[0]).toBeCloseTo(1, 14);
  });

  test('two links without a cutoff: the greater of two geometric times, and the ages of whoever waits', () => {
    const [p, q] = [0.2, 0.07];
    const { secondsPerShot, pairs, joint } = shotsOverLinks([
      { probability: p, cycle: CYCLE },
      { probability: q, cycle: CYCLE },
    ]);
    const both = p + q - p * q;
    expect(Math.abs(secondsPerShot / CYCLE - (1 / p + 1 / q - 1 / both))).toBeLessThan(1e-11);
    // The first is there d cycles before the second with p (1 - p)^(t - 1) q (1 - q)^(t + d - 1), summed over t.
    const waits = (a: number, b: number, d: number) => ((a * b) / both) * (1 - b) ** d;
    for (const d of [1, 2, 30]) {
      const found = pairs.map(
        ({ ages }) => ages.find(({ seconds }) => Math.abs(seconds - d * CYCLE) < 1e-9)?.weight ?? 0,
      );
      expect(Math.abs(found[0] - waits(p, q, d))).toBeLessThan(1e-14);
      expect(Math.abs(found[1] - waits(q, p, d))).toBeLessThan(1e-14);
    }
    // Ages of one shot are not independent: one of them is 0 always.
    for (const way of joint) expect(Math.min(...way.pairs.map(({ seconds }) => seconds))).toBe(0);
    const meanAge = (a: number, b: number) => ((a * b) / both) * ((1 - b) / (b * b)) * CYCLE;
    expect(Math.abs(pairs[0].meanAge - meanAge(p, q))).toBeLessThan(1e-14);
    expect(joint.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 13);
  });

  test('n pairs of one link without a cutoff: n waits, one after the other', () => {
    const p = 0.3;
    const { secondsPerShot, pairs, pairsPerShot } = shotsOverLinks([{ probability: p, cycle: CYCLE, pairs: 3 }]);
    expect(Math.abs(secondsPerShot / CYCLE - 3 / p)).toBeLessThan(1e-11);
    pairs.forEach(({ meanAge }, place) => {
      expect(Math.abs(meanAge - ((2 - place) / p) * CYCLE)).toBeLessThan(1e-13);
    });
    expect(pairsPerShot[0]).toBeCloseTo(3, 11);
  });

  test('two pairs with a cutoff of one cycle: both in one cycle or in two that follow each other', () => {
    const [p, q] = [0.2, 0.4];
    const { secondsPerShot, joint, thrownPerShot } = shotsOverLinks([
      { probability: p, cycle: CYCLE, cutoff: CYCLE },
      { probability: q, cycle: CYCLE, cutoff: CYCLE },
    ]);
    // From empty: both with p q, only the first with p (1 - q), then the second at once with q or all is lost.
    const shot = p * q + 2 * p * q * (1 - p / 2 - q / 2);
    const cycles = (1 + p * (1 - q) + q * (1 - p)) / shot;
    expect(Math.abs(secondsPerShot / CYCLE - cycles)).toBeLessThan(1e-12);
    expect(joint.length).toBe(3);
    expect(thrownPerShot[0]).toBeCloseTo((p * (1 - q) * (1 - q)) / shot, 12);
  });

  test('a link that always succeeds has nothing that waits but for the pairs of later cycles', () => {
    const sure = { probability: 1, cycle: CYCLE, fidelity: 0.9, memory: { t2: 0.01 } };
    const two = shotsOverLinks([sure, sure]);
    expect([two.joint.length, two.pairs.map(({ meanAge }) => meanAge)]).toEqual([1, [0, 0]]);
    expect(two.secondsPerShot).toBe(CYCLE);
    const three = shotsOverLinks([{ ...sure, pairs: 3 }]);
    expect(three.pairs.map(({ ages }) => ages)).toEqual(
      [2, 1, 0].map((cycles) => [{ seconds: cycles * CYCLE, weight: 1 }]),
    );
    expect(shotsOverLinks([{ ...sure, pairs: 3, multiplexing: 3 }]).pairs.map(({ meanAge }) => meanAge)).toEqual([
      0, 0, 0,
    ]);
  });

  test('multiplexing tries several pairs at once', () => {
    const link = { probability: 0.1, cycle: CYCLE, multiplexing: 20 };
    const some = 1 - 0.9 ** 20;
    expect(shotsOverLinks([link]).secondsPerShot / CYCLE).toBeCloseTo(1 / some, 11);
    expect(shotsOverLinks([link]).pairsPerSecond[0]).toBeCloseTo(2000, 9);
    const rare = shotsOverLinks([{ probability: 1e-12, cycle: CYCLE, multiplexing: 1000 }]);
    expect(Math.abs(rare.secondsPerShot * 1e-6 - 1)).toBeLessThan(1e-9);
  });

  test('one round of distillation: the mean over the age of the pair that waited, weighted by success', () => {
    const p = 0.25;
    const settings: LinkSettings = {
      probability: p,
      cycle: CYCLE,
      weights: { phiPlus: 0.8, phiMinus: 0.1, psiPlus: 0.06, psiMinus: 0.04 },
      memory: [{ t1: 0.05, t2: 0.03 }, { t2: 0.02 }],
      cutoff: 5 * CYCLE,
      distil: { protocol: 'dejmps', rounds: 1 },
    };
    const fresh = bellPair([0.8, 0.1, 0.06, 0.04]);
    const half = (t1: number, t2: number, age: number) => ({
      x: Math.exp((-age * CYCLE) / t1),
      y: Math.exp((-age * CYCLE) / t2),
    });
    let [kept, fidelity, ways] = [0, 0, 0];
    for (let age = 1; age <= 5; age++) {
      const old = expectations(waited(fresh, [half(0.05, 0.03, age), half(Infinity, 0.02, age)]));
      const [x, y, z] = [1, 2, 3].map((k) => old[k][k]);
      const twirled = [1 + x - y + z, 1 - x + y + z, 1 + x + y - z, 1 - x - y - z].map((w) => w / 4);
      const { success, pair } = slowRound('dejmps', bellPair(twirled), fresh);
      const way = (1 - p) ** (age - 1) * p * success;
      kept += way;
      fidelity += (way * (1 + expectations(pair)[1][1] - expectations(pair)[2][2] + expectations(pair)[3][3])) / 4;
      ways += 1;
    }
    const found = shotsOverLinks([settings]);
    expect(found.joint.length).toBe(ways);
    expect(Math.abs(found.pairs[0].fidelity - fidelity / kept)).toBeLessThan(1e-12);
    // From empty to a first pair 1 / p cycles; from there a second one within five cycles or none.
    const waits = (1 - (1 - p) ** 5) / p;
    expect(Math.abs(found.secondsPerShot / CYCLE - (1 / p + waits) / kept)).toBeLessThan(1e-11);
  });
});

const cases: readonly (readonly [string, readonly PlainLink[]])[] = [
  [
    'two links',
    [
      { probability: 0.1, cutoff: 6, pairs: 1, multiplexing: 1 },
      { probability: 0.25, cutoff: 4, pairs: 1, multiplexing: 1 },
    ],
  ],
  ['three pairs of a link', [{ probability: 0.2, cutoff: 7, pairs: 3, multiplexing: 1 }]],
  [
    'a link of two pairs, one of one, several tries at once',
    [
      { probability: 0.06, cutoff: 5, pairs: 2, multiplexing: 4 },
      { probability: 0.3, cutoff: 3, pairs: 1, multiplexing: 1 },
    ],
  ],
  ['four links', [0.3, 0.4, 0.5, 0.6].map((probability) => ({ probability, cutoff: 4, pairs: 1, multiplexing: 1 }))],
  [
    'a distilled pair of one link, a plain one of another',
    [
      { probability: 0.3, cutoff: 6, pairs: 1, multiplexing: 1, keeps: () => 0.68 },
      { probability: 0.2, cutoff: 5, pairs: 1, multiplexing: 1 },
    ],
  ],
  [
    'two distilled pairs, two tries at once',
    [{ probability: 0.3, cutoff: 9, pairs: 2, multiplexing: 2, keeps: () => 0.68 }],
  ],
];

/** The same link for src: with a round, Werner pairs of fidelity 0.7 that do not decay. */
const asSettings = ({ probability, cutoff, pairs, multiplexing, keeps }: PlainLink): LinkSettings => ({
  probability,
  cycle: CYCLE,
  cutoff: cutoff * CYCLE,
  pairs,
  multiplexing,
  fidelity: 0.7,
  ...(keeps === undefined ? {} : { distil: { protocol: 'dejmps', rounds: 1 } }),
});

describe('cycle by cycle, with a coin for each try', () => {
  test.each(cases)('%s', (_, plain) => {
    const coin = coins(20261128);
    const shots = Array.from({ length: 10_000 }, () => playShot(plain, coin));
    const links = plain.map((link) => checkedLink(asSettings(link)));
    const exact = exactAges(links, 1e6);
    if (exact === null) throw new Error('too many ways to list');
    const drawn = sampledAges(links, 10_000, 5);
    for (const { seconds, secondsError, joint, made, thrown, draws } of [exact, drawn]) {
      expectNear(seconds / CYCLE, mean(shots.map(({ cycles }) => cycles)), secondsError / CYCLE);
      const places = plain.flatMap(({ pairs }, k) => Array.from({ length: pairs }, (_, i) => [k, i]));
      places.forEach(([k, i], place) => {
        const ages = mean(shots.map((shot) => shot.ages[k][i]));
        const own = joint.reduce((sum, { weight, pairs }) => sum + (weight * pairs[place].seconds) / CYCLE, 0);
        expectNear(own, ages, draws === null ? 0 : ages.error);
        // Ages of one shot together: the mean of their product with the first pair's.
        const products = mean(shots.map((shot) => shot.ages[k][i] * shot.ages[0][0]));
        const both = joint.reduce(
          (sum, { weight, pairs }) => sum + (weight * pairs[place].seconds * pairs[0].seconds) / CYCLE / CYCLE,
          0,
        );
        expectNear(both, products, draws === null ? 0 : products.error);
      });
      plain.forEach((_, k) => {
        const makes = mean(shots.map((shot) => shot.made[k]));
        expectNear(made[k], makes, draws === null ? 0 : makes.error);
        const throws = mean(shots.map((shot) => shot.thrown[k]));
        expectNear(thrown[k], throws, draws === null ? 0 : throws.error);
      });
    }
  });
});

describe('shots that are drawn', () => {
  const link: LinkSettings = {
    probability: 0.02,
    cycle: 1e-4,
    fidelity: 0.9,
    memory: { t1: 0.1, t2: 0.03 },
    cutoff: 0.01,
    distil: { protocol: 'bbpssw', rounds: 2 },
  };

  test('say so, and with which error; the same seed gives the same', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => shotsOverLinks([link], { draws: 1500, seed }));
    expect([one.method, one.draws]).toEqual(['sampled', 1500]);
    expect(same).toEqual(one);
    expect(one.secondsError).toBeGreaterThan(0);
    expectNear(one.secondsPerShot, { mean: other.secondsPerShot, error: other.secondsError }, one.secondsError);
    const [a, b] = [one.pairs[0], other.pairs[0]];
    expectNear(a.fidelity, { mean: b.fidelity, error: b.standardError }, a.standardError);
  });

  test('without decay, a distilled pair is that of the closed form, and takes as many pairs', () => {
    const { pairs, pairsPerShot } = shotsOverLinks(
      [{ probability: 0.2, cycle: 1e-4, fidelity: 0.8, distil: { protocol: 'dejmps', rounds: 3 } }],
      { draws: 3000 },
    );
    // By the recurrences, apart from src.
    let [a, b, c, d, taken] = [0.8, 0.2 / 3, 0.2 / 3, 0.2 / 3, 1];
    for (let round = 0; round < 3; round++) {
      const n = (a + b) * (a + b) + (c + d) * (c + d);
      [a, b, c, d, taken] = [
        (a * a + b * b) / n,
        (2 * c * d) / n,
        (c * c + d * d) / n,
        (2 * a * b) / n,
        (taken * 2) / n,
      ];
    }
    expect(pairs[0].fidelity).toBeCloseTo(a, 10);
    expect(Math.abs(pairsPerShot[0] / taken - 1)).toBeLessThan(0.05);
  });

  test('links of different cycles keep their own clocks', () => {
    const [slow, fast] = [
      { probability: 1, cycle: 3e-4 },
      { probability: 1, cycle: 1e-4 },
    ];
    const { method, pairs, secondsPerShot } = shotsOverLinks([slow, fast], { draws: 10 });
    expect(method).toBe('sampled');
    expect(secondsPerShot).toBeCloseTo(3e-4, 15);
    expect(pairs.map(({ meanAge }) => meanAge)).toEqual([0, expect.closeTo(2e-4, 15)]);
  });

  test('are refused where nearly every pair is thrown away', () => {
    const hopeless = { probability: 1e-4, cycle: 1e-5, cutoff: 1e-5 };
    const five = [1, 1.1, 1.2, 1.3, 1.4].map((factor) => ({
      ...hopeless,
      cycle: factor * 1e-5,
      cutoff: factor * 1e-5,
    }));
    expect(refusal(() => shotsOverLinks(five, { draws: 300 })).message).toContain('Give a later cutoff');
  });
});

test('pairs wait in memories that relax and dephase: the state at use is that of Kraus operators on both halves', () => {
  const weights = { phiPlus: 0.7, phiMinus: 0.15, psiPlus: 0.1, psiMinus: 0.05 };
  const memory = [
    { t1: 4e-3, t2: 5e-3 },
    { t1: 6e-3, t2: 2e-3 },
  ] as const;
  const { pairs } = shotsOverLinks([{ probability: 1, cycle: CYCLE, weights, memory, pairs: 3 }]);
  pairs.forEach(({ correlations, fidelity }, place) => {
    const seconds = (2 - place) * CYCLE;
    const [a, b] = memory.map(({ t1, t2 }) => ({ x: Math.exp(-seconds / t1), y: Math.exp(-seconds / t2) }));
    const rho = waited(bellPair([0.7, 0.15, 0.1, 0.05]), [a, b]);
    const expected = expectations(rho);
    correlations.forEach((row, p) => {
      row.forEach((value, q) => {
        expect(Math.abs(value - expected[p][q])).toBeLessThan(1e-12);
      });
    });
    expect(Math.abs(fidelity - (1 + expected[1][1] - expected[2][2] + expected[3][3]) / 4)).toBeLessThan(1e-12);
  });
});

describe('refused', () => {
  const good = { probability: 0.1, cycle: 1e-3 };
  const why = (link: object) => refusal(() => shotsOverLinks([{ ...good, ...link } as LinkSettings])).message;

  test.each([
    [
      { probability: 0 },
      'a probability of 0; a try makes a pair with a probability above 0, at least 1e-15, at most 1',
    ],
    [{ probability: 1.5 }, 'a probability of 1.5'],
    [{ probability: undefined }, 'only one of probability, cycle and rate'],
    [{ rate: 100 }, 'all three of probability, cycle and rate'],
    [{ probability: undefined, rate: 2000 }, 'a probability of 2, which is rate x cycle / multiplexing'],
    [{ cycle: 0 }, 'a cycle of 0; give seconds above 0'],
    [{ cycle: 1e300 }, 'a cycle of 1e+300 s; give one from 1e-15 to 1000000000 s'],
    [{ probability: 1e-300 }, 'a probability of 1e-300'],
    [{ cutoff: 0.9e-3 }, 'a cutoff of 0.0009 s, below its cycle of 0.001 s'],
    [{ memory: { t1: 1, t2: 2.1 } }, 't2 = 2.1 s, more than twice t1 = 1 s'],
    [{ memory: { t1: 0 } }, 't1 = 0; give seconds above 0'],
    [{ memory: [{}, { t1: -1 }] }, 'its second memory has t1 = -1'],
    [{ fidelity: 0.2 }, 'A fidelity of 0.2 is outside [1/4, 1]'],
    [{ fidelity: 0.9, weights: { phiPlus: 1, phiMinus: 0, psiPlus: 0, psiMinus: 0 } }, 'both a fidelity and weights'],
    [{ weights: { phiPlus: 1, phiMinus: 0.1, psiPlus: 0, psiMinus: 0 } }, 'sum to 1.1'],
    [{ fidelity: 0.5, distil: { protocol: 'dejmps', rounds: 1 } }, 'Pairs of fidelity 0.5 gain nothing'],
    [{ distil: { protocol: 'bbpsw', rounds: 1 } }, 'Did you mean "bbpssw"?'],
    [{ distil: { protocol: 'bbpssw', rounds: 1.5 } }, 'The number of rounds of distillation is 1.5'],
    [{ multiplexing: 0 }, 'multiplexing is 0; give an integer from 1 to 10000'],
    [{ pairs: 11 }, 'the number of pairs a shot is 11; give an integer from 1 to 10'],
    [{ cutof: 1 }, 'Did you mean "cutoff"?'],
    [{ cycle: Number.NaN }, 'cycle'],
  ])('%j', (link, words) => {
    expect(why(link)).toContain(words);
  });

  test('lists and options that are none', () => {
    expect(refusal(() => shotsOverLinks([])).message).toBe('There are 0 links; a shot takes pairs of 1 to 28.');
    expect(refusal(() => shotsOverLinks({} as never)).message).toBe('The links are an object; give a list of links.');
    expect(refusal(() => shotsOverLinks([good], { shot: 1 } as never)).message).toContain('Did you mean "shots"?');
    expect(refusal(() => shotsOverLinks([good], { shots: 0 })).code).toBe('range');
    expect(refusal(() => shotsOverLinks([good], { draws: 1 })).code).toBe('range');
    expect(refusal(() => shotsOverLinks([good], { seed: -1 })).code).toBe('range');
  });
});

test('two of probability, cycle and rate say the third', () => {
  const made = [
    { probability: 0.02, cycle: 1e-3 },
    { probability: 0.02, rate: 20 },
    { cycle: 1e-3, rate: 20 },
  ].map((link) => checkedLink(link));
  for (const { probability, cycle } of made) {
    expect(probability).toBeCloseTo(0.02, 15);
    expect(cycle).toBeCloseTo(1e-3, 15);
  }
});
