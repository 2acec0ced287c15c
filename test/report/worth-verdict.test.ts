import { describe, expect, test } from 'vitest';
import type { WorthArm, WorthMeasurements } from '../../src/report/worth-contrasts.js';
import { type FindingKind, worthVerdict } from '../../src/report/worth-verdict.js';
import { refusal } from '../refusal.js';

const over = { kind: 'seeds', word: 'data seeds' } as const;
/** A scatter that no difference shares, so that all have one. */
const wobble = [0, 0.004, -0.004, 0.002, -0.002];
const turned = [0.003, -0.003, 0.001, 0, -0.001];

function arm(
  what: Partial<WorthArm['resource']>,
  prices: ReadonlyMap<number | null, readonly number[]>,
  more: Partial<WorthArm> = {},
): WorthArm {
  return {
    resource: { ebits: 0, coins: 0, ...what },
    prices: [...prices].map(([shots, accuracies]) => ({ shots, accuracies })),
    ...more,
  };
}

/** Accuracies around a mean at every price. */
const around = (means: readonly (readonly [number | null, number])[], scatter = wobble) =>
  new Map(means.map(([shots, mean]) => [shots, scatter.map((one) => mean + one)] as const));

/** Nothing, a coin and an ebit at one price. */
function three(shots: number | null, [nothing, coin, ebit]: readonly number[], scatter = turned): WorthArm[] {
  return [
    arm({}, around([[shots, nothing]])),
    arm({ coins: 1 }, around([[shots, coin]], scatter)),
    arm({ ebits: 1 }, around([[shots, ebit]], [...scatter].reverse())),
  ];
}

function said(measurements: Omit<WorthMeasurements, 'over'>) {
  return worthVerdict({ over, ...measurements });
}

describe('what holds at a price', () => {
  test.each<[FindingKind, number | null, readonly number[], string]>([
    [
      'nothing-as-good',
      100,
      [0.8, 0.79, 0.795],
      'Sharing nothing is as good or better at 100 shots: 1 ebit minus nothing shared at 100 shots −0.5 points',
    ],
    [
      'ebits-worse',
      100,
      [0.7, 0.85, 0.8],
      'Ebits do worse than coins at 100 shots: 1 ebit minus 1 coin at 100 shots −5.0 points',
    ],
    [
      'ebits-save-shots',
      100,
      [0.7, 0.75, 0.8],
      'Entanglement helps beyond coins at 100 shots: 1 ebit minus 1 coin at 100 shots +5.0 points',
    ],
    [
      'ebits-better-exact',
      null,
      [0.7, 0.75, 0.8],
      'Ebits are better than coins by the exact mean: 1 ebit minus 1 coin by the exact mean +5.0 points',
    ],
    [
      'coins-as-good',
      null,
      [0.7, 0.8, 0.801],
      'Correlation helps by the exact mean, entanglement adds nothing: 1 coin minus nothing shared by the exact mean +10.0 points',
    ],
  ])('%s', (kind, shots, means, words) => {
    const { findings } = said({ arms: three(shots, means) });
    expect(findings.map((one) => one.kind)).toEqual([kind]);
    expect(findings[0].sentence).toContain(words);
    // The claim is the same without the differences.
    const claim = findings[0].claim.slice(0, -1);
    expect(words.startsWith(claim) || findings[0].sentence.startsWith(claim)).toBe(true);
    expect(claim).not.toContain('points');
    expect(findings[0].shots).toEqual([shots]);
  });

  const wide = [0.05, -0.05, 0.03, -0.02, -0.01];

  test('correlation helps and entanglement is undecided where the interval is wide', () => {
    const arms = three(null, [0.5, 0.8, 0.81], wide);
    const [{ kind, sentence }] = said({ arms }).findings;
    expect(kind).toBe('undecided');
    expect(sentence).toContain('Correlation helps by the exact mean; whether entanglement adds anything is undecided:');
  });

  test('no difference is seen where all intervals are wide', () => {
    const [{ kind, sentence }] = said({ arms: three(100, [0.78, 0.8, 0.81], wide) }).findings;
    expect(kind).toBe('no-difference');
    expect(sentence).toContain('No difference seen at 100 shots');
  });

  test('ebits over coins that are worse than nothing are no gain over nothing', () => {
    const arms = [
      arm({}, around([[100, 0.8]], wide)),
      arm({ coins: 1 }, around([[100, 0.7]])),
      arm({ ebits: 1 }, around([[100, 0.81]], turned)),
    ];
    const [{ kind, sentence }] = said({ arms }).findings;
    expect(kind).toBe('ebits-over-coins-alone');
    expect(sentence).toContain('but not seen to be better than sharing nothing');
  });

  test('without coins nobody knows what they would do', () => {
    const [nothing, , ebit] = three(100, [0.7, 0.75, 0.8]);
    const [{ kind, sentence }] = said({ arms: [nothing, ebit] }).findings;
    expect([kind, sentence]).toEqual(['ebits-without-coins', expect.stringContaining('was not measured')]);
  });

  test('fewer than five seeds have no verdict', () => {
    const arms = three(100, [0.7, 0.75, 0.8]).map((one) => ({
      ...one,
      prices: one.prices.map((price) => ({ ...price, accuracies: price.accuracies.slice(0, 4) })),
    }));
    const { findings, contrasts } = said({ arms });
    expect(findings.map(({ kind }) => kind)).toEqual(['not-tested']);
    expect(findings[0].sentence).toContain('a verdict needs 5 or more');
    expect(contrasts.map(({ better, p, tested }) => [better, p, tested])).toEqual(Array(3).fill([null, null, null]));
  });
});

test('the order of precedence: what is certified, nothing, shots saved, the exact mean', () => {
  const prices = (means: readonly number[], scatter: readonly number[]) =>
    around(
      [10, 100, 1000, null].map((shots, i) => [shots, means[i]] as const),
      [...scatter],
    );
  const { findings } = said({
    arms: [
      arm({}, prices([0.8, 0.7, 0.7, 0.7], wobble)),
      arm({ coins: 2 }, prices([0.7, 0.75, 0.75, 0.8], turned), { fewest: { choosing: 301, reported: 301 } }),
      arm({ ebits: 1 }, prices([0.7, 0.8, 0.8, 0.9], [...turned].reverse()), {
        fewest: { choosing: 61, reported: 61 },
      }),
    ],
    target: { accuracy: 0.8, most: 1000 },
    certified: { what: 'S', value: 2.8, bound: 2 },
  });
  expect(findings.map(({ kind, shots }) => [kind, shots])).toEqual([
    ['certified', []],
    ['nothing-as-good', [10]],
    ['ebits-save-shots', [100, 1000]],
    ['ebits-better-exact', [null]],
  ]);
  expect(findings[0].sentence).toBe(
    'Certified: S is 2.8000, and nothing separable, with any number of coins, is beyond 2.0000.',
  );
  expect(findings[2].sentence).toContain(
    'Entanglement saves shots: for a mean accuracy of 80 % 61 shots (61 pairs) instead of 301 shots (602 coins, no pairs). ' +
      'Entanglement helps beyond coins at 100 and 1000 shots: ',
  );
  expect(findings[3].sentence).toContain('Ebits are better than coins by the exact mean too: ');
});

describe('the saving', () => {
  const arms = (ebits: number | null, coins: number | null) => {
    const [nothing, coin, ebit] = three(100, [0.7, 0.75, 0.8]);
    return [
      nothing,
      { ...coin, fewest: { choosing: coins, reported: coins } },
      { ...ebit, fewest: { choosing: ebits, reported: ebits } },
    ];
  };
  const target = { accuracy: 0.8, most: 1000 };
  const first = (ebits: number | null, coins: number | null) =>
    said({ arms: arms(ebits, coins), target }).findings[0].sentence;

  test('is none where ebits take as many shots, or never get there', () => {
    for (const sentence of [first(61, 61), first(61, 31), first(null, 31), first(null, null)])
      expect(sentence).toMatch(/^Entanglement helps beyond coins/);
  });

  test('is none where sharing nothing takes no more', () => {
    const [nothing, ...others] = arms(61, 301);
    const cheap = { ...nothing, fewest: { choosing: 61, reported: 61 } };
    const { sentence } = said({ arms: [cheap, ...others], target }).findings[0];
    expect(sentence).toMatch(/^Entanglement helps beyond coins/);
  });

  test('says where coins do not get there', () => {
    expect(first(61, null)).toMatch(
      /^Entanglement saves shots: for a mean accuracy of 80 % 61 shots \(61 pairs\) where coins do not reach it with 1000\. /,
    );
  });
});

describe('the best', () => {
  const noisy = (mean: number) => wobble.map((one) => mean + one);

  test('is chosen by other rows than those that it is reported on', () => {
    const coins = [1, 2].map((count) => ({
      resource: { ebits: 0, coins: count },
      // Two coins are better where they are reported, one where it is chosen.
      prices: [{ shots: 100, accuracies: noisy(0.7 + 0.1 * count), choosing: noisy(0.9 - 0.1 * count) }],
    }));
    const { contrasts } = said({ arms: [...three(100, [0.6, 0, 0]).slice(0, 1), ...coins] });
    expect(contrasts.map(({ first, mean }) => [first, mean])).toEqual([['1 coin', expect.closeTo(0.2, 12)]]);
  });

  test('is chosen on each split by that split alone', () => {
    const [low, high] = [0.7, 0.8];
    const better = [1, 2, 1, 2, 1];
    const coins = [1, 2].map((count) => ({
      resource: { ebits: 0, coins: count },
      prices: [
        {
          shots: 100,
          accuracies: better.map((one) => (one === count ? high : low)),
          choosing: better.map((one) => (one === count ? 1 : 0)),
        },
      ],
    }));
    const { contrasts, basis } = worthVerdict({
      arms: [...three(100, [0.6, 0, 0]).slice(0, 1), ...coins],
      over: { kind: 'splits', training: 60, test: 20 },
    });
    expect(contrasts[0].first).toBe('1 coin or 2 coins, as chosen on each split');
    expect(contrasts[0].mean).toBeCloseTo(0.2, 12);
    expect(basis).toContain('conditional on this table');
    // t = 2.776 at four degrees, and 1/5 + 20/60 in place of 1/5.
    const deviation = Math.sqrt([0, 0.004, -0.004, 0.002, -0.002].reduce((sum, one) => sum + one * one, 0) / 4);
    const half = 2.776445 * deviation * Math.sqrt(1 / 5 + 1 / 3);
    expect(contrasts[0].tested?.high).toBeCloseTo(0.2 + half, 8);
  });

  test('pairs of fidelity 1/2 count among the coins', () => {
    const [nothing, , ebit] = three(100, [0.7, 0.75, 0.8]);
    const pairs = arm({ ebits: 1, fidelity: 0.5 }, around([[100, 0.75]], turned));
    const { contrasts } = said({ arms: [nothing, pairs, ebit] });
    expect(contrasts.find(({ kind }) => kind === 'entangled-correlated')?.second).toBe('1 separable pair (F = 0.5)');
  });
});

describe('what is said of all', () => {
  test('the primary contrast stands alone, the others are corrected', () => {
    const { contrasts, basis } = said({ arms: three(100, [0.7, 0.75, 0.755]) });
    const [added, ...others] = contrasts;
    expect([added.primary, added.p]).toEqual([true, added.tested?.p]);
    expect(others.map(({ primary }) => primary)).toEqual([false, false]);
    const ps = others.map(({ tested }) => tested?.p ?? Number.NaN);
    const [least, most] = [Math.min(...ps), Math.max(...ps)];
    expect(Math.min(...others.map(({ p }) => p ?? Number.NaN))).toBeCloseTo(2 * least, 15);
    expect(Math.max(...others.map(({ p }) => p ?? Number.NaN))).toBeCloseTo(Math.max(2 * least, most), 15);
    expect(basis).toBe(
      "Paired over 5 data seeds, Student's t. The primary contrast, the best ebits minus the best coins at 100 shots, was chosen " +
        "beforehand; the 2 other p-values are corrected by Holm's method, the intervals are not.",
    );
  });

  test('without 100 shots none is primary', () => {
    expect(said({ arms: three(null, [0.7, 0.75, 0.8]) }).basis).toContain('none was chosen as the primary one');
  });

  test('by rows it is a bootstrap, and says that it knows of one seed', () => {
    const rows = (share: number) => Array.from({ length: 300 }, (_, i) => ((i * 7919) % 300 < 300 * share ? 1 : 0));
    const arms = [0.6, 0.7, 0.8].map((share, i) =>
      arm([{}, { coins: 1 }, { ebits: 1 }][i], new Map([[null, rows(share)]])),
    );
    const { findings, basis } = worthVerdict({ arms, over: { kind: 'rows', word: 'validation rows' } });
    expect(findings[0].kind).toBe('ebits-better-exact');
    expect(basis).toContain('paired bootstrap over 300 validation rows, which knows nothing of other seeds');
  });

  test('what is no better than the larger class is said to be so', () => {
    const arms = three(100, [0.7, 0.75, 0.8]);
    expect(said({ arms, baseRate: 0.9 }).basis).toContain(
      'None of this is above always saying the larger class (90.0 %).',
    );
    expect(said({ arms, baseRate: 0.5 }).basis).not.toContain('larger class');
  });

  test('nothing is certified at the bound', () => {
    const certified = { what: 'S', value: 2 + 1e-12, bound: 2 };
    expect(said({ arms: three(100, [0.7, 0.75, 0.8]), certified }).findings[0].kind).toBe('ebits-save-shots');
  });

  test('arms that were not measured side by side are refused, and nothing is', () => {
    const [one, ...others] = three(100, [0.7, 0.75, 0.8]);
    const short = { ...one, prices: [{ shots: 100, accuracies: [0.5] }] };
    expect(refusal(() => said({ arms: [short, ...others] }))).toMatchObject({ code: 'shape' });
    expect(refusal(() => said({ arms: [] }))).toMatchObject({ code: 'range' });
  });
});
