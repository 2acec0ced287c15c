import { expect, test, vi } from 'vitest';
import { resourceKind } from '../../../src/network/resource.js';
import { type Judgement, MOST_SHOTS } from '../../../src/playground/questions/judged.js';
import { baselineOf, fewestOf, gain, verdicts } from '../../../src/playground/race/results.js';
import { type Run, readyRun } from '../../../src/playground/race/run.js';
import { changed, defaults, type FlatSettings } from '../../../src/playground/race/settings.js';

// Its workers' program is made when the page is built.
vi.mock('../../../src/playground/work.js', () => ({ workers: () => null }));

let lastId = 0;

function done(settings: Partial<FlatSettings>, validationAccuracy: number | null, part: Partial<Run> = {}): Run {
  lastId += 1;
  const run = readyRun(lastId, changed(defaults, settings));
  const iteration = run.settings.training.iterations;
  const latest = {
    iteration,
    trainingAccuracy: 0.5,
    trainingLoss: 1,
    validationAccuracy,
    validationLoss: null,
    trainingBalanced: null,
    validationBalanced: null,
  };
  return { ...run, phase: 'done', iteration, latest, ...part };
}

/** Rows of which a share is right by the exact mean, and at 100 shots by `chance`; accuracy grows with the root of the shots. */
function judged(accuracy: number, chance: number, rows = 200): Judgement {
  const right = Uint8Array.from({ length: rows }, (_, n) => ((n * 73) % rows < accuracy * rows ? 1 : 0));
  const chances = new Float64Array(rows).map((_, n) => chance + 0.04 * Math.sin(n));
  const accuracies = Float64Array.from(
    { length: MOST_SHOTS },
    (_, n) => 0.5 + (chance - 0.5) * Math.sqrt((n + 1) / MOST_SHOTS),
  );
  const found = { shots: 100, accuracy: chance, method: 'exact', standardError: 0, draws: 0, seed: null } as const;
  const at = { found, chances };
  const score = { accuracy, balancedAccuracy: accuracy };
  return {
    right,
    score: null,
    atShots: { 10: at, 100: at, 1000: at },
    curve: [],
    course: { accuracies, errors: new Float64Array(MOST_SHOTS) },
    training: score,
    judged: score,
  };
}

/** Nothing .7 and .66, coins .9 and .72, ebits .9 and .8, by the exact mean and at 100 shots. */
function usual({ settings: { network } }: Run): Judgement {
  if (resourceKind(network) === 'nothing') return judged(0.7, 0.66);
  return resourceKind(network) === 'correlated' ? judged(0.9, 0.72) : judged(0.9, 0.8);
}

const said = (all: readonly Run[], judgedOf: (run: Run) => Judgement | null = usual) => verdicts(all, judgedOf, 0.5);

test('a run is compared with the one with nothing shared that is alike in all else', () => {
  const otherSeed = done({ ebits: 0, seed: 1 }, 0.6);
  const same = done({ ebits: 0, seed: 2, fidelity: 0.3 }, 0.7);
  const run = done({ ebits: 2, seed: 2, fidelity: 0.9 }, 0.95);
  const all = [otherSeed, same, run];
  expect(baselineOf(run, all)).toBe(same);
  expect(gain(run, all)).toBeCloseTo(0.25, 12);
  expect(gain(same, all)).toBeNull();
});

test.each([
  ['depth', { depth: 5 }],
  ['iterations', { iterations: 100 }],
  ['learning rate', { learningRate: 0.02 }],
  ['loss', { loss: 'product' as const }],
  ['seed', { seed: 8 }],
  ['mixing', { mixing: 1 }],
])('runs of another %s are not compared', (_, other) => {
  const all = [done({ ebits: 0, ...other }, 0.7), done({ ebits: 1 }, 0.95)];
  expect(gain(all[1], all)).toBeNull();
  expect(said(all)).toEqual([]);
});

test('runs that were judged after unequal numbers of iterations are not compared', () => {
  const [without, withOne] = [done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.95)];
  const early = { ...without, latest: { ...without.latest!, iteration: 40 } };
  expect(gain(withOne, [early, withOne])).toBeNull();
  expect(said([early, withOne])).toEqual([]);
  expect(gain(withOne, [{ ...without, latest: null }, withOne])).toBeNull();
});

test('nothing shared, two coins and an ebit: what coins do, what entanglement adds, and what it costs', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 0, coins: 2 }, 0.9), done({ ebits: 1 }, 0.9)];
  const [{ sentences, basis }, ...others] = said(all);
  expect(others).toEqual([]);
  // With 99 shots coins reach .5 + .22 sqrt .99 = .7189, and .5 + .3 sqrt(n / 100) is .718 from 52.8 on.
  expect(sentences[0]).toMatch(
    /^Entanglement saves shots: for a mean accuracy of 71\.8 % 53 shots \(53 pairs\) instead of 99 shots \(198 coins, no pairs\)\. /,
  );
  expect(sentences[0]).toContain('1 ebit minus 2 coins at 100 shots +8.0 points');
  expect(sentences[1]).toMatch(
    /^Correlation helps by the exact mean, entanglement adds nothing: 2 coins minus nothing/,
  );
  expect(sentences).toHaveLength(2);
  expect(basis).toMatch(
    /^A single training each, paired bootstrap over 200 validation rows, which knows nothing of other/,
  );
});

test('a score beyond all that is separable comes first', () => {
  const all = [done({ ebits: 0 }, null), done({ ebits: 1 }, null)];
  const scored = (score: number) => (run: Run) => ({ ...usual(run), score: run === all[1] ? score : 2 });
  expect(said(all, scored(2.82842))[0].sentences[0]).toBe(
    'Certified: S of Bell-1, seed 7, is 2.8284, and nothing separable, with any number of coins, is beyond 2.0000.',
  );
  expect(said(all, scored(2))[0].sentences[0]).not.toContain('Certified');
});

test('a separable pair is no entanglement, however it is called', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 1, fidelity: 0.5 }, 0.9)];
  const text = said(all)
    .flatMap(({ sentences }) => sentences)
    .join(' ');
  expect(text).toContain('1 separable pair (F = 0.5)');
  expect(text).not.toMatch(/ebit|entangle/i);
});

test('coins are rivals and no baseline', () => {
  const [coins, ebit] = [done({ ebits: 0, coins: 1 }, 0.8), done({ ebits: 1 }, 0.9)];
  expect(gain(ebit, [coins, ebit])).toBeNull();
  const nothing = done({ ebits: 0 }, 0.7);
  expect([coins, ebit].map((run) => baselineOf(run, [coins, ebit, nothing]))).toEqual([nothing, nothing]);
  expect(said([coins, ebit])[0].sentences[0]).toContain('1 ebit minus 1 coin');
});

test('ebits without coins beside them say that nobody looked', () => {
  const [{ sentences }] = said([done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.9)]);
  expect(sentences[0]).toContain('whether coins would do as much was not measured');
});

test('the best of several is said to be chosen by the same rows', () => {
  const all = [0, 1, 2].map((coins) => done({ ebits: 0, coins }, 0.7));
  expect(said(all.slice(0, 2))[0].basis).not.toContain('chosen by the same rows');
  expect(said(all)[0].basis).toContain('the best is compared, chosen by the same rows');
});

test('rows of data without validation are called training rows', () => {
  const all = [done({ ebits: 0 }, null), done({ ebits: 1 }, null)];
  expect(said(all)[0].basis).toContain('bootstrap over 200 training rows');
});

test('of several seeds the mean counts and not the best; fewer than five are not tested', () => {
  const race = (accuracies: readonly number[]) =>
    accuracies.flatMap((accuracy, seed) => [done({ ebits: 0, seed }, 0.7), done({ ebits: 1, seed }, accuracy)]);
  const bySeed = (run: Run) =>
    run.settings.network.ebits === 0 ? judged(0.7, 0.6) : judged(run.latest?.validationAccuracy ?? 0, 0.6);
  const exact = (accuracies: readonly number[]) =>
    said(race(accuracies), bySeed)[0].sentences.find((text) => text.includes('by the exact mean'));
  expect(exact([0.9, 0.6])).toBe(
    'Not tested at 100 shots and by the exact mean: a verdict needs 5 or more: 1 ebit minus nothing shared at 100 shots ' +
      '0.0 points (not tested); 1 ebit minus nothing shared by the exact mean +5.0 points (not tested).',
  );
  // The best of them is 20 points up; they are worth nothing together.
  expect(exact([0.9, 0.5, 0.7, 0.8, 0.6])).toMatch(/^No difference seen .*by the exact mean 0\.0 points/);
  expect(exact([0.9, 0.91, 0.9, 0.89, 0.9])).toMatch(/^Ebits help by the exact mean.*\+20\.0 points/);
  expect(said(race([0.9, 0.91, 0.9, 0.89, 0.9]), bySeed)[0].basis).toContain('Paired over 5 seeds of the start');
});

test('of seeds that some have and others lack only those are taken that all have', () => {
  const all = [
    ...[1, 2].flatMap((seed) => [done({ ebits: 0, seed }, 0.7), done({ ebits: 1, seed }, 0.9)]),
    done({ ebits: 0, coins: 2, seed: 2 }, 0.9),
  ];
  const [{ sentences, basis }] = said(all);
  expect(basis).toContain('A single training each');
  expect(sentences[0]).toContain('2 coins');
});

test('a seed that stands twice in a race counts once', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.9), done({ ebits: 1 }, 0.9)];
  expect(said(all)[0].basis).toContain('A single training each');
});

test('every way of learning has sentences of its own, with its name', () => {
  const all = [5, 20].flatMap((depth) => [done({ ebits: 0, depth }, 0.7), done({ ebits: 2, depth }, 0.9)]);
  expect(said(all.slice(0, 2)).map(({ about }) => about)).toEqual([null]);
  expect(said(all).map(({ about }) => about)).toEqual([
    'depth 5, rate 0.01, 2000 iterations',
    'depth 20, rate 0.01, 2000 iterations',
  ]);
});

test('nothing is said until it is known what all reach at 100 shots', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.9)];
  expect(said(all, (run) => (run === all[0] ? usual(run) : null))).toEqual([]);
});

test('the fewest shots are odd, and reach the accuracy for sure', () => {
  const accuracies = Float64Array.from({ length: MOST_SHOTS }, (_, n) => 0.5 + n / 1000);
  const course = (error: number) => ({ accuracies, errors: new Float64Array(MOST_SHOTS).fill(error) });
  expect(fewestOf(course(0), 0.52)).toBe(21);
  expect(fewestOf(course(0), 0.5205)).toBe(23);
  expect(fewestOf(course(0.01), 0.52)).toBe(41);
  expect(fewestOf(course(0), 0.6)).toBeNull();
});

test('runs that are not done say nothing', () => {
  const training = { phase: 'training' } as const;
  expect(said([done({ ebits: 0 }, 0.7), done({}, 0.9, training)])).toEqual([]);
  expect(said([done({ ebits: 0 }, 0.7)])).toEqual([]);
});

test('another number of shots is a price of its own, and 100 stay the primary one', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 0, coins: 2 }, 0.9), done({ ebits: 1 }, 0.9)];
  const [{ sentences, basis }] = verdicts(all, usual, 0.5, 1000);
  expect(sentences.join(' ')).toContain('1 ebit minus 2 coins at 1000 shots');
  expect(sentences.join(' ')).toContain('1 ebit minus 2 coins at 100 shots +8.0 points');
  expect(basis).toContain('at 100 shots, was chosen beforehand');
});

test('a model from a file is held against no run', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 1 }, 0.9, { file: { name: 'a.json', model: {} as never } })];
  expect(said(all)).toEqual([]);
  expect(gain(all[1], all)).toBeNull();
});

test('of more than two classes no number of shots is said to be saved', () => {
  const all = [done({ ebits: 0 }, 0.7), done({ ebits: 0, coins: 2 }, 0.9), done({ ebits: 1 }, 0.9)];
  const [{ sentences }] = said(all, (run) => ({ ...usual(run), course: null }));
  expect(sentences[0]).toMatch(/^Entanglement helps beyond coins at 100 shots/);
});
