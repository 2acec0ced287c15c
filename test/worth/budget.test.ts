import { describe, expect, test } from 'vitest';
import { type BudgetSettings, budget, shotsOverLinks } from '../../src/index.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { memoryStore } from '../../src/jobs/store.js';
import { resourceName } from '../../src/network/resource.js';
import { noFiles } from '../../src/tasks/make.js';
import { pathNames } from '../../src/tasks/naming.js';
import type { Task } from '../../src/tasks/task.js';
import { budgetFigure } from '../../src/worth/budget-figure.js';
import { budgetPlan } from '../../src/worth/budget-plan.js';
import {
  budgetEntries,
  coarseShots,
  confirmingShots,
  fineShots,
  nearestReading,
} from '../../src/worth/budget-search.js';
import { budgetSentences } from '../../src/worth/budget-words.js';
import { refusal } from '../refusal.js';

const settings: BudgetSettings = {
  data: { kind: 'clusters' },
  accuracy: 0.9,
  shotsMost: 1000,
  ebits: [1, 2],
  coins: [1],
  trainedFor: [100],
  model: { depth: 1 },
  training: { iterations: 6 },
};
const planOf = (more: Partial<BudgetSettings> = {}) => budgetPlan({ ...settings, ...more }, pathNames, noFiles);

/** What a made-up model reaches with so many shots: a curve that rises to a height. */
type Curve = (shots: number, seed: number) => number;

/** Answers every task by what its resource and its price are made up to reach, without any training. */
function pretended(curveOf: (resource: string, price: number | null) => Curve, asked: Task[] = []) {
  return {
    outcomes<T extends Task>(tasks: readonly T[]) {
      asked.push(...tasks);
      return tasks.map((task) => {
        if (task.kind === 'fit') return { kind: 'fit', parameters: [asked.indexOf(task)] };
        if (task.kind !== 'evaluation') throw new Error('no such task is asked for');
        const fit = asked[task.parameters[0]];
        if (fit.kind !== 'fit' || fit.network === null) throw new Error('a model is measured that was not trained');
        const { ebits, coins = 0 } = fit.network;
        const { loss, seed } = fit.training;
        const name = resourceName({ ebits: Number(ebits), coins: Number(coins) });
        const curve = curveOf(name, typeof loss === 'object' ? loss.shots : null);
        return {
          kind: 'evaluation',
          score: { accuracy: 1, balancedAccuracy: 1, baseRate: 0.5 },
          shots: task.shots.map((shots) => curve(shots, seed)),
        };
      }) as never;
    },
  };
}

/** The same for all seeds but for a thousandth. */
const steady =
  (heightAt: (shots: number) => number): Curve =>
  (shots, seed) =>
    heightAt(shots) + 0.001 * ((seed % 3) - 1);

const from = (least: number) => steady((shots) => (shots >= least ? 0.95 : 0.6));

describe('numbers of shots', () => {
  test('are odd, ascending, and end at what is allowed', () => {
    expect(coarseShots(1000)).toEqual([1, 3, 9, 27, 81, 243, 729, 999]);
    expect([coarseShots(1), coarseShots(2), coarseShots(9)]).toEqual([[1], [1], [1, 3, 9]]);
    expect(fineShots(27, 81)).toEqual([33, 41, 47, 53, 61, 67, 75, 81]);
    expect([fineShots(0, 1), fineShots(1, 3), fineShots(3, 9)]).toEqual([[1], [3], [5, 7, 9]]);
    expect(confirmingShots(41, 1000)).toEqual([41, 57, 81, 115, 163]);
    expect(confirmingShots(801, 1000)).toEqual([801, 999]);
    expect(confirmingShots(1, 1)).toEqual([1]);
  });
});

describe('a search', () => {
  test('finds the fewest shots of every resource, whatever it was trained for, and what nothing undercuts', () => {
    const known = pretended((name, price) => {
      if (name === '1 ebit') return from(price === null ? 500 : 60);
      if (name === '2 ebits') return from(price === null ? 40 : 70);
      return name === '1 coin' ? from(700) : steady(() => 0.7);
    });
    const entries = budgetEntries(planOf(), known) ?? [];
    const found = entries.map(({ name, trainedFor, found: fewest, shots, pairs, coins, isBest }) => [
      name,
      trainedFor,
      fewest,
      shots,
      pairs,
      coins,
      isBest,
    ]);
    expect(found).toEqual([
      ['nothing shared', null, null, null, null, null, false],
      ['1 coin', null, 729, 729, 0, 729, true],
      ['1 ebit', 100, 61, 61, 61, 0, true],
      ['2 ebits', null, 41, 41, 82, 0, true],
    ]);
    expect(entries[2].reached).toEqual([10, 10]);
    expect(entries[2].median).toBe(61);
    expect(budgetSentences(planOf(), entries)).toEqual([
      'A decision that is right in 90.0 % takes 41 shots (82 pairs) by 2 ebits, trained for the exact mean (reached in 10 of ' +
        '10 other data sets); or 61 shots (61 pairs) by 1 ebit, trained for 100 shots (reached in 10 of 10 other data sets); ' +
        'or 729 shots (729 coins, no pairs) by 1 coin, trained for the exact mean (reached in 10 of 10 other data sets).',
      'Entanglement saves shots: 41 shots (82 pairs) instead of 729 shots (729 coins, no pairs).',
    ]);
  });

  test('confirms on seeds that the search has not seen, from the most shots downwards', () => {
    const asked: Task[] = [];
    // Lucky on the first five seeds; on others it takes three times as many, and fails by chance at the most but one.
    const lucky: Curve = (shots, seed) => (seed <= 5 ? from(40)(shots, seed) : from(110)(shots, seed));
    const plan = planOf();
    const entries =
      budgetEntries(
        plan,
        pretended((name) => (name === '1 ebit' ? lucky : steady(() => 0.7)), asked),
      ) ?? [];
    expect(entries[2]).toMatchObject({ found: 41, shots: 115 });
    expect(plan.seeds).toEqual({ search: [1, 2, 3, 4, 5], confirmation: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15] });
    const seeds = asked.flatMap((task) =>
      task.kind === 'fit' && task.data.kind === 'clusters' ? [task.data.seed] : [],
    );
    expect(Math.max(...seeds)).toBe(15);
    const never: Curve = (shots, seed) => (seed <= 5 ? from(40)(shots, seed) : 0.7);
    const lost =
      budgetEntries(
        plan,
        pretended((name) => (name === '1 ebit' ? never : steady(() => 0.7))),
      ) ?? [];
    expect(lost[2]).toMatchObject({
      found: 41,
      shots: null,
      pairs: null,
      median: null,
      reached: [0, 10],
      isBest: false,
    });
    expect(budgetSentences(plan, lost)).toEqual([
      'Nothing was confirmed to reach 90.0 % within 1000 shots a decision.',
      '1 ebit reached 90.0 % with 41 shots (41 pairs) on the data of the search, which other data sets did not confirm.',
    ]);
  });

  test('says when nothing reaches the accuracy, and what comes nearest; and what no shot is needed for', () => {
    const entries =
      budgetEntries(
        planOf(),
        pretended((name) => steady(() => (name === '1 coin' ? 0.8 : 0.7))),
      ) ?? [];
    expect(nearestReading(entries).entry.name).toBe('1 coin');
    const [first, second] = budgetSentences(planOf(), entries);
    expect(first).toBe('Nothing is sure to reach 90.0 % within 1000 shots a decision: no interval of 95 % lies there.');
    expect(second).toMatch(
      /^Nearest comes 1 coin: 80\.0 % with 1 shot \(1 coin, no pairs\) \(95 % interval 79\.\d % to 80\.\d %\)\.$/,
    );
    const rich = entries.map((entry) => ({ ...entry, search: entry.search.map((at) => ({ ...at, baseRate: 0.95 })) }));
    expect(budgetSentences(planOf(), rich)[0]).toBe(
      'Always giving the label of the larger class reaches 95.0 % without a shot.',
    );
    const even =
      budgetEntries(
        planOf(),
        pretended(() => from(200)),
      ) ?? [];
    expect(even.filter(({ isBest }) => isBest).map(({ name }) => name)).toEqual(['nothing shared']);
    expect(budgetSentences(planOf(), even)[1]).toContain('Entanglement saves no shots');
  });

  test('asks for its tasks round by round', () => {
    const asked: Task[] = [];
    const unknown = {
      outcomes(tasks: readonly Task[]) {
        asked.push(...tasks);
        return null;
      },
    };
    expect(budgetEntries(planOf(), unknown)).toBeNull();
    // Four resources, two prices, five seeds; no measurement before there are models.
    expect(asked.length).toBe(40);
    expect(asked.every(({ kind }) => kind === 'fit')).toBe(true);
  });
});

describe('over a link', () => {
  const link = { probability: 0.05, cycle: 1e-3, fidelity: 0.8, memory: { t2: 1 }, cutoff: 0.1 };
  const linked = (more: Partial<BudgetSettings> = {}) =>
    planOf({ ebits: undefined, coins: [1], link, distil: { protocol: 'dejmps', rounds: [1, 0] }, ...more });
  /** Answers by the fidelity of the one ebit, 0 for none. */
  const byFidelity = (heightOf: (fidelity: number) => Curve) => {
    const asked: Task[] = [];
    return {
      outcomes<T extends Task>(tasks: readonly T[]) {
        asked.push(...tasks);
        return tasks.map((task) => {
          if (task.kind === 'fit') return { kind: 'fit', parameters: [asked.indexOf(task)] };
          if (task.kind !== 'evaluation') throw new Error('no such task is asked for');
          const fit = asked[task.parameters[0]];
          if (fit.kind !== 'fit' || fit.network === null) throw new Error('a model is measured that was not trained');
          const { ebits } = fit.network;
          const fidelity = typeof ebits === 'number' ? 0 : (ebits[0].weights?.phiPlus ?? Number.NaN);
          const shots = task.shots.map((count) => heightOf(fidelity)(count, fit.training.seed));
          return { kind: 'evaluation', score: { accuracy: 1, balancedAccuracy: 1, baseRate: 0.5 }, shots };
        }) as never;
      },
    };
  };
  const entriesOf = (heightOf: (fidelity: number) => Curve) => budgetEntries(linked(), byFidelity(heightOf)) ?? [];

  test('the pair of a shot is as the link makes it, and as often, as it comes and distilled', () => {
    const { compared, isLinked } = linked();
    const [plain, better] = compared.resources.slice(2);
    expect([isLinked, compared.resources.map(resourceName).slice(0, 3)]).toEqual([
      true,
      ['nothing shared', '1 coin', '1 ebit (F = 0.8)'],
    ]);
    expect(plain.linked).toMatchObject({ rounds: 0, pairs: expect.closeTo(1, 12), seconds: expect.closeTo(0.02, 12) });
    const alone = shotsOverLinks([{ ...link, distil: { protocol: 'dejmps', rounds: 1 } }]);
    expect(better.linked).toEqual({
      rounds: 1,
      weights: alone.pairs[0].weights,
      pairs: alone.pairsPerShot[0],
      seconds: alone.secondsPerShot,
    });
    expect(compared.fit(better, null, 1).network?.ebits).toEqual([
      { between: ['A.0', 'B.0'], weights: alone.pairs[0].weights },
    ]);
  });

  test('fewer shots of distilled pairs may take more pairs and more time: the answer says which', () => {
    const spend = entriesOf((fidelity) => (fidelity > 0.81 ? from(61) : fidelity > 0 ? from(121) : from(2000)));
    const [, , plain, better] = spend;
    expect([plain.shots, plain.pairs, plain.seconds?.toFixed(3)]).toEqual([121, 121, '2.420']);
    expect(better.shots).toBe(61);
    expect(better.pairs).toBe(Math.ceil(61 * (better.resource.linked?.pairs ?? 0)));
    expect([plain.isBest, better.isBest]).toEqual([true, true]);
    expect(budgetSentences(linked(), spend)).toContain(
      `Spend the pairs on more shots: 121 shots (121 new pairs, 2.42 s) as they come, 61 shots (${better.pairs} new pairs, ` +
        `${Number((better.seconds ?? 0).toPrecision(3))} s) after 1 round.`,
    );
    const distil = entriesOf((fidelity) => (fidelity > 0.81 ? from(13) : fidelity > 0 ? from(121) : from(2000)));
    expect(budgetSentences(linked(), distil)[2]).toMatch(
      /^Distil: 121 shots \(.*\) as they come, 13 shots \(.*\) after 1 round\.$/,
    );
    expect(distil[2].isBest).toBe(false);
  });

  test('what was not confirmed is said', () => {
    const last = (heightOf: (fidelity: number) => Curve) => budgetSentences(linked(), entriesOf(heightOf)).at(-1);
    const never = steady(() => 0.7);
    expect(last((fidelity) => (fidelity > 0.81 ? from(13) : never))).toMatch(
      /^Distil: pairs as they come were not confirmed to reach it, 13 shots \(\d+ new pairs, .* s\) after 1 round were\.$/,
    );
    expect(last((fidelity) => (fidelity > 0.81 || fidelity === 0 ? never : from(13)))).toBe(
      'Spend the pairs on shots: distilled ones were not confirmed to reach it.',
    );
    expect(last((fidelity) => (fidelity === 0 ? from(13) : never))).toBe(
      'Neither pairs as they come nor distilled ones were confirmed to reach it.',
    );
  });

  test('the picture is by new pairs', () => {
    const entries = entriesOf((fidelity) => (fidelity > 0.81 ? from(13) : from(121)));
    const { accuracy, shotsMost, seeds } = linked();
    expect(
      budgetFigure({ processors: null, data: 'clusters', accuracy, shotsMost, seeds, entries, sentences: [] }),
    ).toContain('new pairs a decision');
  });

  test.each<[Partial<BudgetSettings>, string]>([
    [{ ebits: [1] }, '"ebits" does not go with a budget over a link'],
    [{ fidelities: [0.9] }, '"fidelities" does not go with a budget over a link'],
    [{ link: { ...link, pairs: 2 } }, '"link.pairs" does not go with a budget over a link'],
    [{ link: { ...link, distil: { protocol: 'dejmps', rounds: 1 } } }, 'say them in "distil"'],
    [{ link: undefined }, '"distil" is about the pairs of a link; give "link" too'],
    [{ distil: { protocol: 'dejmps', rounds: [] } }, 'lists no rounds'],
    [{ distil: { protocol: 'dejmp' as 'dejmps', rounds: [1] } }, 'Did you mean "dejmps"?'],
    [{ link: { ...link, fidelity: 0.45 } }, 'Pairs of fidelity 0.45 gain nothing by distillation'],
    [{ link: { ...link, cutoff: 1e-4 } }, 'below its cycle'],
  ])('%j is refused', (more, words) => {
    expect(refusal(() => linked(more)).message).toContain(words);
  });
});

test('a budget is run, kept, taken from what was kept, and drawn', async () => {
  const store = memoryStore();
  const small = { ...settings, ebits: [1], coins: [], trainedFor: [9], shotsMost: 9, accuracy: 0.51, confirmations: 5 };
  const first = await budget(small, { store, executor: callingThread() });
  expect(first.entries.map(({ name }) => name)).toEqual(['nothing shared', '1 ebit']);
  expect(first.sentences.length).toBeGreaterThan(0);
  const idle = { ...callingThread(), run: () => Promise.reject(new Error('nothing is left to run')) };
  expect(await budget(small, { store, executor: idle })).toEqual(first);
  expect(budgetFigure(first)).toContain('<svg');
});

test('what no budget can be made of is refused, with the limit', () => {
  const words = (more: object) => {
    const { code, message } = refusal(() => planOf(more));
    return `${code}: ${message}`;
  };
  expect(words({ accuracy: 1.2 })).toBe('range: The accuracy is 1.2; give a share above 0.5, at most 1.');
  expect(words({ accuracy: undefined })).toContain('"accuracy"');
  expect(words({ shotsMost: 0 })).toContain('The largest number of shots is 0; give an integer from 1 to 1000000000.');
  expect(words({ seeds: 4 })).toContain('The number of seeds is 4; give an integer from 5');
  expect(words({ confirmations: 0 })).toContain('The number of confirmations is 0');
  expect(words({ shots: [100] })).toContain('unknown key "shots"');
  expect(words({ trainedFor: 7 })).toContain('"trainedFor"');
  expect(words({ trainedFor: [0] })).toContain('The number of shots is 0');
  expect(words({ ebits: [5] })).toContain('The number of ebits is 5');
  expect(words({ data: { kind: 'chsh' } })).toContain('the same whatever the seed');
});
