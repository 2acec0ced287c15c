import { expect, test } from 'vitest';
import { entrantNames, entrantsOf, seedsText } from '../../../src/playground/race/entrants.js';
import { readyRun } from '../../../src/playground/race/run.js';
import { changed, defaults, type FlatSettings } from '../../../src/playground/race/settings.js';

const run = (id: number, part: Partial<FlatSettings>) => readyRun(id, changed(defaults, part));

test('runs that differ by nothing but their seed are one entrant, wherever they stand', () => {
  const all = [run(1, {}), run(2, { ebits: 0 }), run(3, { seed: 8 }), run(4, { seed: 9, depth: 5 })];
  const entrants = entrantsOf(all);
  expect(entrants.map(({ runs }) => runs.map(({ id }) => id))).toEqual([[1, 3], [2], [4]]);
  expect(entrants.map(seedsText)).toEqual(['2 seeds: 7 to 8', 'seed 7', 'seed 9']);
  expect(seedsText({ ...entrants[0], runs: [all[0], all[3]] })).toBe('2 seeds: 7, 9');
});

test('entrants that share as much are told apart by how they learn', () => {
  const parts = [{}, { depth: 5 }, { depth: 5, loss: 'product' as const }, { ebits: 0, depth: 5 }, { fidelity: 0.9 }];
  expect(entrantNames(entrantsOf(parts.map((part, i) => run(i, part))))).toEqual([
    'Bell-1, F = 1, depth 20, squared error',
    'Bell-1, F = 1, depth 5, squared error',
    'Bell-1, F = 1, depth 5, product',
    'Bell-0',
    'Bell-1, F = 0.9, depth 20, squared error',
  ]);
});

test('a model from a file is by itself, and has the name of its file', () => {
  const file = { name: 'mine.json', model: {} as never };
  const entrants = entrantsOf([run(1, {}), { ...run(2, {}), file }, { ...run(3, {}), file }]);
  expect(entrants.map(({ runs }) => runs.length)).toEqual([1, 1, 1]);
  expect(entrantNames(entrants)).toEqual(['Bell-1', 'mine.json', 'mine.json']);
});
