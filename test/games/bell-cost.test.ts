import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { bellCeiling, checkMomentCertificate } from '../../src/games/bell-ceiling.js';
import { type BellCost, type BellTerm, bellCost, bellCostFromCsv } from '../../src/games/bell-cost.js';
import { ceiling } from '../../src/games/ceiling.js';
import { game } from '../../src/games/game.js';
import { refusal } from '../refusal.js';

/** A cost of seeded weights, in steps of 1/8. */
function someCost(rows: number, columns: number, seed: number): BellCost {
  let state = seed + 1;
  const weight = () => {
    state = (state * 16807) % 2147483647;
    return Math.round((16 * state) / 2147483647 - 8) / 8;
  };
  const terms: BellTerm[] = [{ weight: weight() }];
  for (let a = 0; a < rows; a++) {
    terms.push({ a, weight: weight() });
    for (let b = 0; b < columns; b++) terms.push({ a, b, weight: weight() });
  }
  for (let b = 0; b < columns; b++) terms.push({ b, weight: weight() });
  return bellCost(terms);
}

function costOfAnswers({ weights, first, second, constant }: BellCost, a: number[], b: number[]): number {
  let cost = constant;
  for (let i = 0; i < a.length; i++) {
    cost += first[i] * a[i];
    for (let j = 0; j < b.length; j++) cost += weights[i * b.length + j] * a[i] * b[j];
  }
  for (let j = 0; j < b.length; j++) cost += second[j] * b[j];
  return cost;
}

const allAnswers = (count: number) =>
  Array.from({ length: 2 ** count }, (_, word) => Array.from({ length: count }, (_, i) => ((word >> i) & 1 ? -1 : 1)));

describe('i3322', () => {
  const cost = bellCost('i3322');

  test('is made of means', () => {
    expect([...cost.weights]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25, -0.25, 0.25, -0.25, 0]);
    expect([...cost.first]).toEqual([0.25, 0.25, 0]);
    expect([...cost.second]).toEqual([-0.25, -0.25, 0]);
    expect(cost.constant).toBe(-1);
  });

  test('0 with coins, 3/8 at the first level', () => {
    const { classical, level1 } = bellCeiling(cost);
    expect([classical.value, classical.exact, classical.upper]).toEqual([0, true, 0]);
    expect(level1.upper).toBeGreaterThanOrEqual(0.375 - 1e-12);
    expect(level1.upper).toBeLessThan(0.375 + 1e-9);
    expect(checkMomentCertificate(cost, level1.certificate)).toBe(level1.upper);
  });
});

describe('the ceiling of any cost', () => {
  test.each([
    [1, 1, 1],
    [2, 3, 2],
    [4, 2, 3],
    [4, 4, 4],
    [3, 5, 5],
  ])('%d by %d questions, seed %d', (rows, columns, seed) => {
    const cost = someCost(rows, columns, seed);
    const { classical, level1 } = bellCeiling(cost);
    let most = Number.NEGATIVE_INFINITY;
    for (const a of allAnswers(rows))
      for (const b of allAnswers(columns)) most = Math.max(most, costOfAnswers(cost, a, b));
    expect(classical.exact).toBe(true);
    expect(classical.value).toBeCloseTo(most, 12);
    const { a, b } = classical.strategy;
    expect(costOfAnswers(cost, [...a], [...b])).toBeCloseTo(most, 12);
    expect(level1.upper).toBeGreaterThanOrEqual(most - 1e-12);
    const { constant, x, y } = level1.certificate;
    const n = 1 + rows + columns;
    const matrix = Matrix.zeros(n, n);
    const both = (i: number, j: number, value: number): void => {
      matrix.set(i, j, value);
      matrix.set(j, i, value);
    };
    for (const [i, z] of [constant, ...x, ...y].entries()) both(i, i, z);
    for (const [i, weight] of cost.first.entries()) both(0, i + 1, -weight / 2);
    for (const [j, weight] of cost.second.entries()) both(0, rows + j + 1, -weight / 2);
    for (const [p, weight] of cost.weights.entries())
      both(1 + Math.floor(p / columns), 1 + rows + (p % columns), -weight / 2);
    const eigenvalues = new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues;
    const size = Math.max(...eigenvalues);
    expect(Math.min(...eigenvalues)).toBeGreaterThan(-1e-13 * size);
    // It touches zero: no certificate along this one is smaller.
    expect(Math.min(...eigenvalues)).toBeLessThan(1e-8 * size);
  });

  test('without terms on marginals it is that of the game', () => {
    const made = game('random 4 5 3');
    const cost = bellCost([...made.weights].map((weight, p): BellTerm => ({ a: Math.floor(p / 5), b: p % 5, weight })));
    const { classical, quantum } = ceiling(made);
    const found = bellCeiling(cost);
    expect(found.classical.value).toBeCloseTo(classical.value, 13);
    expect(Math.abs(found.level1.upper - quantum.upper)).toBeLessThan(1e-10);
  });

  test('probabilities and means say the same', () => {
    const chances = bellCost([
      { a: 'p', b: 'q', x: 1, y: -1, weight: 4 },
      { a: 'p', x: -1, weight: 2 },
    ]);
    const means = bellCost([{ a: 'p', b: 'q', weight: -1 }, { b: 'q', weight: -1 }, { weight: 2 }]);
    expect([...chances.weights, ...chances.first, ...chances.second, chances.constant]).toEqual([-1, 0, -1, 2]);
    expect([...means.weights, ...means.first, ...means.second, means.constant]).toEqual([-1, 0, -1, 2]);
  });

  test('a table of text has the same terms', () => {
    const text = 'a,b,x,y,weight\np,q,1,-1,4\np,,-1,,2\n';
    const { weights, first, second, constant } = bellCostFromCsv(text);
    expect([...weights, ...first, ...second, constant]).toEqual([-1, 0, -1, 2]);
  });
});

describe('a forged certificate', () => {
  const cost = bellCost('i3322');
  const { constant, x, y } = bellCeiling(cost).level1.certificate;
  test.each([
    ['a lower constant', { constant: constant - 1e-6, x, y }, 'game'],
    ['zeros', { constant: 0, x: [0, 0, 0], y: [0, 0, 0] }, 'game'],
    ['too few numbers', { constant, x: x.slice(1), y }, 'shape'],
    ['no constant', { x, y }, 'not-finite'],
    ['infinity', { constant: Number.POSITIVE_INFINITY, x, y }, 'not-finite'],
    ['nothing', null, 'shape'],
  ])('with %s is refused', (_, forged, code) => {
    expect(refusal(() => checkMomentCertificate(cost, forged as never)).code).toBe(code);
  });

  test('a larger one proves less', () => {
    const more = checkMomentCertificate(cost, { constant: constant + 1, x, y });
    expect(more).toBeCloseTo(1.375, 8);
  });
});

test.each([
  ['another name', () => bellCost('i3323'), 'game', 'i3322'],
  ['no list', () => bellCost(3 as never), 'game', 'i3322'],
  ['no terms', () => bellCost([]), 'game', 'lacks a question'],
  ['one player', () => bellCost([{ a: 0, weight: 1 }]), 'game', 'lacks a question'],
  [
    'a term twice',
    () =>
      bellCost([
        { a: 0, b: 0, weight: 1 },
        { a: 0, b: 0, weight: 2 },
      ]),
    'game',
    'before',
  ],
  ['half of the outcomes', () => bellCost([{ a: 0, b: 0, x: 1, weight: 1 }]), 'game', 'one outcome'],
  ['an outcome of nobody', () => bellCost([{ a: 0, y: 1, weight: 1 }]), 'game', 'without its question'],
  ['an outcome of 0', () => bellCost([{ a: 0, x: 0 as never, weight: 1 }]), 'game', '1 or -1'],
  ['a weight of NaN', () => bellCost([{ a: 0, b: 0, weight: Number.NaN }]), 'game', 'finite'],
  ['weights of 0', () => bellCost([{ a: 0, b: 0, weight: 0 }]), 'game', 'sum to 0'],
  ['a strange column', () => bellCostFromCsv('a,b,wait\n0,0,1'), 'columns', 'columns are a, b'],
  ['a column twice', () => bellCostFromCsv('a,a,weight\n0,0,1'), 'columns', 'twice.'],
  ['no weight', () => bellCostFromCsv('a,b\n0,0'), 'columns', 'lacks'],
  ['a word for a weight', () => bellCostFromCsv('a,b,weight\n0,0,one'), 'csv', 'Row 1'],
  [
    'a cost of its own make',
    () => bellCeiling({ ...bellCost('i3322'), first: Float64Array.of(1) }),
    'game',
    'bellCost()',
  ],
  ['steps of 0', () => bellCeiling(bellCost('i3322'), { steps: 0 }), 'range', 'steps'],
])('%s: refused', (_, call, code, words) => {
  const error = refusal(call);
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});
